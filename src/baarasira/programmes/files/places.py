"""Codes of regions and cercles as the product carries them, for files checked without a database."""

from functools import cache

from django.utils.translation import gettext as _

from baarasira.network.enums import TerritoryKind
from baarasira.network.loading import carried_territories
from baarasira.reference.codelist import fold

from .guessing import did_you_mean
from .readers import Reader, Spot


@cache
def territories(kind: str) -> dict[str, str]:
    """Return {code: name} of the carried territories of a kind."""
    return {row.code: row.name for row in carried_territories() if row.kind == kind}


def territory_name(code: str) -> str:
    """Return the name of a region or a cercle; the code when it is neither."""
    return territories(TerritoryKind.REGION).get(code) or territories(TerritoryKind.CERCLE).get(code) or code


def territory(kind: str) -> Reader:
    """Read the code of a region or of a cercle."""

    def read(value: object, spot: Spot) -> object:
        known = territories(kind)
        if isinstance(value, str) and value in known:
            return value
        wrong = (
            _("no region has the code “%(code)s”")
            if kind == TerritoryKind.REGION
            else _("no cercle has the code “%(code)s”")
        )
        return spot.flaw("territory", wrong % {"code": value}, _near(str(value), known))

    return read


def _near(text: str, known: dict[str, str]) -> str:
    by_name = next((code for code, name in known.items() if fold(name) == fold(text)), "")
    if by_name:
        return _("write “%(code)s” (%(label)s)") % {"code": by_name, "label": known[by_name]}
    return did_you_mean(text, known) or _("use a code such as “%(code)s”") % {"code": next(iter(known))}
