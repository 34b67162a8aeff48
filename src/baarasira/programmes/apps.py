"""Django application of the room programmes."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes written as files, and their frozen versions."""

    name = "baarasira.programmes"
    label = "programmes"
