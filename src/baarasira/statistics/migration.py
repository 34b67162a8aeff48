"""The indicators M01–M18 of campaigns and migration (domain.md D.4), each defined once, over any structures and period.

A file counts where its person's office is, where it was registered, or in the department of its campaign. Every figure is
counted from what was recorded on the way: steps, contracts, journeys, costs, incidents. Where a cell would show one
person's health, or what was done to them, it is held back (`hold`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from statistics import mean, median
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.enums import ROAD_STATES
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.actor import Scope
from baarasira.kernel.models import Move
from baarasira.mobility.contracts.enums import ContractState, Outcome
from baarasira.mobility.contracts.models import ContractCheck, WorkContract
from baarasira.mobility.incidents.enums import ENDED, SENSITIVE, IncidentKind
from baarasira.mobility.incidents.models import Incident, Survey
from baarasira.mobility.incidents.queries.costs import Ratio, borne_by_worker, recruitment_cost
from baarasira.mobility.journeys.enums import Stage
from baarasira.mobility.journeys.models import Journey
from baarasira.mobility.journeys.recalling import standings
from baarasira.openings.models import Campaign, CampaignShare
from baarasira.people.enums import Sex
from baarasira.programmes.enums import ProgrammeKind
from baarasira.programmes.kinds import KINDS, ReturnProof
from baarasira.reference.parameters import ARRIVAL_CONFIRM_DAYS, SMALLEST_COUNT
from baarasira.reference.queries import value

from .indicators import Figure, Indicator, Unit, within
from .scopes import Period

DAYS_IN_MONTH = 365.2425 / 12
"""Days of a worker-month: the mean month of the calendar."""

YIELDS = (("M02E", "eligibility"), ("M02S", "selection"), ("M02M", "medical"), ("M02V", "visa"))
"""The stages whose yield is counted: going in, and the share that comes out well."""


def reach(scope: Scope, prefix: str = "") -> Q:
    """Return the filter of the files that count in these structures."""
    if scope.everywhere:
        return Q()
    fields = ("office_id", "person__office_id", "opening__office_id")
    found = Q()
    for field in fields:
        found |= scope.q(f"{prefix}{field}")
    return found


def _files(scope: Scope) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(reach(scope), state__in=ROAD_STATES).order_by()


def _departed(scope: Scope, period: Period) -> QuerySet[Candidacy]:
    return _files(scope).filter(departed_on__range=(period.first, period.last))


def _closed(scope: Scope, period: Period, kind: str) -> dict[UUID, str]:
    """Return how the last step of a kind closed in the period ended, by file."""
    rows = CandidacyStep.objects.filter(reach(scope, "candidacy__"), within(period, "closed_at"), kind=kind)
    return dict(rows.order_by("closed_at", "position").values_list("candidacy_id", "ending"))


def _share(code: str, over: float, under: float, unit: Unit = Unit.SHARE) -> Figure:
    return Figure(code, over / under if under else None, unit, over, under)


def hold(figure: Figure, smallest: int) -> Figure:
    """Return the figure emptied when the people it counts, or those it leaves out, are some but fewer than `smallest`."""
    rest = (figure.under or 0) - figure.over if figure.under is not None else 0
    if 0 < figure.over < smallest or 0 < rest < smallest:
        return Figure(figure.code, None, figure.unit, held=True)
    return figure


def applicants(scope: Scope, period: Period) -> list[Figure]:
    """M01: people who applied for one place, of the campaigns whose applications closed in the period."""
    campaigns = Campaign.objects.filter(scope.q("opening__office_id"), closes_on__range=(period.first, period.last))
    campaigns = campaigns.filter(published_at__isnull=False)
    places = campaigns.aggregate(places=Sum("opening__seats"))["places"] or 0
    number = Candidacy.objects.filter(opening_id__in=campaigns.values("pk"), state__in=ROAD_STATES).count()
    return [_share("M01", number, places, Unit.RATIO)]


def yields(scope: Scope, period: Period) -> list[Figure]:
    """M02: of the files that went through a stage in the period, the share that came out well; the medical one is held."""
    found = []
    smallest = value(SMALLEST_COUNT, period.last)
    for code, kind in YIELDS:
        good = {ending.key for ending in KINDS[kind].endings if ending.favourable}
        endings = _closed(scope, period, kind)
        figure = _share(code, sum(ending in good for ending in endings.values()), len(endings))
        found.append(hold(figure, smallest) if kind == "medical" else figure)
    return found


def equity(scope: Scope, period: Period) -> list[Figure]:
    """M03: half the sum, over the territories, of how far the share that left is from the share aimed at (0: as aimed)."""
    left = Candidacy.objects.filter(
        scope.q("opening__office_id"), state__in=ROAD_STATES, departed_on__range=(period.first, period.last)
    )
    rows = list(left.order_by().values_list("opening_id", "region_id", "cercle_id"))
    shares = CampaignShare.objects.filter(campaign_id__in={row[0] for row in rows})
    aimed: dict[str, int] = {}
    served: set[tuple[UUID, str]] = set()
    for campaign, territory, seats in shares.values_list("campaign_id", "territory_id", "seats"):
        aimed[territory] = aimed.get(territory, 0) + seats
        served.add((campaign, territory))
    placed: dict[str, int] = {}
    for campaign, region, cercle in rows:
        place = cercle if (campaign, cercle) in served else region
        placed[place or ""] = placed.get(place or "", 0) + 1
    total, seats_aimed = sum(placed.values()), sum(aimed.values())
    if not total or not seats_aimed:
        return [Figure("M03", None, Unit.SHARE)]
    apart = sum(abs(placed.get(place, 0) / total - aimed.get(place, 0) / seats_aimed) for place in {*placed, *aimed})
    return [Figure("M03", apart / 2, Unit.SHARE, apart / 2, None)]


def women(scope: Scope, period: Period) -> list[Figure]:
    """M04: the share of women among those who applied, were selected, left, in the period."""
    applied = _files(scope).filter(referred_on__range=(period.first, period.last))
    chosen = [key for key, ending in _closed(scope, period, "selection").items() if ending == "selected"]
    stages = (
        ("M04A", applied),
        ("M04S", Candidacy.objects.filter(pk__in=chosen).order_by()),
        ("M04D", _departed(scope, period)),
    )
    return [_share(code, rows.filter(person__sex=Sex.FEMALE).count(), rows.count()) for code, rows in stages]


def delay(scope: Scope, period: Period) -> list[Figure]:
    """M05: median of days from the offer received to the departure, of those who left in the period."""
    rows = _departed(scope, period).values_list("departed_on", "opening__received_on")
    days = [(left - received).days for left, received in rows if left is not None]
    return [Figure("M05", median(days) if days else None, Unit.DAYS, len(days))]


def compliance(scope: Scope, period: Period) -> list[Figure]:
    """M06: of the contracts first decided or returned in the period, the share given the visa at once, without reservation."""
    keys = WorkContract.objects.filter(reach(scope, "candidacy__")).values("pk")
    first: dict[UUID, str] = {}
    moves = Move.objects.filter(noun="contract", source=ContractState.UNDER_REVIEW, object_id__in=keys)
    earlier = set(moves.filter(at__date__lt=period.first).values_list("object_id", flat=True))
    for key, transition in moves.filter(within(period)).order_by("at", "id").values_list("object_id", "transition"):
        if key not in earlier:
            first.setdefault(key, transition)
    return [_share("M06", sum(name == "grant" for name in first.values()), len(first))]


def briefed(scope: Scope, period: Period) -> list[Figure]:
    """M07: of those who left in the period, the share that followed and passed the session before departure."""
    left = _departed(scope, period)
    passed = CandidacyStep.objects.filter(candidacy__in=left.values("pk"), kind="session", ending="completed")
    return [_share("M07", passed.values("candidacy_id").distinct().count(), left.count())]


def arrivals(scope: Scope, period: Period) -> list[Figure]:
    """M08: of those who left in the period, the share whose arrival was confirmed within the days of the setting."""
    left = dict(_departed(scope, period).values_list("pk", "departed_on"))
    within = timedelta(days=value(ARRIVAL_CONFIRM_DAYS, period.last))
    rows = CandidacyStep.objects.filter(candidacy_id__in=list(left), kind="arrival", ending="arrived")
    in_time = {
        key
        for key, closed_at in rows.values_list("candidacy_id", "closed_at")
        if closed_at is not None and (day := left[key]) is not None and closed_at.date() <= day + within
    }
    return [_share("M08", len(in_time), len(left))]


def kept(scope: Scope, period: Period) -> list[Figure]:
    """M09: of those who had arrived and whose follow-up ended in the period, the share still in the post at its end."""
    endings = _closed(scope, period, "follow_up")
    return [_share("M09", sum(ending == "completed" for ending in endings.values()), len(endings))]


def returns(scope: Scope, period: Period) -> list[Figure]:
    """M10: of the returns due or ended in the period, the share proved; then by what proves them."""
    rows = CandidacyStep.objects.filter(reach(scope, "candidacy__"), kind="return").filter(
        within(period, "due_at") | within(period, "closed_at")
    )
    found = {
        key: (ending, values.get("proof", ""))
        for key, ending, values in rows.order_by("position").values_list("candidacy_id", "ending", "values")
    }
    proofs = [proof for ending, proof in found.values() if ending == "returned"]
    parts = [_share(f"M10.{code}", proofs.count(code), len(found)) for code in ReturnProof.values]
    return [_share("M10", len(proofs), len(found)), *parts]


def repeaters(scope: Scope, period: Period) -> list[Figure]:
    """M11: of those back who could be recalled in the period, the share recalled: a later journey was opened in it."""
    back = Journey.objects.filter(
        reach(scope, "candidacy__"), stage=Stage.BACK, returned_on__lte=period.last,
        opening__campaign__programme_version__kind__in=[ProgrammeKind.SEASONAL, ProgrammeKind.RECALL],
    )  # fmt: skip
    later = dict(
        Journey.objects.filter(follows__in=back.values("pk"))
        .order_by("-id")
        .values_list("follows_id", "candidacy__referred_on")
    )
    rows = list(back.select_related("person", "opening").order_by("id"))
    recalled = {key for key, on in later.items() if period.first <= on <= period.last}
    waiting = [row for row in rows if row.pk not in later]
    able = {row.journey.pk for row in standings(waiting, period.last) if row.recallable}
    return [_share("M11", len(recalled), len(recalled | able))]


def days_abroad(scope: Scope, period: Period) -> int:
    """Return the days that people spent abroad in the period, each counted from the departure to the return, both included.

    Who has not come back, and whose road has not ended, is abroad to the last day of the period.
    """
    rows = Journey.objects.filter(reach(scope, "candidacy__"), departed_on__lte=period.last).order_by()
    total = 0
    for left, back, over in rows.values_list("departed_on", "returned_on", "candidacy__ended_on"):
        if left is not None:
            end = min(back or over or period.last, period.last)
            total += max(0, (end - max(left, period.first)).days + 1)
    return total


def _reported(scope: Scope, period: Period) -> QuerySet[Incident]:
    here = scope.q("office_id") if scope.everywhere else scope.q("office_id") | scope.q("person__office_id")
    rows = Incident.objects.filter(here, within(period, "reported_at"))
    return rows.exclude(kind=IncidentKind.WORKER_BREACH).order_by()


def incidents(scope: Scope, period: Period) -> list[Figure]:
    """M12: incidents reported in the period for 100 worker-months abroad; the worker's own breaches are not counted."""
    months = days_abroad(scope, period) / DAYS_IN_MONTH
    number = _reported(scope, period).count()
    return [Figure("M12", 100 * number / months if months else None, Unit.RATIO, number, months)]


