"""Django application of the room openings."""

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """What people apply to."""

    name = "baarasira.openings"
    label = "openings"
