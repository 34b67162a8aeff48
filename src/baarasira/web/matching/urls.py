"""Addresses of the matching pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("offre/<uuid:opening_id>/", views.shortlist, name="shortlist"),
    path("offre/<uuid:opening_id>/mettre-en-relation/", views.preview, name="preview"),
    path("offre/<uuid:opening_id>/mettre-en-relation/confirmer/", views.refer, name="refer"),
    path("personne/<uuid:person_id>/", views.offers_for, name="offers_for"),
]