def incidents_by_kind(scope: Scope, period: Period) -> list[tuple[str, Figure]]:
    """Return the incidents of the period by kind, with their rate; of health and violence, small counts are put together.

    Where one of the sensitive kinds has fewer than the smallest count, those that do are one line under an empty name,
    itself held while it is smaller than that.
    """
    months = days_abroad(scope, period) / DAYS_IN_MONTH
    smallest = value(SMALLEST_COUNT, period.last)
    counts = dict(_reported(scope, period).values_list("kind").annotate(number=Count("pk")))
    together = sum(number for kind, number in counts.items() if kind in SENSITIVE and number < smallest)
    found = [
        (kind, _rate(number, months)) for kind, number in counts.items() if kind not in SENSITIVE or number >= smallest
    ]
    found.sort(key=lambda item: (-item[1].over, item[0]))
    if together:
        small = Figure("M12", None, Unit.RATIO, held=True) if together < smallest else _rate(together, months)
        found.append(("", small))
    return found


def _rate(number: int, months: float) -> Figure:
    return Figure("M12", 100 * number / months if months else None, Unit.RATIO, number, months)


def in_time(scope: Scope, period: Period) -> list[Figure]:
    """M13: of the incidents ended in the period, the share ended within the deadline of their severity."""
    here = scope.q("office_id") if scope.everywhere else scope.q("office_id") | scope.q("person__office_id")
    ended = Incident.objects.filter(here, within(period, "closed_at"), state__in=ENDED).order_by()
    return [_share("M13", ended.filter(closed_at__lte=F("due_at")).count(), ended.count())]


