"""Addresses of the campaigns' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_campaigns, name="list"),
    path("nouvelle/", views.new_campaign, name="new"),
    path("metiers/suggestions/", views.suggest_occupations, name="suggest-occupation"),
    path("appels/", views.list_calls, name="calls"),
    path("appels/<uuid:call_id>/", views.record_call, name="call"),
    path("tickets/<uuid:ticket_id>/", views.settle, name="settle"),
    path("dossiers/<uuid:file_id>/", views.dossier, name="dossier"),
    path("dossiers/<uuid:file_id>/etape/", views.close_step, name="close-step"),
    path("dossiers/<uuid:file_id>/desistement/", views.withdraw, name="withdraw"),
    path("dossiers/<uuid:file_id>/conditions/", views.recheck, name="recheck"),
    path("dossiers/<uuid:file_id>/recepisse.pdf", views.receipt, name="receipt"),
    path("<uuid:campaign_id>/", views.campaign_file, name="file"),
    path("<uuid:campaign_id>/modifier/", views.edit_campaign, name="edit"),
    path("<uuid:campaign_id>/repartition/", views.split_campaign, name="split"),
    path("<uuid:campaign_id>/avis/", views.record_opinion, name="opinion"),
    path("<uuid:campaign_id>/acte/<str:name>/", views.act, name="act"),
    path("<uuid:campaign_id>/publication/", views.decide, name="decide"),
    path("<uuid:campaign_id>/suspension/", views.suspend, name="suspend"),
    path("<uuid:campaign_id>/levee/", views.lift, name="lift"),
    path("<uuid:campaign_id>/rejet/", views.reject, name="reject"),
    path("<uuid:campaign_id>/annulation/", views.cancel, name="cancel"),
    path("<uuid:campaign_id>/guichet/", views.counter, name="counter"),
    path("<uuid:campaign_id>/guichet/<uuid:person_id>/", views.apply, name="apply"),
    path("<uuid:campaign_id>/file/", views.queue, name="queue"),
    path("<uuid:campaign_id>/etapes/<slug:step_key>/", views.step_files, name="step"),
    path("<uuid:campaign_id>/etapes/<slug:step_key>/ensemble/", views.move_files, name="move"),
    path("<uuid:campaign_id>/etapes/<slug:step_key>/appliquer/", views.apply_staged, name="apply-staged"),
]
