"""Quotas: bounds in order, shares that can be met together, doors that are opened and never closed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..files.fairness import OPENING
from ..files.readers import Spot
from ..files.tables import given
from ..findings import Report

_BOUNDS = ("min", "max", "min_share", "max_share")


def check(stored: dict[str, Any], report: Report) -> None:
    """Note what is wrong with the quotas, one by one and together."""
    quotas = stored.get("quota", [])
    for quota in quotas:
        _check_bounds(quota, Spot(report, ("quota", quota["#"])))
        _check_door(quota, Spot(report, ("quota", quota["#"])))
    _check_shares(quotas, report)


def _check_bounds(quota: Mapping[str, Any], spot: Spot) -> None:
    if not any(given(quota, name) for name in _BOUNDS):
        spot.flaw("missing", _("this quota bounds nothing"), _("add min, max, min_share or max_share"))
    for least, most in (("min", "max"), ("min_share", "max_share")):
        if least in quota and most in quota and Decimal(quota[least]) > Decimal(quota[most]):
            wrong = _("the minimum, %(min)s, is above the maximum, %(max)s") % {"min": quota[least], "max": quota[most]}
            spot.at(least).flaw("bounds", wrong, _("exchange them, or take one out"))


def _check_door(quota: Mapping[str, Any], spot: Spot) -> None:
    named = sorted(OPENING & set(quota.get("where", {})))
    if not named:
        return
    for name in ("max", "max_share"):
        if name in quota:
            wrong = _("a quota by “%(ground)s” may open a door, never close it (rule R-09, ILO Convention 111)") % {
                "ground": named[0]
            }
            spot.at(name).flaw("R-09", wrong, _("take the maximum out; a minimum is allowed with its legal basis"))
    if "basis" not in quota:
        wrong = _("a quota by “%(ground)s” states no legal basis (rule R-09, ILO Convention 111)") % {
            "ground": named[0]
        }
        spot.flaw("R-09", wrong, _('add basis = "…": the law or the article of the agreement that asks for it'))


def _check_shares(quotas: list[dict[str, Any]], report: Report) -> None:
    """Note the quota with which the least shares of groups that have nobody in common come to more than the whole."""
    by_attribute: dict[str, list[tuple[set[str], Decimal]]] = {}
    for quota in quotas:
        where = quota.get("where", {})
        if len(where) != 1 or "min_share" not in quota:
            continue
        ((attribute, values),) = where.items()
        others = by_attribute.setdefault(attribute, [])
        if any(set(values) & taken for taken, _share in others):
            continue
        others.append((set(values), Decimal(quota["min_share"])))
        total = sum((share for _values, share in others), Decimal(0))
        if total > 1:
            wrong = _("the least shares by “%(attribute)s” make %(total)s together, more than the whole") % {
                "attribute": attribute, "total": format(total.normalize(), "f"),
            }  # fmt: skip
            Spot(report, ("quota", quota["#"], "min_share")).flaw(
                "share", wrong, _("lower them until they make 1 at most")
            )
            return
