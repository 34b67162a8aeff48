"""Addresses of the journal pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