def worker_paid(scope: Scope, period: Period) -> list[Figure]:
    """M14: what those who left in the period paid themselves: the mean in francs, and the share who paid nothing."""
    keys = list(_departed(scope, period).values_list("pk", flat=True))
    paid = [francs for francs, known in borne_by_worker(keys).values() if known]
    zero = sum(francs == 0 for francs in paid)
    return [
        Figure("M14", mean(paid) if paid else None, Unit.FRANCS, sum(paid), len(paid)),
        _share("M14Z", zero, len(paid)),
    ]


def wages(scope: Scope, period: Period) -> list[Figure]:
    """M15: of the contracts signed in the period whose wage was compared, the share that holds the minimum of that day."""
    signed = WorkContract.objects.filter(reach(scope, "candidacy__"), signed_on__range=(period.first, period.last))
    checks = ContractCheck.objects.filter(contract__in=signed.values("pk"), rule="minimum_wage")
    rows = checks.exclude(outcome=Outcome.UNKNOWN).order_by("made_at", "position", "id")
    last = dict(rows.values_list("contract_id", "outcome"))
    return [_share("M15", sum(outcome == Outcome.PASSED for outcome in last.values()), len(last))]


def _asked(scope: Scope, period: Period) -> QuerySet[Survey]:
    rows = Survey.objects.filter(reach(scope, "candidacy__"), asked_on__range=(period.first, period.last))
    return rows.order_by("asked_on", "id")


