"""Django application of the project: wiring."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Connects the events of the rooms to their handlers once every room is loaded."""

    name = "baarasira.project"
    label = "project"

    def ready(self) -> None:
        """Wire the handlers."""
        from .wiring import wire

        wire()
