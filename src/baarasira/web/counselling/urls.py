"""Addresses of the counselling pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
