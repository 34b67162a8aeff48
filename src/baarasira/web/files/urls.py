"""Addresses that take files in pieces."""

from django.urls import path

from . import views

urlpatterns = [
    path("envois/", views.begin, name="begin"),
    path("envois/<uuid:upload_id>/<int:offset>/", views.add, name="add"),
]
