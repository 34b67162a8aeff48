"""Addresses of the pages of business projects."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_projects, name="list"),
    path("nouveau/<uuid:case_id>/", views.begin, name="begin"),
    path("pieces/<uuid:quote_id>/scan/", views.quote_file, name="quote-file"),
    path("<uuid:project_id>/", views.project, name="project"),
    path("<uuid:project_id>/partie/<slug:part>/", views.write_part, name="part"),
    path("<uuid:project_id>/tresorerie.svg", views.cash_flow, name="cash-flow"),
    path("<uuid:project_id>/lettre.pdf", views.letter, name="letter"),
    path("<uuid:project_id>/acte/<slug:name>/", views.project_act, name="act"),
]
