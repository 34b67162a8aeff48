"""What figures count of courses (domain.md D.5 R12, R13; issue 7): pure reads over the centres of a scope.

A course counts at the centre of its session. `first` and `last` are the days of a period, both counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from baarasira.kernel.actor import Scope
from baarasira.people.enums import Sex
from baarasira.programmes.eligibility import months_after

from ..enums import AT_WORK, CAME, CourseKind, EnrolmentState, FollowedAs
from ..models import Enrolment, FollowUp, Session

R12_KINDS = (CourseKind.TRE, CourseKind.TRIE, CourseKind.CREE, CourseKind.GERME)
SIX = 6


@dataclass(frozen=True, slots=True)
class Completers:
    """R12: completions of the period, those of women, by kind of course; `cost` what the sessions whose cost is known came to,
    in whole francs, for `costed` completers of them.
    """

    people: int
    women: int
    by_kind: Mapping[str, int] = field(default_factory=dict)
    cost: int = 0
    costed: int = 0
    person_ids: frozenset[UUID] = frozenset()

    @property
    def cost_per_completer(self) -> float | None:
        """Francs for one completer, None where no cost is known or nobody completed."""
        return self.cost / self.costed if self.costed else None


def completers(scope: Scope, first: date, last: date) -> Completers:
    """R12: who completed TRE, TRIE, CREE or GERME in a period. A session's cost counts once, in the period it was closed."""
    rows = Enrolment.objects.filter(
        scope.q("session__centre_id"),
        state=EnrolmentState.COMPLETED,
        ended_on__range=(first, last),
        session__course__kind__in=R12_KINDS,
    )
    found = list(rows.order_by("id").values_list("person_id", "person__sex", "session__course__kind"))
    paid = Session.objects.filter(
        scope.q("centre_id"),
        state="finished",
        ended_on__range=(first, last),
        course__kind__in=R12_KINDS,
        cost__isnull=False,
    )
    costed = rows.filter(session__cost__isnull=False).count()
    return Completers(
        people=len(found),
        women=sum(sex == Sex.FEMALE for _person, sex, _kind in found),
        by_kind=Counter(kind for _person, _sex, kind in found),
        cost=paid.aggregate(sum=Sum("cost"))["sum"] or 0,
        costed=costed,
        person_ids=frozenset(person for person, _sex, _kind in found),
    )


def started_after_cree(scope: Scope, first: date, last: date) -> dict[UUID, bool]:
    """R13: {person: whether a business had started by then} of those whose sixth month after CREE came in the period and of
    whom it is known: the support at six months reached them, or an earlier one recorded the start.
    """
    rows = FollowUp.objects.filter(
        scope.q("enrolment__session__centre_id"),
        enrolment__session__course__kind=CourseKind.CREE,
        enrolment__state=EnrolmentState.COMPLETED,
        done_on__isnull=False,
        done_on__lte=last,
    )
    known: dict[UUID, bool] = {}
    for person, ended, months, situation, started in rows.order_by("due_on", "id").values_list(
        "enrolment__person_id", "enrolment__session__ends_on", "months", "situation", "business_started_on"
    ):
        sixth = months_after(ended, SIX)
        if not first <= sixth <= last:
            continue
        if started is not None:
            known[person] = known.get(person, False) or started <= sixth
        elif months >= SIX and situation != FollowedAs.UNREACHABLE:
            known.setdefault(person, False)
    return known


@dataclass(frozen=True, slots=True)
class Outcome:
    """One enrolment as directors count it: where, what, who, how far, and at work at the sixth month (None: not known)."""

    enrolment_id: UUID
    person_id: UUID
    session_id: UUID
    centre_id: UUID
    course_id: UUID
    kind: str
    sex: str
    origin: str
    state: str
    came: bool
    at_work: bool | None


def outcomes(scope: Scope, first: date, last: date) -> list[Outcome]:
    """Return the enrolments of the sessions that began in a period; a constant number of queries."""
    came = Count("attendance", filter=Q(attendance__mark__in=[str(mark) for mark in CAME]))
    rows = Enrolment.objects.filter(scope.q("session__centre_id"), session__starts_on__range=(first, last))
    at_six = dict(
        FollowUp.objects.filter(enrolment__in=rows.values("pk"), months=SIX, done_on__isnull=False)
        .exclude(situation=FollowedAs.UNREACHABLE)
        .order_by()
        .values_list("enrolment_id", "situation")
    )
    return [
        Outcome(*values, came=days > 0, at_work=at_six[values[0]] in AT_WORK if values[0] in at_six else None)
        for *values, days in rows.annotate(days_came=came).order_by("id").values_list(
            "pk", "person_id", "session_id", "session__centre_id", "session__course_id", "session__course__kind",
            "person__sex", "origin", "state", "days_came",
        )
    ]  # fmt: skip


def costs(scope: Scope, first: date, last: date) -> dict[UUID, int]:
    """Return what the sessions that began in a period cost, by session, where it is known; whole francs."""
    rows = Session.objects.filter(scope.q("centre_id"), starts_on__range=(first, last), cost__isnull=False)
    return dict(rows.order_by().values_list("pk", "cost"))
