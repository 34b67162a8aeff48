"""Django application of the room visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits to those who returned, and the survey of their reintegration."""

    name = "baarasira.reintegration.visits"
    label = "visits"
