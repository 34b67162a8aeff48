"""What became of everybody who was trained: one row an enrolment, a place in online courses, a contract of apprenticeship.

A row counts in the year it began, at the centre that gave the course. Somebody in two courses is two rows: it is courses that are
counted, as directors ask.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from baarasira.kernel.actor import Scope
from baarasira.people.enums import Situation as PersonSituation
from baarasira.training.apprenticeships.enums import INSERTED, ContractState
from baarasira.training.apprenticeships.enums import Situation as AfterSituation
from baarasira.training.apprenticeships.models import Contract, Insertion
from baarasira.training.certificates.enums import CertificateState, SourceKind
from baarasira.training.certificates.models import Certificate
from baarasira.training.courses.enums import EnrolmentState, Origin
from baarasira.training.courses.models import Course, Session
from baarasira.training.courses.queries import figures as courses
from baarasira.training.online.models import Place

APPRENTICESHIP = "apprenticeship:"
"""Begins the key of a trade learnt by apprenticeship, where others have the key of their course."""
PLATFORM = "platform:"
"""Begins the key of a platform that has no line in the catalogue."""


@dataclass(frozen=True, slots=True)
class Trained:
    """One row: when, where, what, who, how far. `at_work` at the sixth month, None while it is not known.

    `cost` is this row's part of what its session cost, in francs, shared evenly among those enrolled; None where the cost is
    not known.
    """

    year: int
    centre: str
    course: str
    sex: str
    origin: str
    present: bool
    finished: bool
    certified: bool
    at_work: bool | None
    cost: Fraction | None = None


def trained(scope: Scope, on: date) -> list[Trained]:
    """Return every row of these structures that had begun by a day. A constant number of queries."""
    return [*_enrolled(scope, on), *_online(scope, on), *_apprentices(scope, on)]


def _enrolled(scope: Scope, on: date) -> list[Trained]:
    rows = courses.outcomes(scope, date.min, on)
    # A course that was cancelled with its session was not followed by anybody.
    rows = [row for row in rows if row.state != EnrolmentState.CANCELLED]
    begun = dict(
        Session.objects.filter(scope.q("centre_id"), starts_on__lte=on).order_by().values_list("pk", "starts_on")
    )
    keys = dict(Course.objects.order_by().values_list("pk", "key"))
    shares = _shares(courses.costs(scope, date.min, on), (row.session_id for row in rows))
    signed = _certified(row.enrolment_id for row in rows)
    return [
        Trained(
            year=begun[row.session_id].year,
            centre=str(row.centre_id),
            course=keys[row.course_id],
            sex=row.sex,
            origin=row.origin,
            present=row.came,
            finished=row.state == EnrolmentState.COMPLETED,
            certified=row.enrolment_id in signed,
            at_work=row.at_work,
            cost=shares.get(row.session_id),
        )
        for row in rows
    ]


def _shares(costs: Mapping[UUID, int], sessions: Iterable[UUID]) -> Mapping[UUID, Fraction]:
    """Return what one of those enrolled stands for of the cost of each session."""
    counted = Counter(sessions)
    return {session: Fraction(cost, counted[session]) for session, cost in costs.items() if counted[session]}


def _certified(enrolments: Iterable[UUID]) -> frozenset[UUID]:
    wanted = set(enrolments)
    rows = Certificate.objects.filter(source_kind=SourceKind.ENROLMENT, state=CertificateState.ISSUED)
    return frozenset(key for key in rows.order_by().values_list("source_id", flat=True) if key in wanted)


def _online(scope: Scope, on: date) -> list[Trained]:
    """Return the places in online courses: present once something advanced, finished with a first course completed.

    Certified by the platform's own certificate.
    """
    places = Place.objects.filter(scope.q("platform__structure_id"), allotted_on__lte=on)
    named = Q(courses__file__isnull=False) | ~Q(courses__certificate_address="")
    done = places.filter(courses__completed_on__isnull=False).order_by()
    finished = set(done.values_list("pk", flat=True))
    certified = set(places.filter(named, courses__completed_on__isnull=False).order_by().values_list("pk", flat=True))
    rows = places.order_by("id").values_list(
        "pk", "allotted_on", "platform__structure_id", "platform__course__key", "platform_id", "person__sex", "origin",
        "advanced_on",
    )  # fmt: skip
    return [
        Trained(
            year=given.year,
            centre=str(structure),
            course=course or f"{PLATFORM}{platform}",
            sex=sex,
            origin=origin,
            present=advanced is not None,
            finished=key in finished,
            certified=key in certified,
            at_work=None,
        )
        for key, given, structure, course, platform, sex, origin, advanced in rows
    ]


def _apprentices(scope: Scope, on: date) -> list[Trained]:
    """Return the contracts of apprenticeship that were approved; an apprentice is present from the first day on."""
    contracts = Contract.objects.filter(scope.q("centre_id"), approved_on__lte=on)
    answers = Insertion.objects.filter(contract__in=contracts.values("pk"), done_on__isnull=False, done_on__lte=on)
    answers = answers.exclude(situation=AfterSituation.UNREACHABLE)
    found = dict(answers.order_by("done_on", "id").values_list("contract_id", "situation"))
    rows = contracts.order_by("id").values_list(
        "pk", "starts_on", "centre_id", "trade__key", "person__sex", "person__situation", "completed_on", "state"
    )
    return [
        Trained(
            year=starts.year,
            centre=str(centre),
            course=f"{APPRENTICESHIP}{trade}",
            sex=sex,
            origin=Origin.RETURNEE if situation == PersonSituation.RETURNEE else Origin.SEEKER,
            present=starts <= on,
            finished=completed is not None,
            certified=state == ContractState.CERTIFIED,
            at_work=found[key] in INSERTED if key in found else None,
        )
        for key, starts, centre, trade, sex, situation, completed, state in rows
    ]
