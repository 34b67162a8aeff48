"""The published grid of the committee (domain.md C.5): eight lines, 100 points, dated parameters; what a total advises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baarasira.reference.parameters import COMMITTEE_GRID, COMMITTEE_PASSES
from baarasira.reference.queries import value
from baarasira.selection.marks import POINT

from ..enums import Outcome


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of the grid and its points."""

    key: str
    title: str | Promise
    weight: int


GRID_LINES: tuple[tuple[str, Promise], ...] = (
    ("skill", _("Skill and experience of the person")),
    ("market", _("Market and competitors")),
    ("finance", _("Financial soundness: margin, break-even month")),
    ("contribution", _("Contribution of the person or the family")),
    ("local", _("Place in the local economy, site secured")),
    ("jobs", _("Jobs and social effect")),
    ("lasting", _("Durability and environment")),
    ("complete", _("File complete")),
)
"""The lines in the order of the parameter that gives their points."""


def grid_on(day: date) -> list[GridLine]:
    """Return the grid in force on a day."""
    weights = value(COMMITTEE_GRID, day)
    return [GridLine(key, title, weight) for (key, title), weight in zip(GRID_LINES, weights, strict=True)]


def kept_grid(weights: dict[str, int]) -> list[GridLine]:
    """Return the grid as a session keeps it, {line: points}."""
    return [GridLine(key, title, weights[key]) for key, title in GRID_LINES if key in weights]


def passes_on(day: date) -> list[int]:
    """Return from which totals the grid advises to grant, then to adjourn, on a day."""
    return list(value(COMMITTEE_PASSES, day))


def advice(total: int, passes: Sequence[int], adjournments: int = 0) -> Outcome:
    """Return what the grid advises for a total in thousandths: granted, adjourned once, or refused (C.5).

    A file that was reworked once is not adjourned again. The committee decides; the minutes say where it departs from this.
    """
    granted, adjourned = passes
    if total >= granted * POINT:
        return Outcome.GRANTED
    if total >= adjourned * POINT and adjournments == 0:
        return Outcome.ADJOURNED
    return Outcome.REFUSED
