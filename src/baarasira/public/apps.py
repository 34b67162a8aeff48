"""Django application of the room public."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Pages for everyone."""

    name = "baarasira.public"
    label = "public"
