"""Django application of the room incidents."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Incidents and their remedies, costs and refunds, bars of workers and employers."""

    name = "baarasira.mobility.incidents"
    label = "incidents"
