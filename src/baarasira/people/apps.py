"""Django application of the room people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The person's file."""

    name = "baarasira.people"
    label = "people"
