"""Django application of the room of timetables."""

from django.apps import AppConfig


class TimetablesConfig(AppConfig):
    """Timetables of training."""

    name = "baarasira.training.timetables"
    label = "timetables"
