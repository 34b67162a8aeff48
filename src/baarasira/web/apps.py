"""Django application of the agents' pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for signed-in agents."""

    name = "baarasira.web"
    label = "web"
