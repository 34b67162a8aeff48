"""Addresses of the pages of incidents, costs and bars."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_incidents, name="list"),
    path("nouveau/", views.new_incident, name="new"),
    path("referents/", views.carers, name="carers"),
    path("referents/<uuid:carer_id>/fin/", views.end_carer, name="end-carer"),
    path("couts/", views.list_costs, name="costs"),
    path("couts/dossier/<uuid:file_id>/", views.file_costs, name="file-costs"),
    path("couts/dossier/<uuid:file_id>/gain/", views.record_earning, name="earning"),
    path("couts/dossier/<uuid:file_id>/enquete/", views.record_survey, name="survey"),
    path("couts/<uuid:cost_id>/scan/", views.cost_proof, name="cost-proof"),
    path("couts/<uuid:cost_id>/retrait/", views.withdraw_cost, name="withdraw-cost"),
    path("remboursements/<uuid:claim_id>/", views.claim, name="claim"),
    path("remboursements/<uuid:claim_id>/acte/<slug:name>/", views.claim_act, name="claim-act"),
    path("exclusions/", views.list_bars, name="bars"),
    path("exclusions/<uuid:bar_id>/", views.bar, name="bar"),
    path("exclusions/<uuid:bar_id>/lettre.pdf", views.bar_letter, name="bar-letter"),
    path("exclusions/<uuid:bar_id>/acte/<slug:name>/", views.bar_act, name="bar-act"),
    path("exclusions/dossier/<uuid:file_id>/", views.bar_worker, name="bar-worker"),
    path("exclusions/employeur/<uuid:employer_id>/", views.bar_employer, name="bar-employer"),
    path("employeurs/", views.list_employers, name="employers"),
    path("employeurs/<uuid:employer_id>/", views.employer_record, name="employer"),
    path("<uuid:incident_id>/", views.incident, name="incident"),
    path("<uuid:incident_id>/acte/<slug:name>/", views.incident_act, name="incident-act"),
]
