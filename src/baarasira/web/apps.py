"""Django application of the agents' pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for signed-in agents."""

    name = "baarasira.web"
    label = "web"

    def ready(self) -> None:
        """Put the parts that rooms add to each other's pages in their place."""
        from .parts import place_parts

        place_parts()
