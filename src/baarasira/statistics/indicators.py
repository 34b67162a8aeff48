"""The indicators I01–I10 of intermediation (domain.md D.3), each defined once, over any structures and period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from statistics import median

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.enums import ROAD_STATES, SEAT_STATES
from baarasira.candidacies.models import Candidacy, Placement
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Scope
from baarasira.kernel.errors import Sentence
from baarasira.kernel.models import Move
from baarasira.openings.enums import CloseReason, OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.queries import offers as offers_of_work

from .scopes import Period


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    RATIO = "ratio"
    FRANCS = "francs"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator over one scope and period: `value` is None where there is nothing to divide by.

    `over` and `under` are the numerator and the denominator of shares and ratios (for a count, `over` is the count).
    `held` when it is kept back because it would show one person's health, or what was done to them; all else is then empty.
    `awaited` when nothing in the service records what it counts yet.
    """

    code: str
    value: float | None
    unit: Unit
    over: float = 0
    under: float | None = None
    held: bool = False
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator is called, how it is defined in one sentence, and how it is counted."""

    code: str
    label: Sentence
    definition: Sentence
    count: Callable[[Scope, Period], list[Figure]]


def _instant(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _moves(scope: Scope) -> QuerySet[Move]:
    """Return the moves of the cards of these structures."""
    moves = Move.objects.filter(noun="card")
    if scope.everywhere:
        return moves
    return moves.filter(Exists(Card.objects.filter(scope.q("office_id"), pk=OuterRef("object_id"))))


def within(period: Period, field: str = "at") -> Q:
    """Return the filter of the moments of a period."""
    return Q(**{f"{field}__gte": _instant(period.first), f"{field}__lt": _instant(period.last + timedelta(days=1))})


def _figure(code: str, over: float, under: float, unit: Unit = Unit.SHARE) -> list[Figure]:
    return [Figure(code, over / under if under else None, unit, over, under)]


def registrations(scope: Scope, period: Period) -> list[Figure]:
    """I01: people registered for the first time in the period."""
    count = Card.objects.filter(scope.q("office_id"), registered_on__range=(period.first, period.last)).count()
    return [Figure("I01", count, Unit.COUNT, count)]


def active_stock(scope: Scope, on: date) -> int:
    """Return how many registrations were active at the end of a day: what became active, less what ceased to be."""
    moves = _moves(scope).filter(at__lt=_instant(on + timedelta(days=1)))
    entered = moves.filter(target=CardState.ACTIVE).exclude(source=CardState.ACTIVE).count()
    left = moves.filter(source=CardState.ACTIVE).exclude(target=CardState.ACTIVE).count()
    return entered - left


def stock(scope: Scope, period: Period) -> list[Figure]:
    """I02: registrations active at the end of the period."""
    count = active_stock(scope, period.last)
    return [Figure("I02", count, Unit.COUNT, count)]


def renewals(scope: Scope, period: Period) -> list[Figure]:
    """I03: of the registrations that came up for renewal in the period, the share renewed by its end.

    Those renewed before their last day and those that fell due; of the latter, those renewed afterwards count as renewed.
    """
    moves = _moves(scope).filter(within(period))
    in_time = moves.filter(transition="renew", source=CardState.ACTIVE).count()
    fallen = moves.filter(transition="fall_due")
    later = Move.objects.filter(within(period), noun="card", object_id=OuterRef("object_id"), at__gte=OuterRef("at"))
    recovered = fallen.filter(Exists(later.filter(transition="renew"))).count()
    return _figure("I03", in_time + recovered, in_time + fallen.count())


def _received(scope: Scope, period: Period) -> QuerySet[Opening]:
    received = offers_of_work().filter(scope.q("office_id"), received_on__range=(period.first, period.last))
    return received.exclude(close_reason=CloseReason.ERROR)


def vacancies(scope: Scope, period: Period) -> list[Figure]:
    """I04: offers received, and places in them (those recorded by mistake left out)."""
    received = _received(scope, period)
    places = received.aggregate(places=Sum("seats"))["places"] or 0
    offers = received.count()
    return [Figure("I04", offers, Unit.COUNT, offers), Figure("I04P", places, Unit.COUNT, places)]


def _referred(scope: Scope, period: Period) -> int:
    return Candidacy.objects.filter(
        scope.q("opening__office_id"),
        ~Q(state__in=ROAD_STATES),
        referred_on__range=(period.first, period.last),
    ).count()


def referrals(scope: Scope, period: Period) -> list[Figure]:
    """I05: people referred for one place received."""
    places = _received(scope, period).aggregate(places=Sum("seats"))["places"] or 0
    return _figure("I05", _referred(scope, period), places, Unit.RATIO)


def placed(scope: Scope, period: Period) -> int:
    """Return the confirmed placements whose first day worked lies in the period."""
    return Placement.objects.filter(scope.q("office_id"), first_day__range=(period.first, period.last)).count()


def placements(scope: Scope, period: Period) -> list[Figure]:
    """I06: confirmed placements by their first day worked; a job lost later leaves the count as it is."""
    count = placed(scope, period)
    return [Figure("I06", count, Unit.COUNT, count)]


def fill_rate(scope: Scope, period: Period) -> list[Figure]:
    """I07: of the places of the offers closed in the period, the share filled by the agency."""
    closed = offers_of_work().filter(
        scope.q("office_id"),
        closed_on__range=(period.first, period.last),
        state__in=[OpeningState.FILLED, OpeningState.PART_FILLED, OpeningState.UNFILLED],
    )
    places = closed.aggregate(places=Sum("seats"))["places"] or 0
    filled = Candidacy.objects.filter(opening__in=closed.values("pk"), state__in=SEAT_STATES).count()
    return _figure("I07", filled, places)


def time_to_fill(scope: Scope, period: Period) -> list[Figure]:
    """I08: median of the days from publication to hire, of the hires of the period."""
    hires = _hires(scope, period).filter(opening__published_at__isnull=False)
    days = [
        (hired_on - published_at.date()).days
        for hired_on, published_at in hires.values_list("hired_on", "opening__published_at")
        if hired_on is not None and published_at is not None
    ]
    return [Figure("I08", median(days) if days else None, Unit.DAYS, len(days))]


def _hires(scope: Scope, period: Period) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(
        scope.q("opening__office_id"), hired_on__range=(period.first, period.last), state__in=SEAT_STATES
    ).order_by()


def selection_ratio(scope: Scope, period: Period) -> list[Figure]:
    """I09: people referred for one hired."""
    return _figure("I09", _referred(scope, period), _hires(scope, period).count(), Unit.RATIO)


def placement_rate(scope: Scope, period: Period) -> list[Figure]:
    """I10: people placed in the period over the average of the active stock at its two ends."""
    people = (
        Placement.objects.filter(scope.q("office_id"), first_day__range=(period.first, period.last))
        .values("candidacy__person")
        .distinct()
        .count()
    )
    average = (active_stock(scope, period.first - timedelta(days=1)) + active_stock(scope, period.last)) / 2
    return _figure("I10", people, average)


INDICATORS: Mapping[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator("I01", _("Registrations"), _("People registered for the first time in the period."), registrations),
        Indicator("I02", _("Active stock"), _("Registrations in force at the end of the period."), stock),
        Indicator(
            "I03",
            _("Renewal rate"),
            _("Of the cards that came up for renewal in the period, the share renewed by its end."),
            renewals,
        ),
        Indicator("I04", _("Offers and places received"), _("Offers received, and the places in them."), vacancies),
        Indicator("I05", _("Referral rate"), _("People referred for one place received."), referrals),
        Indicator("I06", _("Placements"), _("Hires confirmed, by their first day worked."), placements),
        Indicator(
            "I07", _("Fill rate"), _("Of the places of offers closed in the period, the share filled."), fill_rate
        ),
        Indicator("I08", _("Time to fill"), _("Median of days from publication to hire."), time_to_fill),
        Indicator("I09", _("Selection ratio"), _("People referred for one person hired."), selection_ratio),
        Indicator(
            "I10", _("Placement rate"), _("People placed, over the average active stock of the period."), placement_rate
        ),
    )
}


def figures(scope: Scope, period: Period) -> dict[str, Figure]:
    """Return every indicator, by code (I04P: the places beside the offers of I04)."""
    return {figure.code: figure for indicator in INDICATORS.values() for figure in indicator.count(scope, period)}
