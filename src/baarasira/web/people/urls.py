"""Addresses of the people pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.search, name="search"),
    path("inscrire/", views.register, name="register"),
    path("inscrire/doublons/", views.likely, name="likely"),
    path("metiers/", views.suggest_occupation, name="suggest_occupation"),
    path("competences/", views.suggest_skill, name="suggest_skill"),
    path("pays/", views.suggest_country, name="suggest_country"),
    path("consultations/", views.outside_looks, name="outside_looks"),
    path("<uuid:person_id>/", views.file, name="file"),
    path("<uuid:person_id>/corriger/", views.edit, name="edit"),
    path("<uuid:person_id>/historique/", views.history, name="history"),
    path("<uuid:person_id>/numeros/", views.numbers, name="numbers"),
    path("<uuid:person_id>/droits/", views.rights, name="rights"),
    path("<uuid:person_id>/droits/demande/", views.ask, name="ask"),
    path("<uuid:person_id>/droits/accord/", views.consent, name="consent"),
    path("<uuid:person_id>/droits/<uuid:request_id>/", views.answer, name="answer"),
    path("<uuid:person_id>/copie/", views.print_file, name="print"),
    path("<uuid:person_id>/ouvrir/", views.open_outside, name="open_outside"),
]
