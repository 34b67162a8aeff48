"""Addresses of the pages of the committee of projects."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_sessions, name="list"),
    path("nouvelle/", views.convene, name="convene"),
    path("<uuid:session_id>/", views.session, name="session"),
    path("<uuid:session_id>/acte/<slug:name>/", views.session_act, name="act"),
    path("<uuid:session_id>/declaration/", views.declare, name="declare"),
    path("<uuid:session_id>/proces-verbal.pdf", views.minutes, name="minutes"),
    path("passages/<uuid:hearing_id>/notes/", views.mark, name="mark"),
    path("passages/<uuid:hearing_id>/decision/", views.decision, name="decision"),
]
