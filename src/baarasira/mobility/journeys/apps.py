"""Django application of the room journeys."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """A worker's road from chosen to departed, abroad, and back; the recall."""

    name = "baarasira.mobility.journeys"
    label = "journeys"
