"""Django application of the room courses."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, their trainers and sessions, who attends, and what became of them."""

    name = "baarasira.training.courses"
    label = "courses"
