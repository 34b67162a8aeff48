"""Addresses of the employers pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
