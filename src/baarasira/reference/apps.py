"""Django application of the reference room."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Code lists, dated parameters of the service and of the destinations."""

    name = "baarasira.reference"
    label = "reference"
    default_auto_field = "django.db.models.BigAutoField"
