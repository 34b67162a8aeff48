"""Django application of the room funds."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Funds and their ledger, grants and tranches, payments, statements."""

    name = "baarasira.reintegration.funds"
    label = "funds"
