"""Django application of the room cooperation."""

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """Organisations, and agreements that act."""

    name = "baarasira.cooperation"
    label = "cooperation"
