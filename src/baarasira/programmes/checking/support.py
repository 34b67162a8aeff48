"""What a programme of reintegration gives: said once, by such a programme alone, with one way of bounding it."""

from typing import Any

from django.utils.translation import gettext as _

from ..enums import Axis, ProgrammeKind
from ..files.readers import Spot
from ..files.tables import given
from ..findings import Report

NEEDED = {Axis.SOCIAL: "plan", Axis.BUSINESS: "committee", Axis.PLACEMENT: "contract"}
"""The step without which an axis cannot be: a business is decided by a committee, a placement stands on an agreement."""


def check(stored: dict[str, Any], report: Report) -> None:
    """Note what is wrong with [support], and with its absence."""
    kind = stored.get("programme", {}).get("kind")
    support = stored.get("support")
    if support is None:
        if kind == ProgrammeKind.REINTEGRATION:
            wrong = _("a programme of reintegration does not say what it gives")
            right = _("add [support] with its axis and what it pays for")
            Spot(report, ("programme", "kind")).flaw("support", wrong, right)
        return
    spot = Spot(report, ("support",))
    if kind is not None and kind != ProgrammeKind.REINTEGRATION:
        wrong = _("only a programme of reintegration gives support")
        spot.flaw("support", wrong, _('take [support] out, or write kind = "reintegration"'))
    _check_caps(support, spot)
    _check_step(stored, support, spot)


def _check_caps(support: dict[str, Any], spot: Spot) -> None:
    by_person = given(support, "cap_adult") or given(support, "cap_child")
    if given(support, "cap") and by_person:
        wrong = _("the support is bounded twice: for the case, and for each person")
        spot.at("cap").flaw("support", wrong, _("keep “cap”, or “cap_adult” and “cap_child”"))
    if given(support, "cap_child") and not given(support, "cap_adult"):
        wrong = _("there is an amount for each child and none for each adult")
        spot.at("cap_child").flaw("support", wrong, _("add cap_adult"))
    if not given(support, "cap") and not by_person:
        wrong = _("nothing bounds what one case is given")
        spot.flaw("support", wrong, _("add cap, or cap_adult and cap_child"))


def _check_step(stored: dict[str, Any], support: dict[str, Any], spot: Spot) -> None:
    needed = NEEDED.get(support.get("axis", ""))
    there = {step.get("kind") for step in stored.get("step", ())}
    for kind in ("plan", needed, "follow_up"):
        if kind is not None and kind not in there:
            wrong = _("the axis “%(axis)s” needs a step “%(kind)s”") % {"axis": support["axis"], "kind": kind}
            spot.at("axis").flaw("support", wrong, _("add that step to the road"))
            there.add(kind)
