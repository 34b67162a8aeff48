"""Django application of the room placements."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Graduates in companies: agreement, tutor, attendance, evaluation by both, hire."""

    name = "baarasira.reintegration.placements"
    label = "placements"
