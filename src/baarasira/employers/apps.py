"""Django application of the room employers."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    """Employers and their accreditation."""

    name = "baarasira.employers"
    label = "employers"
