"""Addresses of the candidacies pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
