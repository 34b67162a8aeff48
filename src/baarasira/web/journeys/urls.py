"""Addresses of the journeys' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.board, name="board"),
    path("etranger/", views.list_abroad, name="abroad"),
    path("etranger/arrivees/", views.arrivals, name="arrivals"),
    path("retours/", views.list_returns, name="returns"),
    path("rappel/", views.list_recall, name="recall"),
    path("rappel/<uuid:recall_id>/", views.recall_campaign, name="recall-campaign"),
    path("seances/", views.list_briefings, name="briefings"),
    path("seances/<uuid:briefing_id>/", views.briefing, name="briefing"),
    path("seances/<uuid:briefing_id>/convocations/", views.invite, name="invite"),
    path("seances/<uuid:briefing_id>/presences/", views.attendance, name="attendance"),
    path("seances/<uuid:briefing_id>/acte/<slug:name>/", views.briefing_act, name="briefing-act"),
    path("visas/", views.list_bundles, name="bundles"),
    path("visas/<uuid:bundle_id>/", views.bundle, name="bundle"),
    path("visas/<uuid:bundle_id>/acte/<slug:name>/", views.bundle_act, name="bundle-act"),
    path("visas/<uuid:bundle_id>/liasse.pdf", views.bundle_paper, name="bundle-paper"),
    path("departs/", views.list_manifests, name="manifests"),
    path("departs/<uuid:manifest_id>/", views.manifest, name="manifest"),
    path("departs/<uuid:manifest_id>/acte/<slug:name>/", views.manifest_act, name="manifest-act"),
    path("departs/<uuid:manifest_id>/liste.pdf", views.manifest_paper, name="manifest-paper"),
    path("dossiers/<uuid:file_id>/", views.worker, name="worker"),
    path("dossiers/<uuid:file_id>/acte/<slug:name>/", views.act, name="act"),
    path("dossiers/<uuid:file_id>/reprise/", views.keep_known, name="keep-known"),
    path("dossiers/<uuid:file_id>/repartir/", views.willing, name="willing"),
    path("pieces/<uuid:paper_id>/scan/", views.scan, name="scan"),
]
