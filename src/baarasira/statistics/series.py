"""Figures over time and over the territory: by month, by region, by structure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from baarasira.candidacies.models import Placement
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Scope
from baarasira.network.models import Structure, StructureKind, Territory, TerritoryKind
from baarasira.network.queries import subtree_ids
from baarasira.openings.queries import offers

from .indicators import Figure, active_stock, figures
from .scopes import Period


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """The flow of one calendar month: registrations, places received, placements, and the stock at its end."""

    period: Period
    registrations: int
    places: int
    placements: int
    stock: int


def by_month(scope: Scope, period: Period) -> list[MonthFlow]:
    """Return the flow of each calendar month of a period, the first and the last cut to it."""
    cards = Card.objects.filter(scope.q("office_id"), registered_on__range=(period.first, period.last))
    registered = _per_month(cards, "registered_on")
    placed = _per_month(
        Placement.objects.filter(scope.q("office_id"), first_day__range=(period.first, period.last)), "first_day"
    )
    received: dict[tuple[int, int], int] = defaultdict(int)
    openings = offers().filter(scope.q("office_id"), received_on__range=(period.first, period.last))
    for day, seats in openings.order_by().values_list("received_on", "seats"):
        received[day.year, day.month] += seats
    return [
        MonthFlow(
            month,
            registered.get(key, 0),
            received.get(key, 0),
            placed.get(key, 0),
            active_stock(scope, month.last),
        )
        for month in period.months()
        if (key := (month.first.year, month.first.month))
    ]


def _per_month(rows, field: str) -> dict[tuple[int, int], int]:  # type: ignore[no-untyped-def]
    counted = rows.order_by().annotate(month=TruncMonth(field)).values_list("month").annotate(number=Count("pk"))
    return {(month.year, month.month): number for month, number in counted}


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """What a region's tile and row show: people registered and active who live there, places there, placements."""

    code: str
    name: str
    active: int
    registrations: int
    places: int
    placements: int


def by_region(scope: Scope, period: Period) -> list[RegionFigures]:
    """Return the figures of every region, in the order of their codes; people count where they live."""
    home = "person__region_id"
    cards = Card.objects.filter(scope.q("office_id")).order_by()
    active = _per_region(cards.filter(state=CardState.ACTIVE), home)
    registered = _per_region(cards.filter(registered_on__range=(period.first, period.last)), home)
    placed = _per_region(
        Placement.objects.filter(scope.q("office_id"), first_day__range=(period.first, period.last)).order_by(),
        "candidacy__person__region_id",
    )
    places: dict[str, int] = defaultdict(int)
    openings = offers().filter(scope.q("office_id"), received_on__range=(period.first, period.last))
    for region, seats in openings.order_by().values_list("region_id", "seats"):
        places[region or ""] += seats
    regions = Territory.objects.filter(kind=TerritoryKind.REGION).order_by("code_ct", "code")
    return [
        RegionFigures(
            region.code,
            region.name,
            active.get(region.code, 0),
            registered.get(region.code, 0),
            places.get(region.code, 0),
            placed.get(region.code, 0),
        )
        for region in regions
    ]


def _per_region(rows, field: str) -> Mapping[str, int]:  # type: ignore[no-untyped-def]
    return {code: number for code, number in rows.values_list(field).annotate(number=Count("pk")) if code}


@dataclass(frozen=True, slots=True)
class StructureFigures:
    """One structure's line of the table: its indicators, by code."""

    structure: Structure
    figures: Mapping[str, Figure]


def by_structure(scope: Scope, period: Period, below: UUID | None = None) -> list[StructureFigures]:
    """Return the indicators of the structures one level down: directorates of the country, offices of a directorate."""
    open_now = Q(closed_on__isnull=True) | Q(closed_on__gt=period.first)
    kinds = [StructureKind.DIRECTORATE, StructureKind.LOCAL_OFFICE]
    rows = Structure.objects.filter(open_now, kind__in=kinds)
    if below is not None:
        rows = rows.filter(parent_id=below)
    elif scope.everywhere:
        rows = rows.filter(kind=StructureKind.DIRECTORATE)
    else:
        rows = rows.filter(pk__in=scope.structures, kind=StructureKind.LOCAL_OFFICE)
    return [
        StructureFigures(row, figures(Scope(structures=frozenset(subtree_ids([row.pk]))), period))
        for row in rows.order_by("name")
    ]


def comparison(scope: Scope, period: Period) -> Mapping[str, Figure]:
    """Return the indicators of the same days a year before, to say what changed."""
    shift = timedelta(days=365)
    return figures(scope, Period(period.first - shift, period.last - shift))
