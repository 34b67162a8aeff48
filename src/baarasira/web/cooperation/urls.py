"""Addresses of the pages of cooperation."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_agreements, name="list"),
    path("export.csv", views.export_agreements, name="export"),
    path("nouveau/", views.new_agreement, name="new"),
    path("metiers/suggestions/", views.suggest_occupations, name="suggest-occupation"),
    path("organismes/", views.list_organisations, name="organisations"),
    path("organismes/nouveau/", views.new_organisation, name="organisation-new"),
    path("organismes/suggestions/", views.suggest_organisations, name="suggest-organisation"),
    path("organismes/<uuid:organisation_id>/", views.organisation_file, name="organisation"),
    path("organismes/<uuid:organisation_id>/modifier/", views.edit_organisation, name="organisation-edit"),
    path("organismes/<uuid:organisation_id>/contact/", views.add_contact, name="organisation-contact"),
    path(
        "organismes/<uuid:organisation_id>/contact/<uuid:contact_id>/fin/",
        views.end_contact,
        name="organisation-end-contact",
    ),
    path("<uuid:agreement_id>/", views.agreement_file, name="file"),
    path("<uuid:agreement_id>/modifier/", views.edit_agreement, name="edit"),
    path("<uuid:agreement_id>/plafonds/", views.set_ceilings, name="ceilings"),
    path("<uuid:agreement_id>/conditions/<str:kind>/", views.set_term, name="term"),
    path("<uuid:agreement_id>/conditions/<str:kind>/retrait/", views.remove_term, name="term-remove"),
    path("<uuid:agreement_id>/sujets/", views.set_topics, name="topics"),
    path("<uuid:agreement_id>/avis/", views.record_opinion, name="opinion"),
    path("<uuid:agreement_id>/comite/", views.add_member, name="member"),
    path("<uuid:agreement_id>/comite/<uuid:member_id>/fin/", views.end_member, name="end-member"),
    path("<uuid:agreement_id>/reunion/", views.record_meeting, name="meeting"),
    path("<uuid:agreement_id>/acte/<str:deed>/", views.do_act, name="act"),
    path("<uuid:agreement_id>/suspension/", views.suspend, name="suspend"),
    path("<uuid:agreement_id>/levee/", views.lift, name="lift"),
]
