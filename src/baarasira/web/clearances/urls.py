"""Addresses of the pages of clearances."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_campaigns, name="list"),
    path("campagnes/<uuid:campaign_id>/", views.queue, name="queue"),
    path("campagnes/<uuid:campaign_id>/proposer/", views.propose, name="propose"),
    path("campagnes/<uuid:campaign_id>/delivrer/", views.issue, name="issue"),
    path("formulaires/", views.list_blocks, name="blocks"),
    path("formulaires/<uuid:block_id>/", views.block, name="block"),
    path("formulaires/<uuid:block_id>/blancs.pdf", views.blank_forms, name="blanks"),
    path("formulaires/<uuid:block_id>/fichier/", views.enter_file, name="enter-file"),
    path("formulaires/<uuid:block_id>/saisie/<uuid:form_id>/", views.enter, name="enter"),
    path("<uuid:clearance_id>/", views.show, name="file"),
    path("<uuid:clearance_id>/papier.pdf", views.paper, name="paper"),
    path("<uuid:clearance_id>/carte.pdf", views.card, name="card"),
    path("<uuid:clearance_id>/revocation/", views.revoke, name="revoke"),
    path("<uuid:clearance_id>/retrait/", views.abandon, name="abandon"),
]
