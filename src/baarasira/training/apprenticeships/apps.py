"""Django application of the room apprenticeships."""

from django.apps import AppConfig


class ApprenticeshipsConfig(AppConfig):
    """Trades, masters, intakes, contracts, logbook, visits, allowances, examination, what became of them."""

    name = "baarasira.training.apprenticeships"
    label = "apprenticeships"
