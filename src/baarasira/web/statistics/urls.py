"""Addresses of the statistics pages."""

from django.urls import path

from . import migration, returns, training, views

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
    path("formation/", training.training, name="training"),
    path("formation/etapes.svg", training.stages_picture, name="training-stages"),
    path("formation/metiers.svg", training.trades_picture, name="training-trades"),
    path("formation/tableaux.csv", training.training_table, name="training-table"),
    path("formation/metiers.csv", training.trades_file, name="training-trades-file"),
    path("formation/tableaux.xlsx", training.training_sheet, name="training-sheet"),
    path("tableau.xlsx", views.spreadsheet, name="spreadsheet"),
]
