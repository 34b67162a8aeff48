"""Django application of the room matching."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Shortlists."""

    name = "baarasira.matching"
    label = "matching"
