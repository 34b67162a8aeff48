"""Addresses of the programmes' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_programmes, name="list"),
    path("importer/", views.import_file, name="import"),
    path("<uuid:version_id>/", views.programme_file, name="file"),
    path("<uuid:version_id>/programme.toml", views.source, name="source"),
    path("<uuid:version_id>/publier/", views.publish, name="publish"),
    path("<uuid:version_id>/ecarter/", views.discard, name="discard"),
    path("<uuid:version_id>/retirer/", views.retire, name="retire"),
]
