"""Whether a worker or an employer is barred on a day, and the measures an actor may read."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, UUIDField

from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.prepared import Prepared
from baarasira.people.models import Person

from ..enums import BarState
from ..models import Bar
from ..policies import BARS

_WITH = ("person", "employer", "office", "proposed_by", "decided_by", "candidacy__opening", "appeal")


def _standing(on: date) -> QuerySet[Bar]:
    rows = Bar.objects.filter(state=BarState.STANDING, starts_on__lte=on, ends_on__gte=on)
    return rows.order_by("-ends_on", "-id")


def standing_bar(person: Person | UUID, on: date) -> Bar | None:
    """Return the bar of a worker that stands on a day (the one that ends last), None without one (R-07). One query."""
    key = person.pk if isinstance(person, Person) else person
    return _standing(on).filter(person_id=key).first()


def employer_bar(employer: Employer | UUID, on: date) -> Bar | None:
    """Return the bar or suspension of an employer that stands on a day, None without one (R-08). One query."""
    key = employer.pk if isinstance(employer, Employer) else employer
    return _standing(on).filter(employer_id=key).first()


def of_people(person_ids: Collection[UUID], on: date) -> QuerySet[Bar]:
    """Return the bars of these people that stand on a day, the one that ends last last."""
    return _standing(on).filter(person_id__in=person_ids).order_by("ends_on", "id")


def standing_against(employer_ids: Collection[UUID], on: date) -> QuerySet[Bar]:
    """Return the measures against these employers that stand on a day, the one that ends last last."""
    return _standing(on).filter(employer_id__in=employer_ids).order_by("ends_on", "id")


_UNTIL: Prepared[tuple[date]] = Prepared(
    lambda person_id, on: (
        Bar.objects.filter(person_id=person_id, state=BarState.STANDING, starts_on__lte=on, ends_on__gte=on)
        .order_by("-ends_on")
        .values_list("ends_on")
    ),
    person_id=UUIDField(),
    on=DateField(),
)


def excluded_until(person_id: UUID, on: date) -> date | None:
    """Return the last day of a worker's bar that stands on a day, None without one (asked at every registration)."""
    return next((until for (until,) in _UNTIL(person_id=person_id, on=on)), None)


def visible_to(actor: Actor) -> QuerySet[Bar]:
    """Return the measures of the actor's structures, of the people and of the employers of their offices, newest first."""
    scope = BARS.scope(actor, "view")
    if not scope:
        return Bar.objects.none()
    here: Q = scope.q("office_id")
    if not scope.everywhere:
        here = here | scope.q("person__office_id") | scope.q("employer__office_id")
    return Bar.objects.filter(here).select_related(*_WITH)
