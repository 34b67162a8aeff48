"""Addresses of the journal pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.entries, name="list"),
    path("export.csv", views.export, name="export"),
    path("<uuid:entry_id>/", views.entry, name="entry"),
]
