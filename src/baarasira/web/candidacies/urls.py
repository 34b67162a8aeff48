"""Addresses of the candidacies pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_candidacies, name="list"),
    path("tableur/", views.export_candidacies, name="export"),
    path("compte-rendu/", views.report, name="report"),
    path("controles/", views.list_checks, name="checks"),
    path("controles/<uuid:check_id>/", views.check_placement, name="check"),
    path("<uuid:candidacy_id>/", views.candidacy_file, name="file"),
    path("<uuid:candidacy_id>/etape/<slug:name>/", views.take_step, name="step"),
    path("<uuid:candidacy_id>/lettre/", views.letter, name="letter"),
    path("<uuid:candidacy_id>/lettre/envoyer/", views.send, name="send"),
]
