"""Django application of the room api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The versioned interface for systems."""

    name = "baarasira.api"
    label = "api"
