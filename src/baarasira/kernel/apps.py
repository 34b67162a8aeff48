"""Django application of the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Journal, moves, keys and sequences."""

    name = "baarasira.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
