"""Django application of the room clearances."""

from django.apps import AppConfig


class ClearancesConfig(AppConfig):
    """Departure clearances, their papers, the forms filled in by hand."""

    name = "baarasira.mobility.clearances"
    label = "clearances"
