"""Django application of the room jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work."""

    name = "baarasira.jobs"
    label = "jobs"
