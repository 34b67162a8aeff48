"""Days abroad of people, from what journeys know: the day of arrival to the day of leaving (domain.md R-05)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.stays import Stay, days_abroad
from baarasira.programmes.enums import ProgrammeKind
from baarasira.programmes.models import ProgrammeVersion

from .enums import Stage
from .models import Journey

CIRCULAR = frozenset({ProgrammeKind.SEASONAL, ProgrammeKind.RECALL})
"""The kinds of programme under which days of the calendar year are counted."""


def is_circular(version: ProgrammeVersion) -> bool:
    """Tell whether a programme is of circular migration."""
    return version.compiled.kind in CIRCULAR


def stay_of(journey: Journey) -> Stay | None:
    """Return the stay of a journey: from the arrival (the departure until it is known) to the day of leaving.

    Where only the day of the return is known, it is the last day; somebody gone without proof is counted until the last
    day of work known, or on.
    """
    first = journey.arrived_on or journey.departed_on
    if first is None:
        return None
    last = journey.left_on or journey.returned_on
    if last is None and journey.stage == Stage.NOT_BACK:
        last = journey.work_ended_on or journey.ends_on
    return Stay(first, max(first, last) if last is not None else None, journey.returned_on)


def stays_of_files(candidacy_ids: Collection[UUID]) -> dict[UUID, Stay]:
    """Return the stays of files, by file (for `candidacies.stays.tell_with`). One query."""
    rows = Journey.objects.filter(candidacy_id__in=candidacy_ids, departed_on__isnull=False)
    return {row.candidacy_id: stay for row in rows if (stay := stay_of(row)) is not None}


def stays_of_people(person_ids: Collection[UUID], *, besides: UUID | None = None) -> dict[UUID, list[Stay]]:
    """Return the stays of people under any file, `besides` one left out. Two queries."""
    known: dict[UUID, list[Stay]] = {}
    told = set()
    for row in Journey.objects.filter(person_id__in=person_ids, departed_on__isnull=False).exclude(
        candidacy_id=besides
    ):
        told.add(row.candidacy_id)
        if (stay := stay_of(row)) is not None:
            known.setdefault(row.person_id, []).append(stay)
    # Who left before this room kept journeys has the days of the file alone.
    others = Candidacy.objects.filter(person_id__in=person_ids, departed_on__isnull=False, journey__isnull=True)
    for person_id, key, first, last in others.values_list("person_id", "pk", "departed_on", "ended_on"):
        if key not in told and key != besides and first is not None:
            known.setdefault(person_id, []).append(Stay(first, last))
    return known


def used_by_year(stays: Collection[Stay], on: date) -> dict[int, int]:
    """Return the days abroad of each calendar year until a day, the years without any left out."""
    if not stays:
        return {}
    years = range(min(stay.first.year for stay in stays), on.year + 1)
    return {year: days for year in years if (days := days_abroad(stays, year, on))}


def with_stay(stays: Collection[Stay], first: date, last: date) -> dict[int, int]:
    """Return the days of each calendar year once a stay to come is added; one under way is taken to last as long."""
    return used_by_year([*stays, Stay(first, last)], last)
