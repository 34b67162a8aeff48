"""Django application of the contracts of professional migration."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Offers, contracts with their clauses and checks, visas, what is found on arrival, pay slips."""

    name = "baarasira.mobility.contracts"
    label = "contracts"
