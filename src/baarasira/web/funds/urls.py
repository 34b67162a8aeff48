"""Addresses of the pages of funds, grants and tranches."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_funds, name="list"),
    path("nouveau/", views.new_fund, name="new"),
    path("subventions/", views.list_grants, name="grants"),
    path("subventions/nouvelle/<uuid:case_id>/", views.propose, name="propose"),
    path("subventions/<uuid:grant_id>/", views.grant, name="grant"),
    path("subventions/<uuid:grant_id>/acte/<slug:name>/", views.grant_act, name="grant-act"),
    path("tranches/<uuid:tranche_id>/", views.tranche, name="tranche"),
    path("tranches/<uuid:tranche_id>/acte/<slug:name>/", views.tranche_act, name="tranche-act"),
    path("pieces/<uuid:evidence_id>/scan/", views.evidence_file, name="evidence"),
    path("lignes/<uuid:line_id>/explication/", views.explain, name="explain"),
    path("<uuid:fund_id>/", views.fund, name="fund"),
    path("<uuid:fund_id>/acte/<slug:name>/", views.fund_act, name="fund-act"),
    path("<uuid:fund_id>/releves/", views.statements, name="statements"),
    path("<uuid:fund_id>/releves/chargement/", views.load_statement, name="load-statement"),
]
