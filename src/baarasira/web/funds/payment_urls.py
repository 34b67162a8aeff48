"""Addresses of the pages of payments and of their files."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.board, name="board"),
    path("fichiers/", views.list_batches, name="batches"),
    path("fichiers/nouveau/<uuid:fund_id>/", views.new_batch, name="new-batch"),
    path("fichiers/<uuid:batch_id>/", views.batch, name="batch"),
    path("fichiers/<uuid:batch_id>/fichier.csv", views.batch_file, name="batch-file"),
    path("fichiers/<uuid:batch_id>/acte/<slug:name>/", views.batch_act, name="batch-act"),
    path("<uuid:payment_id>/", views.payment, name="payment"),
    path("<uuid:payment_id>/acte/<slug:name>/", views.payment_act, name="payment-act"),
]
