"""Addresses of the pages of timetables."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.week, name="week"),
    path("proposer/", views.propose, name="propose"),
    path("propositions/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("propositions/<uuid:proposal_id>/mise-en-place/", views.apply, name="apply"),
    path("propositions/<uuid:proposal_id>/abandon/", views.drop, name="drop"),
    path("seances/<uuid:lesson_id>/", views.lesson, name="lesson"),
    path("seances/<uuid:lesson_id>/place/", views.keep_lesson, name="keep-lesson"),
    path("groupes/", views.list_groups, name="groups"),
    path("groupes/<uuid:group_id>/", views.group, name="group"),
    path("formateurs/", views.list_trainers, name="trainers"),
    path("formateurs/<uuid:trainer_id>/", views.trainer, name="trainer"),
    path("trajets/", views.journeys, name="journeys"),
    path("fermetures/", views.closings, name="closings"),
    path("fermetures/<uuid:closed_id>/ouvrir/", views.open_day, name="open-day"),
]
