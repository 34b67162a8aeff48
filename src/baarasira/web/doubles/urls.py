"""Addresses of the files that may be one person's."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_pairs, name="list"),
    path("<uuid:pair_id>/", views.pair, name="pair"),
    path("<uuid:pair_id>/dire/", views.say, name="say"),
    path("<uuid:pair_id>/fusionner/", views.merge, name="merge"),
    path("<uuid:pair_id>/remettre/", views.put_back, name="put-back"),
    path("fusions/<uuid:merge_id>/annuler/", views.undo, name="undo"),
]
