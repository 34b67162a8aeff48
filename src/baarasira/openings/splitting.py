"""From a campaign and the department's order to the split of its seats: figures are read here, the rule is in `split`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count
from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Territory
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.programmes.compiled.model import Seats
from baarasira.programmes.enums import SplitWeight

from . import files
from .campaign_details import SplitOrder
from .models import Campaign
from .split import Part, inverse, invited, mixed, split

LEVELS = (TerritoryKind.REGION, TerritoryKind.CERCLE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A split ready to be kept: the mix it came from, each territory's part, how many each invites."""

    mix: Mapping[str, int]
    parts: Sequence[Part]
    invited: Mapping[str, int]


def order_of(campaign: Campaign) -> SplitOrder:
    """Return the order the programme itself gives: its level and its mix, among every territory of that level."""
    seats = campaign.programme_version.compiled.seats
    by = seats.split_by if seats is not None and seats.split_by else TerritoryKind.REGION.value
    mix = dict(seats.weights) if seats is not None and seats.weights else {SplitWeight.EQUAL.value: 100}
    return SplitOrder(by=by, mix=mix)


def propose(campaign: Campaign, order: SplitOrder, on: date) -> Proposal:
    """Return the split of a campaign's seats by an order. Raises RuleRefused when it cannot be computed."""
    if order.by not in LEVELS:
        raise _refused("split_level", _("Seats are split between regions or between cercles."), "by")
    rows = {row.code: row for row in Territory.objects.filter(kind=order.by)}
    codes = sorted(set(order.among) or rows)
    if unknown := [code for code in codes if code not in rows]:
        sentence = _("These are not territories of this level: %(codes)s.") % {"codes": ", ".join(unknown)}
        raise _refused("split_territory", sentence, "among")
    weights = order.weights if order.weights is not None else _weights(campaign, order, codes, rows)
    if not codes or set(weights) != set(codes) or min(weights.values()) < 0 or sum(weights.values()) <= 0:
        sentence = _("Give every territory that takes part a weight; one at least is above zero.")
        raise _refused("split_weights", sentence, "weights")
    parts = split(campaign.opening.seats, weights)
    seats = campaign.programme_version.compiled.seats
    mix = {} if order.weights is not None else order.mix
    return Proposal(mix, parts, {part.code: _invited(part, seats) for part in parts})


def _refused(code: str, sentence: str, field: str) -> RuleRefused:
    return RuleRefused([Finding(code, sentence, field, source="A.7")])


def _invited(part: Part, seats: Seats | None) -> int:
    if seats is None:
        return part.seats
    ratio = None if seats.ratio is None else Fraction(seats.ratio)
    return invited(part.seats, ratio=ratio, each=seats.invited_per_territory)


def _weights(
    campaign: Campaign, order: SplitOrder, codes: Sequence[str], rows: Mapping[str, Territory]
) -> dict[str, int]:
    if not order.mix or min(order.mix.values()) < 0 or sum(order.mix.values()) <= 0:
        raise _refused("split_mix", _("Say what the seats are split by: at least one figure counts."), "mix")
    figures = {name: _figure(name, campaign, order.by, codes, rows) for name, points in order.mix.items() if points}
    mix = {name: points for name, points in order.mix.items() if points}
    try:
        return mixed(codes, mix, figures)
    except ValueError as missing:
        sentence = _("“%(figure)s” is known of none of these territories. Choose another figure, or give the weights.")
        words = {"figure": SplitWeight(str(missing)).label}
        raise _refused("split_figure", sentence % words, "mix") from None


def _figure(
    name: str, campaign: Campaign, level: str, codes: Sequence[str], rows: Mapping[str, Territory]
) -> Mapping[str, Fraction]:
    """Return one figure of the mix by territory; empty where the service does not know it."""
    match name:
        case SplitWeight.EQUAL:
            return dict.fromkeys(codes, Fraction(1))
        case SplitWeight.POPULATION:
            return {code: Fraction(_population(rows[code])) for code in codes}
        case SplitWeight.REGISTERED:
            counted = _registered(level)
            return {code: Fraction(counted.get(code, 0)) for code in codes}
        case SplitWeight.FORMER_DEPARTURES:
            return inverse(files.former_departures(campaign.programme_version.programme_id, level), codes)
        case _:
            return {}


def _population(row: Territory) -> int:
    return (row.population_male or 0) + (row.population_female or 0)


def _registered(level: str) -> dict[str, int]:
    """Return {territory: job seekers on file} of one level. One query."""
    field = "region_id" if level == TerritoryKind.REGION else "cercle_id"
    rows = Person.objects.filter(state=PersonState.OPEN, **{f"{field}__isnull": False})
    return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))
