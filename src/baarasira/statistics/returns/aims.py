"""The convention held to its aims: what was aimed at in a year, what came of it, as far as it may be shown."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from baarasira.kernel.actor import Actor

from ..enums import AT_MOST, SHARES, Aim
from ..models import ConventionAim
from ..policies import RETURN_FIGURES
from .board import HELD, Board, Measure, Shown
from .tables import Cell

_SHARES = {
    Aim.ALIVE6: (Measure.ALIVE6, Measure.KNOWN6),
    Aim.ALIVE12: (Measure.ALIVE12, Measure.KNOWN12),
    Aim.PAID: (Measure.PAID, Measure.COMMITTED),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One aim of a year and what came of it: `actual` in the unit of the aim; `reached` None while it cannot be said."""

    aim: ConventionAim
    actual: Shown
    reached: bool | None


def aims(actor: Actor) -> QuerySet[ConventionAim]:
    """Return every aim that was entered. Raises NotAllowed."""
    RETURN_FIGURES.require(actor, "view")
    return ConventionAim.objects.select_related("set_by")


def in_force(on: date) -> list[ConventionAim]:
    """Return the aims in force on a day: the newest of each measure and axis begun by then. One query."""
    found: dict[tuple[str, str], ConventionAim] = {}
    for row in ConventionAim.objects.filter(valid_from__lte=on).order_by("valid_from", "id"):
        found[row.measure, row.axis] = row
    order = list(Aim.values)
    return sorted(found.values(), key=lambda row: (row.axis, order.index(row.measure)))


def actual(board: Board, aim: ConventionAim, year: int) -> Shown:
    """Return what came of an aim in a year, in its unit; held where the table holds it."""
    cell = Cell("axis", aim.axis, year) if aim.axis else Cell("", "", year)
    if aim.measure in SHARES:
        share = board.share(*_SHARES[Aim(aim.measure)], cell)
        return share if share.held or share.value is None else Shown(100 * share.value)
    return board.show(Measure(aim.measure), cell)


def evaluation(board: Board, year: int, on: date) -> list[Held]:
    """Hold the convention to the aims in force on the last day of a year (or on `on`, while it lasts).

    Whether an aim is reached is not said of what is held: that would tell on which side of it the count lies.
    """
    found = []
    for aim in in_force(min(date(year, 12, 31), on)):
        came = actual(board, aim, year)
        reached = None
        if not came.held and came.value is not None:
            reached = came.value <= aim.amount if aim.measure in AT_MOST else came.value >= aim.amount
        found.append(Held(aim, HELD if came.held else came, reached))
    return found
