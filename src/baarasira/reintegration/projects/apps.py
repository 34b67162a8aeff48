"""Django application of the room projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Business projects of returnees, and the committee that decides on them."""

    name = "baarasira.reintegration.projects"
    label = "projects"
