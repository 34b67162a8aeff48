"""Addresses of the openings pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
