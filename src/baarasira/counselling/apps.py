"""Django application of the room counselling."""

from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    """Card, appointments, action plan."""

    name = "baarasira.counselling"
    label = "counselling"
