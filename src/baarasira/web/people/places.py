"""Places as the forms of people offer them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Territory
from baarasira.network.queries import regions, territories
from baarasira.reference.codelist import fold

Choices = list[tuple[str, Any]]


def region_names() -> dict[str, str]:
    """Return the regions by code, in the order of the law."""
    return {region.code: region.name for region in regions()}


def territory_names() -> dict[str, str]:
    """Return the regions and cercles by code."""
    kinds = (TerritoryKind.REGION, TerritoryKind.CERCLE)
    return dict(Territory.objects.filter(kind__in=kinds).values_list("code", "name"))


def cercle_choices() -> Choices:
    """Return the cercles grouped under their region, after an empty choice."""
    groups: dict[str, Choices] = {}
    for cercle in territories(TerritoryKind.CERCLE):
        groups.setdefault(cercle.parent.name if cercle.parent else "", []).append((cercle.code, cercle.name))
    return [("", _("Not given")), *sorted(groups.items(), key=lambda item: fold(item[0]))]
