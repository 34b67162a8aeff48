"""Addresses of the competitions' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_competitions, name="list"),
    path("campagnes/<uuid:campaign_id>/", views.prepare, name="prepare"),
    path("<uuid:competition_id>/", views.competition, name="file"),
    path("<uuid:competition_id>/acte/<slug:name>/", views.act, name="act"),
    path("<uuid:competition_id>/regles/", views.edit_rules, name="rules"),
    path("<uuid:competition_id>/places-reservees/", views.reserve, name="reserve"),
    path("<uuid:competition_id>/salles/", views.add_hall, name="hall"),
    path("<uuid:competition_id>/candidats/", views.sittings, name="sittings"),
    path("<uuid:competition_id>/convocations.pdf", views.convocations, name="convocations"),
    path("<uuid:competition_id>/incidents/", views.incidents, name="incidents"),
    path("<uuid:competition_id>/gardiens/", views.name_holders, name="holders"),
    path("<uuid:competition_id>/mon-secret/", views.take_place, name="take-place"),
    path("<uuid:competition_id>/lever-anonymat/", views.hand_share, name="hand"),
    path("reserves/<uuid:reserved_id>/", views.free, name="free"),
    path("epreuves/<uuid:paper_id>/", views.edit_paper, name="paper"),
    path("epreuves/<uuid:paper_id>/etiquettes/", views.labels, name="labels"),
    path("epreuves/<uuid:paper_id>/etiquettes/impression/", views.print_labels, name="print-labels"),
    path("epreuves/<uuid:paper_id>/correcteurs/", views.name_marker, name="marker"),
    path("epreuves/<uuid:paper_id>/salles/<uuid:hall_id>/", views.attendance, name="attendance"),
    path("epreuves/<uuid:paper_id>/salles/<uuid:hall_id>/emargement.pdf", views.attendance_sheet, name="sheet"),
    path("epreuves/<uuid:paper_id>/salles/<uuid:hall_id>/incident/", views.incident, name="incident"),
    path("incidents/<uuid:incident_id>/<slug:name>/", views.decide, name="decide"),
    path("correcteurs/<uuid:marker_id>/", views.marks, name="marks"),
    path("notes/<uuid:mark_id>/", views.correct, name="correct"),
    path("resultats/<uuid:list_id>/", views.results, name="results"),
    path("resultats/<uuid:list_id>/liste.pdf", views.results_paper, name="results-paper"),
    path("candidats/<uuid:sitting_id>/", views.sitting, name="sitting"),
    path("candidats/<uuid:sitting_id>/groupes/", views.claims, name="claims"),
    path("candidats/<uuid:sitting_id>/reclamation/", views.complain, name="complain"),
    path("candidats/<uuid:sitting_id>/exclusion/", views.exclude, name="exclude"),
    path("exclusions/<uuid:exclusion_id>/<slug:name>/", views.exclusion_act, name="exclusion"),
    path("reclamations/<uuid:complaint_id>/", views.settle, name="settle"),
    path("places/<uuid:offer_id>/<slug:name>/", views.answer, name="answer"),
    path("consultations/<uuid:consultation_id>/", views.shown, name="shown"),
]
