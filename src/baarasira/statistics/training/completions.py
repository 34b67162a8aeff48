"""R12 and R13 counted once: from the room of courses, and from what a project says of a course that no room recorded.

A course followed in a session of ours counts by its enrolment, at the centre that gave it. What a business project says of the
course its person came by (`Project.training`) counts, where the case is, only for people of whom no completed enrolment of that
kind is known, whenever and wherever: it is then the only trace of a course followed elsewhere. So nobody is counted twice,
neither over the country nor between two structures (domain.md D.5; decision written in docs/guide/chiffres-reintegration.md).
"""

from dataclasses import dataclass
from uuid import UUID

from baarasira.kernel.actor import Scope
from baarasira.programmes.eligibility import months_after
from baarasira.programmes.enums import Axis
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.projects.enums import Training
from baarasira.reintegration.projects.models import Project
from baarasira.training.courses.enums import CourseKind, EnrolmentState
from baarasira.training.courses.models import Enrolment
from baarasira.training.courses.queries.figures import R12_KINDS, completers, started_after_cree

from ..indicators import Figure, Unit
from ..scopes import Period

SIX = 6


@dataclass(frozen=True, slots=True)
class Completion:
    """Somebody who completed a course of a kind."""

    person_id: UUID
    kind: str
    sex: str


def completions(scope: Scope, period: Period) -> list[Completion]:
    """R12: who completed TRE, TRIE, CREE or GERME in a period, once a person and a kind."""
    enrolled = Enrolment.objects.filter(
        scope.q("session__centre_id"),
        state=EnrolmentState.COMPLETED,
        ended_on__range=(period.first, period.last),
        session__course__kind__in=R12_KINDS,
    )
    rows = enrolled.order_by().values_list("person_id", "session__course__kind", "person__sex")
    found = {(person, kind): sex for person, kind, sex in rows}
    said = Project.objects.filter(scope.q("case__owner_id"), training_on__range=(period.first, period.last))
    claims = list(said.order_by().values_list("person_id", "training", "person__sex"))
    recorded = _recorded({person for person, _kind, _sex in claims})
    for person, kind, sex in claims:
        if kind and (person, kind) not in recorded:
            found[person, kind] = sex
    return [Completion(person, kind, sex) for (person, kind), sex in found.items()]


def _recorded(people: set[UUID]) -> set[tuple[UUID, str]]:
    """Return the kinds of course these people completed in a session of ours, whenever and wherever."""
    rows = Enrolment.objects.filter(person__in=people, state=EnrolmentState.COMPLETED)
    return set(rows.order_by().values_list("person_id", "session__course__kind"))


def cost_per_completer(scope: Scope, period: Period) -> list[Figure]:
    """R12.cost: what the sessions closed in the period cost, of those whose cost is known, for one who completed them."""
    counted = completers(scope, period.first, period.last)
    value = counted.cost_per_completer
    return [Figure("R12.cost", value, Unit.FRANCS, counted.cost, counted.costed)]


def starts_after_cree(scope: Scope, period: Period) -> dict[UUID, bool]:
    """R13: {person: whether their business had started by the sixth month after CREE}, of those whose sixth month came in the
    period and of whom it is known.

    Of those trained by us, the support after the course says it, or the start of their case of reintegration. Of the others, the
    case of their project alone.
    """
    known = started_after_cree(scope, period.first, period.last)
    ours = Enrolment.objects.filter(
        scope.q("session__centre_id"), state=EnrolmentState.COMPLETED, session__course__kind=CourseKind.CREE
    )
    trained = dict(ours.order_by("session__ends_on").values_list("person_id", "session__ends_on"))
    sixth = {person: months_after(day, SIX) for person, day in trained.items()}
    due = [person for person, day in sixth.items() if period.first <= day <= period.last]
    cases = Case.objects.filter(person__in=due, axis=Axis.BUSINESS, started_on__isnull=False)
    for person, started in cases.order_by("id").values_list("person_id", "started_on"):
        if started is not None and started <= sixth[person]:
            known[person] = True
    return {**_said_by_projects(scope, period), **known}


def _said_by_projects(scope: Scope, period: Period) -> dict[UUID, bool]:
    """Return the same of those whose course is known by their project alone."""
    rows = Project.objects.filter(scope.q("case__owner_id"), training=Training.CREE, training_on__isnull=False)
    claims = list(rows.order_by("id").values_list("person_id", "training_on", "case__started_on"))
    recorded = _recorded({person for person, _day, _started in claims})
    found: dict[UUID, bool] = {}
    for person, trained, started in claims:
        if trained is None or (person, str(CourseKind.CREE)) in recorded:
            continue
        sixth = months_after(trained, SIX)
        if period.first <= sixth <= period.last:
            found[person] = started is not None and started <= sixth
    return found
