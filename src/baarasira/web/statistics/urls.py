"""Addresses of the statistics pages."""

from django.urls import path

from . import migration, returns, views

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("mouvements.svg", views.flow_picture, name="flow"),
    path("migration/", migration.migration, name="migration"),
    path("migration/tableau.xlsx", migration.migration_sheet, name="migration-sheet"),
    path("reintegration/", returns.returns, name="returns"),
    path("reintegration/objectifs/", returns.returns_aims, name="returns-aims"),
    path("reintegration/survie.svg", returns.survival_picture, name="returns-survival"),
    path("reintegration/etapes.svg", returns.funnel_picture, name="returns-funnel"),
    path("reintegration/argent.svg", returns.money_picture, name="returns-money"),
    path("reintegration/tableaux.csv", returns.returns_table, name="returns-table"),
    path("reintegration/indicateurs.csv", returns.returns_indicators, name="returns-indicators"),
    path("tableau.xlsx", views.spreadsheet, name="spreadsheet"),
]
