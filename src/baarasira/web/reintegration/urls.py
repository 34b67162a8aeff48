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
    path("visites/", views.list_visits, name="visits"),
    path("visites/<uuid:visit_id>/", views.visit, name="visit"),
    path("visites/<uuid:visit_id>/attribuer/", views.assign_visit, name="assign-visit"),
    path("visites/<uuid:visit_id>/scan/", views.visit_photo, name="visit-photo"),
    path("enquetes/poids/", views.weights, name="weights"),
    path("enquetes/<uuid:survey_id>/", views.survey, name="survey"),
    path("enquetes/<uuid:survey_id>/resultat.svg", views.survey_picture, name="survey-picture"),
    path("stages/", views.list_placements, name="placements"),
    path("stages/<uuid:placement_id>/", views.placement, name="placement"),
    path("stages/<uuid:placement_id>/acte/<slug:name>/", views.placement_act, name="placement-act"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/visite/", views.new_visit, name="new-visit"),
    path("<uuid:case_id>/enquete/", views.begin_survey, name="begin-survey"),
    path("<uuid:case_id>/stage/", views.new_placement, name="new-placement"),
    path("<uuid:case_id>/accueil/", views.intake, name="intake"),
    path("<uuid:case_id>/plan/", views.plan, name="plan"),
    path("<uuid:case_id>/acte/<slug:name>/", views.case_act, name="case-act"),
]
