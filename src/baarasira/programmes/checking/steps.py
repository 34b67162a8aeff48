"""Each step by itself: who acts and who writes, deadlines and reminders, signatures, parameters that go together."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..enums import SERVICE_ROLES, Guard
from ..files.guessing import listed
from ..files.readers import Spot
from ..files.tables import given
from ..findings import Report
from ..kinds import KINDS

# What a guard looks back on: the kind of step that must stand in the same file.
NEEDED = {
    Guard.MEDICAL_VALID: "medical",
    Guard.CONTRACT_SIGNED: "contract",
    Guard.CONTRACT_APPROVED: "contract",
    Guard.BRIEFED: "session",
    Guard.CONFLICTS_DECLARED: "marks",
    Guard.MARKS_FINAL: "exam",
}


def check(stored: dict[str, Any], report: Report) -> None:
    """Note what is wrong with each step, and with the tranches taken together."""
    steps = stored.get("step", [])
    there = {step.get("kind") for step in steps}
    for step in steps:
        spot = Spot(report, ("step", step["#"]))
        _check_actors(step, spot)
        _check_deadline(step, spot)
        _check_signatures(step, spot)
        _check_panel(step, spot)
        _check_guards(step, there, spot)
    _check_tranches([step for step in steps if "share" in step], report)


def _check_actors(step: Mapping[str, Any], spot: Spot) -> None:
    actor, writer = step.get("actor"), step.get("recorded_by")
    if writer is not None and writer not in SERVICE_ROLES:
        wrong = _("“%(role)s” is outside the service and writes nothing here") % {"role": writer}
        spot.at("recorded_by").flaw("role", wrong, listed(sorted(SERVICE_ROLES)))
    elif actor is not None and actor not in SERVICE_ROLES and writer is None:
        wrong = _("“%(role)s” is outside the service: nobody writes what they did") % {"role": actor}
        spot.at("actor").flaw("role", wrong, _('add recorded_by = "focal_point", or another role of the service'))


def _check_deadline(step: Mapping[str, Any], spot: Spot) -> None:
    deadline = step.get("deadline_days")
    for name in ("counted_from", "reminders_days", "escalate_days"):
        if name in step and not given(step, "deadline_days"):
            wrong = _("“%(key)s” without a deadline says nothing") % {"key": name}
            spot.at(name).flaw("deadline", wrong, _("add deadline_days, or take it out"))
    if isinstance(deadline, int):
        for number, days in enumerate(step.get("reminders_days", ())):
            if days > deadline:
                wrong = _("a reminder %(days)d days before comes before the step opens (%(deadline)d days)") % {
                    "days": days, "deadline": deadline,
                }  # fmt: skip
                right = _("write at most %(deadline)d") % {"deadline": deadline}
                spot.at("reminders_days", number).flaw("deadline", wrong, right)


def _check_signatures(step: Mapping[str, Any], spot: Spot) -> None:
    kind = KINDS.get(step.get("kind", ""))
    if kind is not None and kind.two_people and step.get("two_people") is False:
        wrong = _("a step “%(kind)s” always takes two people (rule R-16)") % {"kind": kind.key}
        spot.at("two_people").flaw("two_people", wrong, _("take this line out"))


def _check_panel(step: Mapping[str, Any], spot: Spot) -> None:
    members, quorum = step.get("members"), step.get("quorum")
    if members is not None and quorum is not None and quorum > members:
        wrong = _("the quorum of %(quorum)d is more than the %(members)d members") % {
            "quorum": quorum,
            "members": members,
        }
        spot.at("quorum").flaw("bounds", wrong, _("write at most %(most)d") % {"most": members})
    for name in ("papers", "modules"):
        seen: set[str] = set()
        for number, item in enumerate(step.get(name, ())):
            if (key := item.get("key")) in seen:
                wrong = _("two %(title)s have the name “%(name)s”") % {"title": name, "name": key}
                spot.at(name, number).flaw("twin", wrong, _("give this one another name"))
            seen.add(key)


def _check_guards(step: Mapping[str, Any], there: set[Any], spot: Spot) -> None:
    for number, guard in enumerate(step.get("guards", ())):
        needed = NEEDED.get(Guard(guard))
        if needed is not None and needed not in there:
            wrong = _("the guard “%(guard)s” looks back on a step “%(kind)s” that this file does not have") % {
                "guard": guard, "kind": needed,
            }  # fmt: skip
            spot.at("guards", number).flaw("guard", wrong, _("add that step, or take the guard out"))


def _check_tranches(steps: list[dict[str, Any]], report: Report) -> None:
    total = sum((Decimal(step["share"]) for step in steps), Decimal(0))
    if steps and total != 1:
        wrong = _("the tranches make %(total)s of the grant together") % {"total": format(total.normalize(), "f")}
        Spot(report, ("step", steps[-1]["#"], "share")).flaw("tranches", wrong, _("make them 1 together"))
