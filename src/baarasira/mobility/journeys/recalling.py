"""Who may be recalled: derived from what is known, each condition with its sentence; never stored (domain.md A.8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from baarasira.candidacies.stays import Stay
from baarasira.kernel.actor import Actor
from baarasira.kernel.papers import short_date
from baarasira.programmes.kinds import ReturnProof
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .bars import Bar, bars_of
from .days import CIRCULAR, stays_of_people, used_by_year
from .enums import LEFT, Stage
from .models import Journey
from .queries import visible_to


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a recall: its name, whether it holds, and the sentence that says so."""

    name: str
    holds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands towards a recall: the last journey, the conditions, the days abroad of each calendar year."""

    journey: Journey
    conditions: tuple[Condition, ...]
    days: dict[int, int]
    days_left: int

    @property
    def recallable(self) -> bool:
        """Return proved, authorisation in force, no bar, days left: all four."""
        return all(condition.holds for condition in self.conditions)

    @property
    def against(self) -> str:
        """What stands against a recall, in sentences; empty when nothing does."""
        return " ".join(condition.sentence for condition in self.conditions if not condition.holds)


def repeaters(actor: Actor) -> QuerySet[Journey]:
    """Return the last season of each person of the actor's who left under circular migration, the latest return first."""
    later = Journey.objects.filter(person=OuterRef("person"), departed_on__isnull=False).filter(
        Q(departed_on__gt=OuterRef("departed_on")) | Q(departed_on=OuterRef("departed_on"), pk__gt=OuterRef("pk"))
    )
    rows = visible_to(actor).filter(
        stage__in=LEFT, departed_on__isnull=False, opening__campaign__programme_version__kind__in=CIRCULAR
    )
    return rows.exclude(Exists(later))


def standings(journeys: Sequence[Journey], on: date, *, year: int | None = None) -> list[Standing]:
    """Return where these people stand, in the order given; `year` is the one whose days are asked, this year's without it.

    Three queries, however many they are.
    """
    people = [row.person_id for row in journeys]
    stays, barred = stays_of_people(people), bars_of(people, on)
    most = value(parameters.DAYS_ABROAD, on)
    asked = year or on.year
    return [
        _standing(row, stays.get(row.person_id, []), barred.get(row.person_id), asked, on, most) for row in journeys
    ]


def _standing(journey: Journey, stays: Iterable[Stay], bar: Bar | None, year: int, on: date, most: int) -> Standing:
    days = used_by_year(list(stays), on)
    left = most - days.get(year, 0)
    words = {"days": days.get(year, 0), "year": year, "most": most}
    counted = _("%(days)d days abroad in %(year)d of the %(most)d permitted.") % words
    conditions = (
        _returned(journey),
        _authorised(journey, on),
        Condition("bar", bar is None, bar.words if bar is not None else _("No exclusion is in force.")),
        Condition("days", left > 0, counted),
    )
    return Standing(journey, conditions, days, max(0, left))


def _returned(journey: Journey) -> Condition:
    if journey.stage == Stage.BACK and journey.returned_on is not None:
        words = {"day": short_date(journey.returned_on), "proof": ReturnProof(journey.return_proof).label}
        return Condition("return", True, _("Back on %(day)s: %(proof)s.") % words)
    if journey.stage == Stage.ABROAD:
        return Condition("return", False, _("Still abroad: the return is not proved yet."))
    return Condition("return", False, _("The return is not proved."))


def _authorised(journey: Journey, on: date) -> Condition:
    until = journey.authorisation_until
    if until is None:
        return Condition("authorisation", False, _("The end of the authorisation is not recorded."))
    words = {"day": short_date(until), "number": journey.authorisation_number}
    if until < on:
        return Condition("authorisation", False, _("The authorisation ended on %(day)s.") % words)
    return Condition("authorisation", True, _("Authorisation %(number)s until %(day)s.") % words)


def of_employer(rows: QuerySet[Journey], employer_id: UUID) -> QuerySet[Journey]:
    """Return the repeaters whose last season was with an employer."""
    return rows.filter(opening__employer_id=employer_id)


def on_the_list(rows: QuerySet[Journey], on: date) -> QuerySet[Journey]:
    """Return those whose return is proved and whose authorisation holds: what one query can tell of who may be recalled."""
    return rows.filter(stage=Stage.BACK, authorisation_until__gte=on, returned_on__gte=F("departed_on"))