def sent(scope: Scope, period: Period) -> list[Figure]:
    """M16: median of what workers say they sent home or saved in a month, of those who wished to say, the last answer of each."""
    rows = _asked(scope, period).filter(sent__isnull=False).values_list("candidacy_id", "sent")
    answers = [francs for francs in dict(rows).values() if francs is not None]
    return [Figure("M16", median(answers) if answers else None, Unit.FRANCS, len(answers))]


def channels(scope: Scope, period: Period) -> list[Figure]:
    """M17: of the workers asked in the period, the share who know where to complain."""
    answers = dict(
        _asked(scope, period).filter(knows_channel__isnull=False).values_list("candidacy_id", "knows_channel")
    )
    return [_share("M17", sum(bool(known) for known in answers.values()), len(answers))]


def uninsured(scope: Scope, period: Period) -> list[Figure]:
    """M18: median of days from the departure to the registration with social security, of those registered in the period."""
    rows = Journey.objects.filter(
        reach(scope, "candidacy__"), social_security_on__range=(period.first, period.last), departed_on__isnull=False
    )
    pairs = rows.order_by().values_list("departed_on", "social_security_on")
    days = [(on - left).days for left, on in pairs if left is not None and on is not None]
    return [Figure("M18", median(days) if days else None, Unit.DAYS, len(days))]


