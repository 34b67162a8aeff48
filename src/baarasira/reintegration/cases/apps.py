"""Django application of the room cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Returnees received, referred and supported: the case, its intake, plan, partners, carers and aids."""

    name = "baarasira.reintegration.cases"
    label = "cases"
