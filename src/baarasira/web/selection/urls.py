"""Addresses of the selections' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_selections, name="list"),
    path("campagnes/<uuid:campaign_id>/", views.selection_file, name="file"),
    path("campagnes/<uuid:campaign_id>/commission/", views.form_panel, name="form-panel"),
    path("campagnes/<uuid:campaign_id>/liste/", views.close_list, name="close-list"),
    path("campagnes/<uuid:campaign_id>/correction/", views.correct_list, name="correct-list"),
    path("campagnes/<uuid:campaign_id>/reserve/", views.reserve, name="reserve"),
    path("campagnes/<uuid:campaign_id>/recours/", views.list_appeals, name="appeals"),
    path("commissions/<uuid:panel_id>/", views.panel, name="panel"),
    path("commissions/<uuid:panel_id>/membres/", views.seat_member, name="seat"),
    path("commissions/<uuid:panel_id>/acte/<slug:name>/", views.panel_act, name="panel-act"),
    path("commissions/<uuid:panel_id>/convocations/", views.hearings, name="hearings"),
    path("commissions/<uuid:panel_id>/presence/", views.attendance, name="attendance"),
    path("membres/<uuid:member_id>/", views.to_mark, name="to-mark"),
    path("membres/<uuid:member_id>/declaration/", views.declare, name="declare"),
    path("membres/<uuid:member_id>/retrait/", views.unseat_member, name="unseat"),
    path("membres/<uuid:member_id>/dossiers/<uuid:file_id>/", views.mark, name="mark"),
    path("membres/<uuid:member_id>/dossiers/<uuid:file_id>/lien/", views.bind, name="bind"),
    path("passages/<uuid:run_id>/", views.run, name="run"),
    path("passages/<uuid:run_id>/nombre/", views.fix_seed, name="seed"),
    path("passages/<uuid:run_id>/acte/<slug:name>/", views.run_act, name="run-act"),
    path("passages/<uuid:run_id>/quotas/<int:place>/", views.quota, name="quota"),
    path("passages/<uuid:run_id>/abandon/", views.abandon, name="abandon"),
    path("passages/<uuid:run_id>/proces-verbal.pdf", views.record, name="record"),
    path("recours/<uuid:appeal_id>/", views.appeal, name="appeal"),
]
