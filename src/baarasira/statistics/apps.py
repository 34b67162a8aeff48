"""Django application of the room statistics."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Figures."""

    name = "baarasira.statistics"
    label = "statistics"
