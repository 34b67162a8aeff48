"""What became of every case of reintegration: one `Outcome` a case, from which every table of the convention is counted.

A case is counted in the year it became known, on the axis of its plan, in the region and under the sex of its person. Money in
whole francs: other currencies at their fixed parity; what has none is not counted (`outcomes` says how many).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from baarasira.kernel.actor import Scope
from baarasira.programmes.eligibility import months_after
from baarasira.reintegration.cases.enums import Axis, Closing
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.funds.enums import OF_A_GRANT, Account, GrantState, StopReason
from baarasira.reintegration.funds.models import Grant, Holding
from baarasira.reintegration.funds.rules.caps import in_francs
from baarasira.reintegration.placements.enums import HireKind, PlacementState
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.visits.enums import VisitState
from baarasira.reintegration.visits.models import Visit

from .survival import Life

SIX, TWELVE = 6, 12
_OVER = [PlacementState.ENDED, PlacementState.BROKEN]
_DECIDED = [GrantState.GRANTED, GrantState.COMPLETED, GrantState.STOPPED]
_FAILURES: Mapping[str, str] = {
    Closing.FAILURE: StopReason.CEASED,
    Closing.LOST: StopReason.LOST,
    Closing.REMIGRATION: StopReason.LEFT,
    Closing.DEATH: StopReason.DEATH,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit that said whether the activity goes on: its day, the month it was planned for (0: none), what it found."""

    on: date
    month: int
    active: bool
    jobs: int | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """What one case was committed and paid, in whole francs, net of what was released and recovered."""

    committed: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case, up to a day. `alive6` and `alive12` are None while it is not known, or not a business.

    `failed` is a code of `StopReason`, empty where nothing failed; `problems` what the visit that found it ceased named.
    """

    case_id: UUID
    year: int
    axis: str
    region: str
    sex: str
    planned: bool = False
    funded: bool = False
    started: bool = False
    alive6: bool | None = None
    alive12: bool | None = None
    seen: bool = False
    jobs: int = 0
    money: Money = field(default_factory=Money)
    failed: str = ""
    problems: tuple[str, ...] = ()
    life: Life | None = None


def alive_at(months: int, *, started: date, seen: Sequence[Seen], failed_on: date | None, on: date) -> bool | None:
    """Tell whether a business was at work some months after its start; None when the day is to come or nobody knows (R06).

    What the first visit planned for that month or a later one found, or one made after that day; without any, what ended
    before it: a last visit that found it ceased, a case closed as a failure.
    """
    mark = months_after(started, months)
    if mark > on:
        return None
    after = next((visit for visit in seen if visit.month >= months or visit.on >= mark), None)
    if after is not None:
        return after.active
    if failed_on is not None or (seen and not seen[-1].active):
        return False
    return None


def life_of(*, started: date, seen: Sequence[Seen], failed_on: date | None) -> Life:
    """Return how long a business is known to have lived: to the visit that found it ceased, else to the last that found it at work.

    A business found at work again had not ceased. Leaving, death and losing sight end the following, not the business.
    """
    known, ceased = started, None
    for visit in seen:
        if visit.active:
            known, ceased = max(known, visit.on), None
        elif ceased is None:
            ceased = visit.on
    ceased = ceased or failed_on
    end = ceased if ceased is not None else known
    return Life(max(0, (end - started).days), ceased is not None)


def outcomes(scope: Scope, on: date) -> tuple[list[Outcome], int]:
    """Return what became of every case of some structures up to a day, and how many grants no fixed rate turns into francs.

    Five queries, whatever the number of cases.
    """
    rows = Case.objects.filter(scope.q("owner_id"), signalled_on__lte=on).order_by("id")
    cases = list(rows.select_related("person").only(
        "id", "signalled_on", "axis", "planned_on", "started_on", "closed_on", "closing", "person__sex", "person__region_id",
    ))  # fmt: skip
    seen = _seen(scope, on)
    money, stopped, foreign = _money(scope, on)
    hired = _hired(scope, on)
    found = [
        _outcome(case, on, seen[case.pk], money.get(case.pk), stopped.get(case.pk, ""), hired.get(case.pk))
        for case in cases
    ]
    return found, foreign


def _seen(scope: Scope, on: date) -> defaultdict[UUID, list[Seen]]:
    found: defaultdict[UUID, list[Seen]] = defaultdict(list)
    rows = Visit.objects.filter(
        scope.q("case__owner_id"), state=VisitState.DONE, active__isnull=False, done_on__lte=on
    ).order_by("done_on", "id")
    fields = ("case_id", "done_on", "month", "active", "paid_women", "paid_men", "problems")
    for case, day, month, active, women, men, problems in rows.values_list(*fields):
        if day is not None and active is not None:
            jobs = (women or 0) + (men or 0) if women is not None or men is not None else None
            found[case].append(Seen(day, month, active, jobs, tuple(problems)))
    return found


def _money(scope: Scope, on: date) -> tuple[dict[UUID, Money], dict[UUID, str], int]:
    """Return the money of each funded case, why its grant was stopped where one was, and how many grants have no rate."""
    held: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    grants = Grant.objects.filter(scope.q("case__owner_id"), state__in=_DECIDED, decided_on__lte=on).order_by("id")
    holdings = Holding.objects.filter(grant__in=grants.order_by().values("pk"))
    for grant_id, account, amount in holdings.values_list("grant_id", "account", "amount"):
        if grant_id is not None:
            held[grant_id][account] = amount
    money: dict[UUID, Money] = {}
    stopped: dict[UUID, str] = {}
    foreign = 0
    for key, case, currency, reason in grants.values_list("pk", "case_id", "fund__currency", "stop_reason"):
        parts = held[key]
        committed = in_francs(sum(parts.get(account, 0) for account in OF_A_GRANT), currency)
        paid = in_francs(parts.get(Account.PAID, 0), currency)
        foreign += committed is None
        former = money.get(case, Money())
        money[case] = Money(former.committed + (committed or 0), former.paid + (paid or 0))
        if reason:
            stopped[case] = reason
    return money, stopped, foreign


def _hired(scope: Scope, on: date) -> dict[UUID, bool]:
    """Return whether each graduate whose placement is over was hired."""
    rows = Placement.objects.filter(scope.q("case__owner_id"), state__in=_OVER, ended_on__lte=on).order_by("id")
    return {case: hire in {HireKind.PERMANENT, HireKind.FIXED} for case, hire in rows.values_list("case_id", "hire")}


def _outcome(
    case: Case, on: date, seen: Sequence[Seen], money: Money | None, stopped: str, hired: bool | None
) -> Outcome:
    failed_on = case.closed_on if case.closing == Closing.FAILURE else None
    started = case.started_on if case.started_on is not None and case.started_on <= on else None
    life, alive6, alive12 = None, None, None
    if started is not None and case.axis == Axis.BUSINESS:
        after = [visit for visit in seen if visit.on >= started]
        life = life_of(started=started, seen=after, failed_on=failed_on)
        alive6, alive12 = (
            alive_at(months, started=started, seen=after, failed_on=failed_on, on=on) for months in (SIX, TWELVE)
        )
    counted = [visit for visit in seen if visit.jobs is not None] if case.axis == Axis.BUSINESS else []
    failed = _failure(case, stopped, life) if money is not None or started is not None else ""
    return Outcome(
        case_id=case.pk,
        year=case.signalled_on.year,
        axis=case.axis,
        region=case.person.region_id or "",
        sex=case.person.sex,
        planned=case.planned_on is not None,
        funded=money is not None,
        started=started is not None,
        alive6=alive6,
        alive12=alive12,
        seen=bool(counted) or hired is not None,
        jobs=(counted[-1].jobs or 0) if counted else int(bool(hired)),
        money=money or Money(),
        failed=failed,
        problems=seen[-1].problems if failed and seen and not seen[-1].active else (),
        life=life,
    )


def _failure(case: Case, stopped: str, life: Life | None) -> str:
    """Return why what was supported failed: as its grant was stopped, as its case was closed, or found ceased by a visit."""
    return stopped or _FAILURES.get(case.closing, "") or (StopReason.CEASED if life is not None and life.ceased else "")
