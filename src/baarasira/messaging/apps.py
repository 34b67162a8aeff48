"""Django application of the room messaging."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The outbox."""

    name = "baarasira.messaging"
    label = "messaging"
