"""The record of an employer abroad: incidents by severity, returns, wages unpaid, flags, the score of risk (A.4, A.8)."""

from collections.abc import Collection
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
from .bars import standing_against


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
    """Return the record of an employer on a day; as `records`."""
    return records([employer_id], on)[employer_id]


def records(employer_ids: Collection[UUID], on: date) -> dict[UUID, EmployerRecord]:
    """Return the record of each of these employers on a day. Six queries, however many.

    The score adds, for each line, how many times its points (setting): an editable way to order visits, never a verdict.
    A breach by the worker is not the employer's.
    """
    keys = list(employer_ids)
    held = values(on, RISK_POINTS, RISK_MONTHS)
    since = add_months(on, -held[RISK_MONTHS.key])
    severities, opened, unpaid = _incidents(keys, since, on)
    returns = _returns(keys, since, on)
    flagged = RecruiterFlag.objects.filter(employer_id__in=keys, lifted_on__isnull=True).order_by()
    flags = dict(flagged.values_list("employer_id").annotate(number=Count("pk")))
    bars = {bar.employer_id: bar for bar in standing_against(keys, on)}
    found = {}
    for key in keys:
        by_severity = {level: severities.get((key, level), 0) for level in range(1, 5)}
        departed, due, back = returns.get(key, (0, 0, 0))
        numbers = (*by_severity.values(), unpaid.get(key, 0), due - back, flags.get(key, 0))
        points = tuple(zip(LINES, numbers, held[RISK_POINTS.key], strict=True))
        found[key] = EmployerRecord(
            by_severity=by_severity,
            open=opened.get(key, 0),
            wages_unpaid=unpaid.get(key, 0),
            departed=departed,
            returns_due=due,
            returned=back,
            flags=flags.get(key, 0),
            risk=sum(number * weight for _name, number, weight in points),
            points=points,
            since=since,
            bar=bars.get(key),
        )
    return found


LINES = ("1", "2", "3", "4", "unpaid", "not_returned", "flag")
"""The lines of the score, in the order of the setting."""


def _incidents(
    keys: Collection[UUID], since: date, on: date
) -> tuple[dict[tuple[UUID, int], int], dict[UUID, int], dict[UUID, int]]:
    """Return how many incidents there are by employer and severity, how many are open, how many wages are not paid."""
    rows = Incident.objects.filter(employer_id__in=keys, reported_at__date__gte=since, reported_at__date__lte=on)
    rows = rows.exclude(kind=IncidentKind.WORKER_BREACH).order_by()
    counted = rows.values_list("employer_id", "severity").annotate(number=Count("pk"))
    severities = {(key, level): number for key, level, number in counted if key is not None}
    owed = Q(kind=IncidentKind.UNPAID_WAGE) & ~Q(state=IncidentState.RESOLVED)
    states = rows.values_list("employer_id").annotate(
        open=Count("pk", filter=~Q(state__in=ENDED)), unpaid=Count("pk", filter=owed)
    )
    found = [(key, opened, unpaid) for key, opened, unpaid in states if key is not None]
    return severities, {key: opened for key, opened, _n in found}, {key: unpaid for key, _n, unpaid in found}


def _returns(keys: Collection[UUID], since: date, on: date) -> dict[UUID, tuple[int, int, int]]:
    """Return by employer how many left, how many of them should be back (a return step closed), how many are."""
    closed = CandidacyStep.objects.filter(candidacy=OuterRef("pk"), kind="return", closed_at__isnull=False)
    rows = Candidacy.objects.filter(opening__employer_id__in=keys, departed_on__range=(since, on)).order_by()
    rows = rows.annotate(due=Exists(closed), back=Exists(closed.filter(ending="returned")))
    found: dict[UUID, tuple[int, int, int]] = {}
    for key, due, back in rows.values_list("opening__employer_id", "due", "back"):
        departed, owing, proved = found.get(key, (0, 0, 0))
        found[key] = (departed + 1, owing + due, proved + back)
    return found


def records_of(on: date) -> dict[UUID, EmployerRecord]:
    """Return the record of every employer to whom people left or about whom something was reported, by its id."""
    left = Candidacy.objects.filter(departed_on__isnull=False).order_by().values_list("opening__employer_id", flat=True)
    told = Incident.objects.filter(employer__isnull=False).order_by().values_list("employer_id", flat=True)
    return records(sorted({key for key in [*left.distinct(), *told.distinct()] if key is not None}), on)
