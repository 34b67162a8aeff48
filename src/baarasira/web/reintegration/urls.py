"""Addresses of the pages of returns: cases, plans, partners, visits, placements."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_cases, name="list"),
    path("nouveau/", views.find_returnee, name="find"),
    path("nouveau/<uuid:person_id>/", views.new_case, name="new"),
    path("partenaires/", views.bodies, name="bodies"),
    path("transferts/<uuid:transfer_id>/", views.answer_transfer, name="answer-transfer"),
    path("organisme/", views.partner_desk, name="partner-desk"),
    path("organisme/<uuid:referral_id>/", views.partner_file, name="partner-file"),
    path("organisme/<uuid:referral_id>/acte/<slug:name>/", views.partner_act, name="partner-act"),
    path("soins/", views.cared_cases, name="cared"),
    path("soins/<uuid:case_id>/", views.care, name="care"),
    path("plans/<uuid:case_plan_id>/acte/<slug:name>/", views.plan_act, name="plan-act"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/accueil/", views.intake, name="intake"),
    path("<uuid:case_id>/plan/", views.plan, name="plan"),
    path("<uuid:case_id>/acte/<slug:name>/", views.case_act, name="case-act"),
]
