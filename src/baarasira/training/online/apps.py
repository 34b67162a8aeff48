"""Django application of the room online."""

from django.apps import AppConfig


class OnlineConfig(AppConfig):
    """Online courses of a platform: places of an agreement, progress from its exports, calls to who stands still."""

    name = "baarasira.training.online"
    label = "training_online"
