"""When something is next awaited of somebody abroad: the arrival, the contacts of the programme, the end, the proof of return."""

from collections.abc import Iterable
from datetime import date, timedelta

from baarasira.candidacies.steps.reading import Road
from baarasira.programmes.compiled.model import Step
from baarasira.programmes.compiled.values import UnknownValue
from baarasira.programmes.eligibility import months_after
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .enums import ContactReason, Stage
from .models import Contact, Journey

_MONTHS_UNKNOWN = 9


def step_of_kind(road: Road, kind: str) -> Step | None:
    """Return the first step of a kind of the road's programme."""
    return next((step for step in road.programme.steps.values() if step.kind == kind), None)


def expected_end(road: Road, first: date) -> date:
    """Return the last day of work expected: the months of the offer after its first day, or after the day of travel if later."""
    opening = road.campaign.opening
    start = max(first, opening.starts_on)
    return months_after(start, opening.months or _MONTHS_UNKNOWN) - timedelta(days=1)


def planned(road: Road, arrived_on: date, ends_on: date | None) -> list[tuple[date, str, int]]:
    """Return the contacts that the programme's follow-up asks for, as day, reason and number of days, in order.

    Two on one day are one; half-way (domain.md A.8) needs the end to be known; those that would fall after the end are left out.
    """
    step = step_of_kind(road, "follow_up")
    if step is None:
        return []
    found: dict[date, tuple[str, int]] = {}
    for days in _amounts(road, step, "after_days"):
        found.setdefault(arrived_on + timedelta(days=days), (ContactReason.AFTER, days))
    if ends_on is not None:
        if step.parameters.get("middle"):
            half = (ends_on - arrived_on).days // 2
            found.setdefault(arrived_on + timedelta(days=half), (ContactReason.MIDDLE, half))
        for days in _amounts(road, step, "before_end_days"):
            found.setdefault(ends_on - timedelta(days=days), (ContactReason.BEFORE_END, days))
        found = {day: why for day, why in found.items() if arrived_on < day <= ends_on}
    return [(day, reason, days) for day, (reason, days) in sorted(found.items())]


def _amounts(road: Road, step: Step, name: str) -> list[int]:
    found = []
    for amount in step.parameters.get(name) or ():
        try:
            found.append(road.values.of(amount))
        except UnknownValue:
            continue
    return found


def next_due(journey: Journey, contacts: Iterable[Contact], on: date) -> date | None:
    """Return the day on which something is next awaited of a journey, None when nothing is."""
    if journey.stage != Stage.ABROAD or journey.departed_on is None:
        return None
    if journey.arrived_on is None:
        return journey.departed_on + timedelta(days=value(parameters.ARRIVAL_CONFIRM_DAYS, on))
    if journey.work_ended_on is not None:
        return journey.work_ended_on + timedelta(days=value(parameters.RETURN_PROOF_DAYS, on))
    days = [contact.due_on for contact in contacts if contact.done_on is None]
    if journey.ends_on is not None:
        days.append(journey.ends_on)
    return min(days, default=None)
