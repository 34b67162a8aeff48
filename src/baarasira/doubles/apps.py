"""Django application of the room doubles."""

from django.apps import AppConfig


class DoublesConfig(AppConfig):
    """Two files of one person: found, looked at, merged, and parted again."""

    name = "baarasira.doubles"
    label = "doubles"
