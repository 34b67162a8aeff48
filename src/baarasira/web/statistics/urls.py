"""Addresses of the statistics pages."""

from django.urls import path

from . import migration, views

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("mouvements.svg", views.flow_picture, name="flow"),
    path("migration/", migration.migration, name="migration"),
    path("migration/tableau.xlsx", migration.migration_sheet, name="migration-sheet"),
    path("tableau.xlsx", views.spreadsheet, name="spreadsheet"),
]
