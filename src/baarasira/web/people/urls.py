"""Addresses of the people pages."""

from django.urls import path

from . import views
from .views.found import or_404

urlpatterns = [
    path("", views.search, name="search"),
    path("inscrire/", views.register, name="register"),
    path("inscrire/doublons/", views.likely, name="likely"),
    path("metiers/", views.suggest_occupation, name="suggest_occupation"),
    path("competences/", views.suggest_skill, name="suggest_skill"),
    path("pays/", views.suggest_country, name="suggest_country"),
    path("consultations/", views.outside_looks, name="outside_looks"),
    path("<uuid:person_id>/", or_404(views.file), name="file"),
    path("<uuid:person_id>/corriger/", or_404(views.edit), name="edit"),
    path("<uuid:person_id>/pieces/", or_404(views.documents), name="documents"),
    path("<uuid:person_id>/pieces/<uuid:document_id>/", or_404(views.drop_document), name="drop_document"),
    path("<uuid:person_id>/historique/", or_404(views.history), name="history"),
    path("<uuid:person_id>/numeros/", or_404(views.numbers), name="numbers"),
    path("<uuid:person_id>/droits/", or_404(views.rights), name="rights"),
    path("<uuid:person_id>/droits/demande/", or_404(views.ask), name="ask"),
    path("<uuid:person_id>/droits/accord/", or_404(views.consent), name="consent"),
    path("<uuid:person_id>/droits/<uuid:request_id>/", or_404(views.answer), name="answer"),
    path("<uuid:person_id>/copie/", or_404(views.print_file), name="print"),
    path("<uuid:person_id>/ouvrir/", or_404(views.open_outside), name="open_outside"),
]
