"""The indicators R01–R15 of reintegration and training (domain.md D.5), each defined once, over any structures and period.

A case counts where its owner is. R01 to R11 are counted from cases, projects, funds, visits and surveys; R12 and R13 from courses
and, where no enrolment is known, from what a project says (`training.completions`). What no room records yet is `awaited`; the
rooms of training feed it (`feed`).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import mean
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Scope
from baarasira.kernel.models import Move
from baarasira.people.enums import Sex
from baarasira.programmes.eligibility import months_after
from baarasira.reference.parameters import CASE_PLAN_DAYS, PROJECT_DECISION_DAYS, SMALLEST_COUNT, SURVEY_BANDS
from baarasira.reference.queries import value
from baarasira.reintegration.cases.enums import Axis, Closing, ReferralState
from baarasira.reintegration.cases.models import Case, Referral
from baarasira.reintegration.funds.enums import Entry, GrantState
from baarasira.reintegration.funds.models import Grant, LedgerLine
from baarasira.reintegration.funds.rules.caps import in_francs
from baarasira.reintegration.projects.enums import ProjectState
from baarasira.reintegration.projects.models import Project
from baarasira.reintegration.visits.enums import Dimension, SurveyState, VisitState, Wave
from baarasira.reintegration.visits.models import Survey, Visit
from baarasira.training.courses.queries.figures import R12_KINDS

from ..indicators import Figure, Indicator, Unit, within
from ..scopes import Period
from ..training.completions import completions, starts_after_cree
from .outcomes import SIX, TWELVE, outcomes
from .protection import is_small

_DECIDED = [GrantState.GRANTED, GrantState.COMPLETED, GrantState.STOPPED]
_JUDGED = [ProjectState.GRANTED, ProjectState.REFUSED, ProjectState.REDIRECTED]
_ENDED = [ReferralState.REFUSED, ReferralState.HANDED_BACK, ReferralState.WITHDRAWN]


def _share(code: str, over: float, under: float, unit: Unit = Unit.SHARE) -> Figure:
    return Figure(code, over / under if under else None, unit, over, under)


def _within(period: Period, day: date | None) -> bool:
    return day is not None and period.first <= day <= period.last


def received(scope: Scope, period: Period) -> list[Figure]:
    """R01: returnees whose return became known in the period."""
    count = Case.objects.filter(scope.q("owner_id"), signalled_on__range=(period.first, period.last)).count()
    return [Figure("R01", count, Unit.COUNT, count)]


def planned_in_time(scope: Scope, period: Period) -> list[Figure]:
    """R02: of the returnees received in the period and met, the share whose plan was signed within a month of the return.

    Those whose month is not over, and who have no plan yet, are not counted yet.
    """
    days = timedelta(days=value(CASE_PLAN_DAYS, period.last))
    rows = Case.objects.filter(
        scope.q("owner_id"), signalled_on__range=(period.first, period.last), contacted_on__isnull=False,
        returned_on__isnull=False,
    )  # fmt: skip
    in_time = [
        planned is not None and planned <= back + days
        for back, planned in rows.order_by().values_list("returned_on", "planned_on")
        if back is not None and (planned is not None or back + days <= period.last)
    ]
    return [_share("R02", sum(in_time), len(in_time))]


def decided_in_time(scope: Scope, period: Period) -> list[Figure]:
    """R03: of the projects decided for good in the period, the share decided within the days of the setting.

    Counted from the day the project was first submitted, whatever was adjourned in between.
    """
    days = timedelta(days=value(PROJECT_DECISION_DAYS, period.last))
    decided = dict(
        Project.objects.filter(
            scope.q("case__owner_id"), state__in=_JUDGED, decided_on__range=(period.first, period.last)
        ).order_by().values_list("pk", "decided_on")
    )  # fmt: skip
    moves = Move.objects.filter(noun="project", transition="submit", object_id__in=list(decided)).order_by("at", "id")
    first: dict[UUID, date] = {}
    for key, at in moves.values_list("object_id", "at"):
        first.setdefault(key, at.date())
    in_time = [day <= first[key] + days for key, day in decided.items() if key in first and day is not None]
    return [_share("R03", sum(in_time), len(in_time))]


def disbursed(scope: Scope, period: Period) -> list[Figure]:
    """R04: money paid in the period, over money committed in it less what was released; in francs."""
    lines = LedgerLine.objects.filter(scope.q("grant__case__owner_id"), within(period), grant__isnull=False).order_by()
    sums: defaultdict[str, int] = defaultdict(int)
    for entry, currency, amount in lines.values_list("entry", "fund__currency").annotate(sum=Sum("amount")):
        sums[entry] += in_francs(amount, currency) or 0
    return [_share("R04", sums[Entry.SETTLE], max(0, sums[Entry.COMMIT] - sums[Entry.RELEASE]))]


def starts(scope: Scope, period: Period) -> list[Figure]:
    """R05: of the business cases first funded in the period, the share whose activity has started by its end."""
    rows = Grant.objects.filter(scope.q("case__owner_id"), axis=Axis.BUSINESS, state__in=_DECIDED)
    first: dict[UUID, tuple[date | None, date | None]] = {}
    for case, decided, started in rows.order_by("decided_on", "id").values_list(
        "case_id", "decided_on", "case__started_on"
    ):
        first.setdefault(case, (decided, started))
    funded = [started for decided, started in first.values() if _within(period, decided)]
    return [_share("R05", sum(day is not None and day <= period.last for day in funded), len(funded))]


def survivals(scope: Scope, period: Period) -> list[Figure]:
    """R06: of the businesses whose sixth, twelfth month came in the period and is known, the share at work then."""
    found, _foreign = outcomes(scope, period.last)
    began = dict(
        Case.objects.filter(scope.q("owner_id"), axis=Axis.BUSINESS, started_on__isnull=False).values_list(
            "pk", "started_on"
        )
    )
    figures = []
    for code, months, field in (("R06.6", SIX, "alive6"), ("R06.12", TWELVE, "alive12")):
        known = [
            getattr(row, field)
            for row in found
            if getattr(row, field) is not None
            and (day := began.get(row.case_id)) is not None
            and _within(period, months_after(day, months))
        ]
        figures.append(_share(code, sum(known), len(known)))
    return figures


def _last_seen(scope: Scope, period: Period) -> list[Visit]:
    """Return the last visit of the period to each case that saw somebody."""
    rows = Visit.objects.filter(
        scope.q("case__owner_id"),
        state=VisitState.DONE,
        active__isnull=False,
        done_on__range=(period.first, period.last),
    )
    last = {row.case_id: row for row in rows.select_related("case").order_by("done_on", "id")}
    return list(last.values())


def jobs(scope: Scope, period: Period) -> list[Figure]:
    """R07: paid jobs that the last visit of the period found, for one business visited (the promoter is not counted)."""
    rows = [row for row in _last_seen(scope, period) if row.case.axis == Axis.BUSINESS and row.paid_women is not None]
    return [_share("R07", sum((row.paid_women or 0) + (row.paid_men or 0) for row in rows), len(rows), Unit.RATIO)]


def scores(scope: Scope, period: Period) -> list[Figure]:
    """R08: mean score by dimension at the plan and at the end, of those whose last survey ended in the period; share low.

    Only those asked both times are compared. The low are those whose whole score at the end lies below the lower band.
    """
    asked: defaultdict[UUID, dict[str, Survey]] = defaultdict(dict)
    rows = Survey.objects.filter(scope.q("case__owner_id"), state=SurveyState.DONE, ended_on__lte=period.last)
    for row in rows.filter(wave__in=[Wave.BASELINE, Wave.FINAL]).order_by("ended_on", "id"):
        asked[row.case_id][row.wave] = row
    pairs = [
        (waves[Wave.BASELINE], waves[Wave.FINAL])
        for waves in asked.values()
        if len(waves) == 2 and _within(period, waves[Wave.FINAL].ended_on)
    ]
    found = []
    for name in Dimension.values:
        both = [
            (float(before), float(after))
            for one, two in pairs
            if (before := getattr(one, name)) is not None and (after := getattr(two, name)) is not None
        ]
        for part, place in (("before", 0), ("after", 1)):
            values = [pair[place] for pair in both]
            found.append(Figure(f"R08.{name}.{part}", mean(values) if values else None, Unit.SCORE, len(values)))
    lower = value(SURVEY_BANDS, period.last)[0] / 100
    whole = [float(last.composite) for _first, last in pairs if last.composite is not None]
    return [*found, _share("R08.low", sum(score < lower for score in whole), len(whole))]


def lost(scope: Scope, period: Period) -> list[Figure]:
    """R09: of the cases closed in the period, the share closed because the person was lost from sight."""
    closed = Case.objects.filter(scope.q("owner_id"), closed_on__range=(period.first, period.last)).order_by()
    return [_share("R09", closed.filter(closing=Closing.LOST).count(), closed.count())]


def leaving(scope: Scope, period: Period) -> list[Figure]:
    """R10: of those who answered at their last visit of the period, the share who mean to leave again."""
    said = [row.leave_again for row in _last_seen(scope, period) if row.leave_again is not None]
    return [_share("R10", sum(said), len(said))]


def referred(scope: Scope, period: Period) -> list[Figure]:
    """R11: of the referrals to partners that ended in the period, the share the partner carried through and handed back."""
    here = scope.q("case__owner_id")
    span = (period.first, period.last)
    rows = Referral.objects.filter(here, state__in=_ENDED, sent_on__isnull=False).filter(
        Q(ended_on__range=span) | Q(ended_on__isnull=True, answered_on__range=span)
    )
    states = Counter(rows.order_by().values_list("state", flat=True))
    return [_share("R11", states[ReferralState.HANDED_BACK], states.total())]


def courses(scope: Scope, period: Period) -> list[Figure]:
    """R12: people who completed TRE, TRIE, CREE or GERME in the period, once each kind; women among them; cost of each.

    Counted from enrolments, and from what a project says where no enrolment is known (`training.completions`).
    """
    done = completions(scope, period)
    kinds = Counter(row.kind for row in done)
    parts = [Figure(f"R12.{kind}", kinds[kind], Unit.COUNT, kinds[kind]) for kind in R12_KINDS]
    women = sum(row.sex == Sex.FEMALE for row in done)
    return [
        Figure("R12", len(done), Unit.COUNT, len(done)),
        *parts,
        _share("R12.women", women, len(done)),
        *_fed("R12.cost", scope, period, Unit.FRANCS),
    ]


def after_course(scope: Scope, period: Period) -> list[Figure]:
    """R13: of those whose sixth month after CREE came in the period and is known, the share whose business had started by then."""
    known = starts_after_cree(scope, period)
    return [_share("R13", sum(known.values()), len(known))]


def apprentices(scope: Scope, period: Period) -> list[Figure]:
    """R14: apprentices enrolled, completed, certified, at work six months after; fed by the room of apprenticeships."""
    known = _FEEDS.get("R14")
    if known is not None:
        return known(scope, period)
    codes = ("R14.enrolled", "R14.completed", "R14.certified", "R14.inserted")
    return [Figure(code, None, Unit.COUNT, awaited=True) for code in codes]


def master_visits(scope: Scope, period: Period) -> list[Figure]:
    """R15: visits to masters of apprentices, made over planned; fed by the room of apprenticeships."""
    return _fed("R15", scope, period, Unit.SHARE)


Counted = Callable[[Scope, Period], list[Figure]]
_FEEDS: dict[str, Counted] = {}


def feed(code: str, count: Counted) -> None:
    """Let a room of training count what is `awaited`: called once when the service starts (`project.wiring`)."""
    _FEEDS[code] = count


def _fed(code: str, scope: Scope, period: Period, unit: Unit) -> list[Figure]:
    known = _FEEDS.get(code)
    return known(scope, period) if known is not None else [Figure(code, None, unit, awaited=True)]


_LIST: tuple[tuple[str, object, object, Counted], ...] = (
    ("R01", _("Returnees received"), _("People whose return became known in the period."), received),
    ("R02", _("Plans within a month"), _("Of the returnees met, those whose plan was signed within the days of the setting after the return."), planned_in_time),
    ("R03", _("Projects decided in time"), _("Of the projects decided, those decided within the days of the setting after they were first submitted."), decided_in_time),
    ("R04", _("Paid of what was committed"), _("Money paid, over money committed less what was released."), disbursed),
    ("R05", _("Businesses started"), _("Of those funded in the period, those whose activity has started."), starts),
    ("R06", _("Businesses alive"), _("Of the businesses whose month came and is known, those at work."), survivals),
    ("R07", _("Paid jobs per business"), _("Paid jobs found by the last visit, for one business visited; the promoter is not counted."), jobs),
    ("R08", _("Scores of reintegration"), _("Mean from 0 to 1 at the plan and at the end, of those asked both times; indicative while official weights are not loaded."), scores),
    ("R09", _("Lost from sight"), _("Of the cases closed, those closed because the person was lost from sight."), lost),
    ("R10", _("Mean to leave again"), _("Of those who answered at their last visit, those who mean to leave again."), leaving),
    ("R11", _("Referrals carried through"), _("Of the referrals to partners that ended, those the partner carried through."), referred),
    ("R12", _("Completed a course"), _("People who completed TRE, TRIE, CREE or GERME, once each kind; what a project says counts where no enrolment is known."), courses),
    ("R13", _("Started six months after CREE"), _("Of those whose sixth month after CREE came and is known, those whose business had started."), after_course),
    ("R14", _("Apprentices"), _("Apprentices enrolled, completed, certified; of those asked after six months, at work."), apprentices),
    ("R15", _("Visits to masters"), _("Visits to masters of apprentices, made over planned."), master_visits),
)  # fmt: skip

RETURNS: Mapping[str, Indicator] = {
    code: Indicator(code, label, definition, count)  # type: ignore[arg-type]
    for code, label, definition, count in _LIST
}
"""The indicators of reintegration by code, in the order of domain.md D.5."""


def protected(figure: Figure, smallest: int) -> Figure:
    """Return the figure emptied when it would show a small count, of those it counts or of those it leaves out.

    An amount is of nobody in number; a mean (SCORE) and a ratio are held by how many they are of.
    """
    few = [figure.over]
    if figure.code == "R04":
        return figure
    if figure.unit == Unit.RATIO:
        few = [figure.over, figure.under or 0]
    elif figure.under is not None:
        few = [figure.over, figure.under - figure.over, figure.under]
    if any(is_small(int(count), smallest) for count in few):
        return Figure(figure.code, None, figure.unit, held=True)
    return figure


def figures(scope: Scope, period: Period) -> dict[str, Figure]:
    """Return every figure of reintegration by code, as it was counted; parts have a word after their code."""
    return {figure.code: figure for item in RETURNS.values() for figure in item.count(scope, period)}


def shown_figures(scope: Scope, period: Period) -> dict[str, Figure]:
    """Return every figure as it may be shown: small counts held, and their parts where they make a total together."""
    smallest = value(SMALLEST_COUNT, period.last)
    found = figures(scope, period)
    shown = {code: protected(figure, smallest) for code, figure in found.items()}
    courses_of = [f"R12.{kind}" for kind in R12_KINDS]
    if any(shown[code].held for code in courses_of):
        # The courses make the total together: one held is held with the others.
        shown |= {code: Figure(code, None, Unit.COUNT, held=True) for code in courses_of if found[code].over}
    if shown["R04"].value is not None and is_small(_payees(scope, period), smallest):
        shown["R04"] = Figure("R04", None, Unit.SHARE, held=True)
    return shown


def _payees(scope: Scope, period: Period) -> int:
    lines = LedgerLine.objects.filter(
        scope.q("grant__case__owner_id"), within(period), entry__in=[Entry.SETTLE, Entry.COMMIT], grant__isnull=False
    )
    return lines.order_by().values("grant__case_id").distinct().count()


def parts(found: Mapping[str, Figure], code: str) -> Sequence[Figure]:
    """Return the figures of one indicator, in order."""
    return [figure for key, figure in found.items() if key == code or key.startswith(f"{code}.")]
