"""The rules of ordered courses, pure: who gives them, what a quote must hold, what a cancellation costs, what is invoiced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure

from .enums import Canceller, LineUnit
from .inputs import QuoteData

CENTRES = frozenset({StructureKind.CPR, StructureKind.AEK, StructureKind.DEPARTMENT})
MOST_LINES = 20
MOST_FRANCS = 10**12


def gives_courses(structure: Structure) -> bool:
    """Tell whether a structure gives courses: a retraining centre, the workshop school, a department (mission.md S4–S6)."""
    return structure.kind in CENTRES and structure.closed_on is None


def total_of(data: QuoteData) -> int:
    """Return the total of a quote in whole francs."""
    return sum(line.quantity * line.price for line in data.lines)


def quote_findings(data: QuoteData, on: date) -> list[Finding]:
    """Return what stands against a quote on a day; every finding blocks."""
    found = []
    if data.ends_on < data.starts_on:
        found.append(Finding("quote_dates", _("The course ends before it begins."), "ends_on"))
    if data.starts_on < on:
        found.append(Finding("quote_past", _("The course would begin in the past."), "starts_on"))
    if data.valid_until is not None and data.valid_until < on:
        found.append(Finding("quote_validity", _("The quote would be over before it is sent."), "valid_until"))
    if data.hours < 1:
        found.append(Finding("quote_hours", _("Write how many hours are taught."), "hours"))
    if data.seats < 1:
        found.append(Finding("quote_seats", _("Write how many people the price is for."), "seats"))
    return [*found, *_lines(data)]


def _lines(data: QuoteData) -> list[Finding]:
    if not data.lines:
        return [Finding("quote_empty", _("A quote has at least one line."), "lines")]
    found = []
    if len(data.lines) > MOST_LINES:
        found.append(Finding("quote_long", _("A quote has at most %(most)d lines.") % {"most": MOST_LINES}, "lines"))
    for line in data.lines:
        if not line.label.strip() or line.quantity < 1 or line.price < 0:
            sentence = _("Each line says what it is, how many, and the price of one.")
            found.append(Finding("quote_line", sentence, "lines"))
        most = {LineUnit.PARTICIPANT: data.seats, LineUnit.HOUR: data.hours}.get(LineUnit(line.unit))
        if most is not None and line.quantity > most:
            sentence = _("“%(line)s” counts %(quantity)d, more than the quote says above (%(most)d).")
            named = {"line": line.label[:60], "quantity": line.quantity, "most": most}
            found.append(Finding("quote_more", sentence % named, "lines"))
    if not 0 < total_of(data) < MOST_FRANCS:
        found.append(
            Finding("quote_total", _("The total of the quote is nothing, or no amount one would believe."), "lines")
        )
    return found


def cancel_due(total: int, *, by: str, on: date, starts_on: date, cancel_days: int, cancel_share: int) -> int:
    """Return what a client owes for a cancelled course, in whole francs rounded down (the agreement, [D]).

    Nothing when the centre cancels, nor when the client does so at least `cancel_days` days before the first day;
    `cancel_share` hundredths of the total otherwise.
    """
    if by != Canceller.CLIENT or (starts_on - on).days >= cancel_days:
        return 0
    return total * cancel_share // 100


@dataclass(frozen=True, slots=True)
class Given:
    """What was really given of a course: people who came at least once, days held, whole hours taught."""

    participants: int
    days: int
    hours: int


@dataclass(frozen=True, slots=True)
class Billed:
    """One line of an invoice to be: how many were agreed, how many are invoiced, the price of one in whole francs."""

    label: str
    unit: str
    agreed: int
    quantity: int
    price: int

    @property
    def amount(self) -> int:
        """The amount of the line in whole francs."""
        return self.quantity * self.price


def billed(lines: Sequence[tuple[str, str, int, int]], given: Given) -> list[Billed]:
    """Return the lines of an invoice from those of the quote (label, unit, quantity, price): what was given, never more than agreed.

    A fixed price is due whole once a day was held, and not at all when none was.
    """
    counted = {
        LineUnit.PARTICIPANT: given.participants,
        LineUnit.DAY: given.days,
        LineUnit.HOUR: given.hours,
    }
    return [
        Billed(
            label,
            unit,
            agreed,
            min(agreed, counted.get(LineUnit(unit), agreed if given.days else 0)),
            price,
        )
        for label, unit, agreed, price in lines
    ]
