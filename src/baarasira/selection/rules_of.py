"""The rules of a run: the programme's quotas, the campaign's territorial split, what the department moved, with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from baarasira.openings.models import Campaign
from baarasira.programmes.compiled.model import Programme, Quota

from .applicants_file import Line
from .models import QuotaChange
from .rules_file import QuotaLine, RunRules


def reserve_length(programme: Programme, seats: int) -> int:
    """Return how many people each reserve list holds at most: the programme's ratio of the seats, rounded up."""
    ratio = programme.seats.reserve_ratio if programme.seats else None
    return int((Decimal(seats) * ratio).to_integral_value(ROUND_CEILING)) if ratio is not None else 0


def columns_read(programme: Programme, campaign: Campaign) -> set[str]:
    """Return the attributes that the quotas, the split and the reserve of a campaign read."""
    read = {column for quota in programme.quotas for column in quota.where}
    if campaign.split_by and campaign.shares.filter(seats__gt=0).exists():
        read.add(campaign.split_by)
    return read | ({programme.seats.reserve_by} if programme.seats and programme.seats.reserve_by else set())


def rules_for(
    campaign: Campaign,
    *,
    seats: int,
    seed: str,
    reserve: int,
    reserve_by: str,
    lines: Sequence[Line],
    changes: Collection[QuotaChange] = (),
) -> RunRules:
    """Return the rules of a run on a closed list, in the language of the installation.

    A territory's seats are guaranteed to it: its quota asks for at least that many of its people, or for all of them where
    fewer are on the list; the seats it cannot fill go to the others, so that no seat stays empty for the split's sake.
    """
    programme = campaign.programme_version.compiled
    with translation.override(settings.LANGUAGE_CODE):
        quotas = [_quota(quota, lines) for quota in programme.quotas]
        quotas += _split(campaign, lines, {quota.name for quota in quotas})
        quotas = [_changed(quota, changes) for quota in quotas]
    return RunRules(seats, seed, reserve, reserve_by if reserve else "", tuple(quotas))


def _quota(quota: Quota, lines: Sequence[Line]) -> QuotaLine:
    where = {column: _cells(column, wanted, lines) for column, wanted in quota.where.items()}
    bounds = {"min": quota.min, "max": quota.max, "min_share": quota.min_share, "max_share": quota.max_share}
    return QuotaLine(name=quota.name.replace(";", ","), where=where, basis=quota.basis, **bounds)  # type: ignore[arg-type]


def _cells(column: str, wanted: Sequence[str], lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the cells that count: for occupations, every unit group of the list inside the groups wanted."""
    if column != "occupation":
        return tuple(wanted)
    held = {line.attributes.get(column, "") for line in lines}
    return tuple(sorted(code for code in held if code and code.startswith(tuple(wanted)))) or tuple(wanted)


def _split(campaign: Campaign, lines: Sequence[Line], taken: Collection[str]) -> list[QuotaLine]:
    """Return one quota for each territory with seats of the campaign's split, in code order."""
    if not campaign.split_by:
        return []
    available: dict[str, int] = {}
    for line in lines:
        cell = line.attributes.get(campaign.split_by, "")
        available[cell] = available.get(cell, 0) + 1
    out = []
    shares = campaign.shares.filter(seats__gt=0).select_related("territory").order_by("territory_id")
    for share in shares:
        here = available.get(share.territory_id, 0)
        name = f"{share.territory.name} ({share.territory_id})".replace(";", ",")
        if name in taken:
            name = _("%(name)s – split of the seats") % {"name": name}
        words = {"seats": share.seats, "people": here}
        basis = _("split of the seats: %(seats)d guaranteed, %(people)d people on the list") % words
        where = {campaign.split_by: (share.territory_id,)}
        out.append(QuotaLine(name=name, where=where, min=min(share.seats, here), basis=basis))
    return out


def _changed(quota: QuotaLine, changes: Collection[QuotaChange]) -> QuotaLine:
    """Return a quota with the bounds the department moved; each reason stands in its basis, which is published.

    A bound moved replaces the share it stood for as well.
    """
    for change in changes:
        if change.quota != quota.name:
            continue
        words = {"bound": change.bound, "value": change.value, "reason": change.reason}
        said = _("%(bound)s set to %(value)d: %(reason)s") % words
        bounds: Mapping[str, object] = {change.bound: change.value, f"{change.bound}_share": None}
        quota = replace(quota, basis=f"{quota.basis}; {said}".lstrip("; "), **bounds)  # type: ignore[arg-type]
    return quota
