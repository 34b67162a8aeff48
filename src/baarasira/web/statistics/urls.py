"""Addresses of the statistics pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("mouvements.svg", views.flow_picture, name="flow"),
    path("tableau.xlsx", views.spreadsheet, name="spreadsheet"),
]
