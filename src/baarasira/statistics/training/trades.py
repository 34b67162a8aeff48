"""Trades that offers ask for and trades that people are trained in, by region: where nobody is trained, and the reverse.

Asked for: the seats of the job offers received in a year for that region, by ISCO-08 unit group. Trained: the people of the
region (by their own residence) who began that year a course or an apprenticeship that leads to the unit group. Seats are of
nobody; people are few at times, and held (`protection`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum as Total

from baarasira.kernel.actor import Scope
from baarasira.openings.enums import OpeningState
from baarasira.openings.queries import offers
from baarasira.training.apprenticeships.models import Contract
from baarasira.training.courses.enums import EnrolmentState
from baarasira.training.courses.models import Enrolment

from ..returns.board import HELD, Shown
from ..returns.protection import Sum, withheld

EVERYWHERE = ""

Place = tuple[str, str]
"""A trade and a region; the region empty for the whole territory."""


@dataclass(frozen=True, slots=True)
class Trades:
    """Seats asked for and people trained, by trade and region; `held` where people are few."""

    asked: Mapping[Place, int]
    taught: Mapping[Place, int]
    held: frozenset[Place]

    @property
    def regions(self) -> tuple[str, ...]:
        """The codes of the regions in which something is asked for or taught."""
        return tuple(sorted({region for _trade, region in {*self.asked, *self.taught} if region}))

    def trained(self, trade: str, region: str) -> Shown:
        """Return how many people are trained in a trade."""
        place = (trade, region)
        return HELD if place in self.held else Shown(self.taught.get(place, 0))

    def lines(self, region: str) -> list["Line"]:
        """Return the trades of a region, the most asked for first, then those that nobody asks for."""
        known = {trade for trade, where in {*self.asked, *self.taught} if where == region}
        found = [Line(trade, self.asked.get((trade, region), 0), self.trained(trade, region)) for trade in known]
        return sorted(found, key=lambda line: (-line.asked, line.trade))


@dataclass(frozen=True, slots=True)
class Line:
    """One trade of a region: the seats that offers ask for, the people trained in it."""

    trade: str
    asked: int
    trained: Shown

    @property
    def untaught(self) -> bool:
        """Offers ask for it and nobody is trained in it. A count held back is somebody."""
        return self.asked > 0 and not self.trained.held and not self.trained.value

    @property
    def unasked(self) -> bool:
        """People are trained in it and no offer asks for it."""
        return self.asked == 0


def trades(scope: Scope, first: date, last: date, smallest: int) -> Trades:
    """Return what was asked for and taught between two days, over a territory. Three queries."""
    asked: Counter[Place] = Counter()
    rows = offers().filter(scope.q("office_id"), received_on__range=(first, last)).exclude(occupation="")
    rows = rows.exclude(state__in=[OpeningState.RECEIVED, OpeningState.CANCELLED])
    for trade, region, seats in rows.order_by().values_list("occupation", "region_id").annotate(sum=Total("seats")):
        _add(asked, trade, region, seats)
    taught: Counter[Place] = Counter()
    for trade, region in _people(scope, first, last):
        _add(taught, trade, region, 1)
    return Trades(asked, taught, _held(taught, smallest))


def _add(counts: Counter[Place], trade: str, region: str | None, number: int) -> None:
    counts[trade, EVERYWHERE] += number
    if region:
        counts[trade, region] += number


def _people(scope: Scope, first: date, last: date) -> Sequence[tuple[str, str | None]]:
    enrolled = Enrolment.objects.filter(scope.q("session__centre_id"), session__starts_on__range=(first, last))
    enrolled = enrolled.exclude(session__course__occupation="").exclude(state=EnrolmentState.CANCELLED)
    bound = Contract.objects.filter(scope.q("centre_id"), starts_on__range=(first, last), approved_on__isnull=False)
    bound = bound.exclude(trade__occupation="")
    return [
        *enrolled.order_by().values_list("session__course__occupation", "person__region_id"),
        *bound.order_by().values_list("trade__occupation", "person__region_id"),
    ]


def _held(taught: Mapping[Place, int], smallest: int) -> frozenset[Place]:
    """Return what is held: the whole territory is the sum of its regions, and of people whose region is not known."""
    nowhere = "?"
    values = dict(taught)
    parts: dict[str, list[Place]] = {}
    for trade, region in taught:
        if region:
            parts.setdefault(trade, []).append((trade, region))
    sums = []
    for trade, places in parts.items():
        rest = taught[trade, EVERYWHERE] - sum(taught[place] for place in places)
        if rest:
            values[trade, nowhere] = rest
            places.append((trade, nowhere))
        sums.append(Sum((trade, EVERYWHERE), tuple(places)))
    return frozenset(place for place in withheld(values, sums, smallest) if place[1] != nowhere)
