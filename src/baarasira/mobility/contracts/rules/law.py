"""What the law of the country of work says on the day a contract begins: read once, then asked by kind, scope and period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baarasira.reference.enums import Certainty, DestinationKind, WageScope
from baarasira.reference.models import DestinationParameter
from baarasira.reference.queries import destination_parameters

_SHORT_SEASON = 120
"""Days up to which the Spanish day wage of casual and seasonal work holds with one employer (RD 126/2026)."""


@dataclass(frozen=True, slots=True)
class Law:
    """The rows in force in a country on a day."""

    country: str
    on: date
    rows: tuple[DestinationParameter, ...]

    def row(self, kind: str, scope: str, period: str | None = None) -> DestinationParameter | None:
        """Return the newest row of a kind for a scope, else for everybody; of a period when one is named."""
        for covered in (scope, WageScope.ALL):
            found = [
                row
                for row in self.rows
                if row.kind == kind and row.scope == covered and (period is None or row.period == period)
            ]
            if found:
                return max(found, key=lambda row: row.valid_from)
        return None

    def amount(self, kind: str, scope: str, period: str | None = None) -> Decimal | None:
        """Return the number of that row, None where the law of the country is not known."""
        row = self.row(kind, scope, period)
        return None if row is None else row.amount

    def word(self, kind: str, scope: str) -> str:
        """Return the word of that row, empty where none is known."""
        row = self.row(kind, scope)
        return "" if row is None else row.words


def law_of(country: str, on: date) -> Law:
    """Return what is known of a country on a day. One query."""
    return Law(country, on, tuple(destination_parameters(country, on)))


def source_of(row: DestinationParameter | None) -> str:
    """Return where a row comes from, in words: its law, else since when it holds; and that it is not verified."""
    if row is None:
        return ""
    words = row.legal_reference or _("in force since %(date)s") % {
        "date": date_format(row.valid_from, "SHORT_DATE_FORMAT")
    }
    return f"{words} ({Certainty.UNVERIFIED.label.lower()})" if row.certainty == Certainty.UNVERIFIED else words


def wage_scope(scope: str, starts_on: date, ends_on: date | None) -> str:
    """Return whom the minimum wage covers: the day wage of seasons holds for short ones alone."""
    if scope != WageScope.SEASONAL or ends_on is None or (ends_on - starts_on).days < _SHORT_SEASON:
        return scope
    return WageScope.ALL


__all__ = ["DestinationKind", "Law", "law_of", "source_of", "wage_scope"]
