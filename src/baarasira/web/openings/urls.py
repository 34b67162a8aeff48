"""Addresses of the offers' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_openings, name="list"),
    path("export.csv", views.export_openings, name="export"),
    path("nouvelle/", views.new_opening, name="new"),
    path("regles/", views.check_rules, name="check"),
    path("suggestions/metiers/", views.suggest_occupations, name="suggest-occupation"),
    path("suggestions/competences/", views.suggest_skills, name="suggest-skill"),
    path("suggestions/langues/", views.suggest_languages, name="suggest-language"),
    path("approbations/", views.approvals, name="approvals"),
    path("<uuid:opening_id>/", views.opening_file, name="file"),
    path("<uuid:opening_id>/modifier/", views.edit_opening, name="edit"),
    path("<uuid:opening_id>/soumettre/", views.submit_opening, name="submit"),
    path("<uuid:opening_id>/approbation/", views.decide_opening, name="decide"),
    path("<uuid:opening_id>/prolonger/", views.extend_opening, name="extend"),
    path("<uuid:opening_id>/cloture/", views.close_opening, name="close"),
    path("<uuid:opening_id>/annulation/", views.cancel_opening, name="cancel"),
]
