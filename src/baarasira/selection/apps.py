"""Django application of the room selection."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """Panels and their marks, runs of the engine, published lists, the reserve, appeals."""

    name = "baarasira.selection"
    label = "selection"
