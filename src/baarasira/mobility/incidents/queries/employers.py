"""The record of an employer abroad: incidents by severity, returns, wages unpaid, flags, the score of risk (A.4, A.8)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.dates import add_months
from baarasira.reference.parameters import RISK_MONTHS, RISK_POINTS
from baarasira.reference.queries import values

from ..enums import ENDED, IncidentKind, IncidentState
from ..models import Bar, Incident, RecruiterFlag
from .bars import employer_bar


@dataclass(frozen=True, slots=True)
class EmployerRecord:
    """What is known of an employer on a day, over the months of the setting.

    `by_severity` from 1 to 4; `wages_unpaid` incidents of that kind not resolved; `returns_due` people who left and whose
    road is over, `returned` those whose return is proved; `risk` the sum of points, each line in `points`.
    """

    by_severity: dict[int, int]
    open: int
    wages_unpaid: int
    departed: int
    returns_due: int
    returned: int
    flags: int
    risk: int
    points: tuple[tuple[str, int, int], ...]
    since: date
    bar: Bar | None


def record_of(employer_id: UUID, on: date) -> EmployerRecord:
    """Return the record of an employer on a day. Six queries.

    The score adds, for each line, how many times its points (setting): an editable way to order visits, never a verdict.
    A breach by the worker is not the employer's.
    """
    held = values(on, RISK_POINTS, RISK_MONTHS)
    since = add_months(on, -held[RISK_MONTHS.key])
    rows = Incident.objects.filter(employer_id=employer_id, reported_at__date__gte=since, reported_at__date__lte=on)
    rows = rows.exclude(kind=IncidentKind.WORKER_BREACH)
    severities = dict(rows.order_by().values_list("severity").annotate(number=Count("pk")))
    unpaid = Q(kind=IncidentKind.UNPAID_WAGE) & ~Q(state=IncidentState.RESOLVED)
    counted = rows.order_by().aggregate(open=Count("pk", filter=~Q(state__in=ENDED)), unpaid=Count("pk", filter=unpaid))
    departed, due, returned = _returns(employer_id, since, on)
    flags = RecruiterFlag.objects.filter(employer_id=employer_id, lifted_on__isnull=True).count()
    numbers = (*(severities.get(level, 0) for level in range(1, 5)), counted["unpaid"], due - returned, flags)
    names = ("1", "2", "3", "4", "unpaid", "not_returned", "flag")
    points = tuple(zip(names, numbers, held[RISK_POINTS.key], strict=True))
    return EmployerRecord(
        by_severity={level: severities.get(level, 0) for level in range(1, 5)},
        open=counted["open"],
        wages_unpaid=counted["unpaid"],
        departed=departed,
        returns_due=due,
        returned=returned,
        flags=flags,
        risk=sum(number * weight for _name, number, weight in points),
        points=points,
        since=since,
        bar=employer_bar(employer_id, on),
    )


def _returns(employer_id: UUID, since: date, on: date) -> tuple[int, int, int]:
    """Return how many left for an employer, how many of them should be back (a return step closed), how many are."""
    closed = CandidacyStep.objects.filter(candidacy=OuterRef("pk"), kind="return", closed_at__isnull=False)
    rows = Candidacy.objects.filter(opening__employer_id=employer_id, departed_on__range=(since, on)).order_by()
    rows = rows.annotate(due=Exists(closed), back=Exists(closed.filter(ending="returned")))
    found = rows.aggregate(
        departed=Count("pk"), due=Count("pk", filter=Q(due=True)), back=Count("pk", filter=Q(back=True))
    )
    return found["departed"], found["due"], found["back"]