_Counted = Callable[[Scope, Period], list[Figure]]
_LIST: tuple[tuple[str, object, object, _Counted], ...] = (
    ("M01", _("Applicants per place"), _("People who applied, for one place of the campaigns closed to applications."), applicants),
    ("M02", _("Yield by stage"), _("Of the files that went through a stage, the share that came out well."), yields),
    ("M03", _("Regional equity"), _("Half the sum of the distances between the share that left and the share aimed at; 0 is as aimed."), equity),
    ("M04", _("Share of women by stage"), _("Women among those who applied, were selected, left."), women),
    ("M05", _("Offer to departure"), _("Median of days from the offer received to the departure."), delay),
    ("M06", _("Contracts conform at once"), _("Contracts given the visa without reservation at their first review."), compliance),
    ("M07", _("Prepared before departure"), _("Of those who left, those who followed and passed the session."), briefed),
    ("M08", _("Arrivals confirmed in time"), _("Of those who left, those whose arrival was confirmed within the days of the setting."), arrivals),
    ("M09", _("Kept in the post"), _("Of those whose follow-up ended, those in the post to the end of the contract."), kept),
    ("M10", _("Returns proved"), _("Of the returns due, those proved, by what proves them."), returns),
    ("M11", _("Recalled"), _("Of those who could be recalled, those who were."), repeaters),
    ("M12", _("Incident rate"), _("Incidents reported for 100 worker-months abroad."), incidents),
    ("M13", _("Incidents ended in time"), _("Of the incidents ended, those ended within the deadline of their severity."), in_time),
    ("M14", _("Paid by the worker"), _("Mean of what those who left paid themselves, and the share who paid nothing."), worker_paid),
    ("M15", _("Minimum wage held"), _("Of the contracts signed and compared, those that hold the minimum wage of that day."), wages),
    ("M16", _("Sent home or saved"), _("Median of what workers say they sent or saved in a month, as they wish."), sent),
    ("M17", _("Knows where to complain"), _("Of the workers asked, those who know where to complain."), channels),
    ("M18", _("Days without cover"), _("Median of days from the departure to the registration with social security."), uninsured),
)  # fmt: skip

MIGRATION: Mapping[str, Indicator] = {
    code: Indicator(code, label, definition, count)  # type: ignore[arg-type]
    for code, label, definition, count in _LIST
}
"""The indicators of migration by code, in the order of domain.md D.4."""


def figures(scope: Scope, period: Period) -> dict[str, Figure]:
    """Return every figure of migration by code; those of stages and of proofs have a letter or a word after theirs."""
    return {figure.code: figure for item in MIGRATION.values() for figure in item.count(scope, period)}


def sdg(scope: Scope, period: Period) -> tuple[Ratio, Ratio]:
    """Return SDG 10.7.1 (cost over first month's earnings) and its seasonal look-alike, of those back in the period (D.6)."""
    return recruitment_cost(scope, period.first, period.last)


def parts(found: Mapping[str, Figure], code: str) -> Iterable[Figure]:
    """Yield the figures of one indicator, in order."""
    return (figure for key, figure in found.items() if key == code or key.startswith(code))
