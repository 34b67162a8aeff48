"""Django application of the network."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Territory and service."""

    name = "baarasira.network"
    label = "network"
