"""The road: every ending leads somewhere, every step can be reached, nothing goes round."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..enums import OutcomeKind
from ..files.guessing import did_you_mean, listed
from ..files.readers import Spot
from ..findings import Report
from ..kinds import KINDS, STAY


def check(stored: dict[str, Any], report: Report) -> None:
    """Note what is wrong with endings, their targets, and the road they make."""
    steps = [step for step in stored.get("step", ()) if "key" in step]
    outcomes = {outcome["key"]: outcome for outcome in stored.get("outcome", ()) if "key" in outcome}
    names = {step["key"] for step in steps} | set(outcomes)
    said = len(report)
    for step in steps:
        _check_names(step, outcomes, report)
        _check_endings(step, names, report)
    # A road is followed only where every turning can be read: what breaks it is said already.
    whole = len(stored.get("step", ())) == len(steps) and all("on" in step for step in steps)
    if not steps or not whole or len(report) > said:
        return
    roads = {step["key"]: _targets(step) for step in steps}
    reached = _reached(steps[0]["key"], roads)
    _check_reached(steps, outcomes, reached, stored, report)
    _check_rounds(steps, roads, report)
    _check_ends(outcomes, reached, report)


def _spot(report: Report, step: Mapping[str, Any]) -> Spot:
    return Spot(report, ("step", step["#"]))


def _targets(step: Mapping[str, Any]) -> list[str]:
    return [target for target in step.get("on", {}).values() if target != STAY]


def _check_names(step: Mapping[str, Any], outcomes: Mapping[str, Any], report: Report) -> None:
    if step["key"] in outcomes or step["key"] == STAY:
        wrong = _("“%(name)s” is the name of a step and has another meaning too") % {"name": step["key"]}
        _spot(report, step).at("key").flaw("twin", wrong, _("give the step a name that no outcome has, and not “stay”"))


def _check_endings(step: Mapping[str, Any], names: set[str], report: Report) -> None:
    kind, on = KINDS.get(step.get("kind", "")), step.get("on", {})
    spot = _spot(report, step).at("on")
    for ending, target in on.items():
        place = spot.at(ending)
        if kind is not None and ending not in kind.ending:
            wrong = _("a step “%(kind)s” does not end with “%(ending)s”") % {"kind": kind.key, "ending": ending}
            place.flaw("ending", wrong, did_you_mean(ending, kind.ending) or listed(kind.ending))
        if target == STAY:
            _check_stay(kind.ending[ending].favourable if kind and ending in kind.ending else False, place)
        elif target not in names:
            wrong = _("“%(target)s” is neither a step nor an outcome of this file") % {"target": target}
            place.flaw("target", wrong, did_you_mean(target, names) or listed(sorted(names)))
    if kind is None or "on" not in step:
        return
    for ending in kind.endings:
        if not ending.optional and ending.key not in on:
            wrong = _("the step “%(step)s” does not say what follows “%(ending)s” (%(label)s)") % {
                "step": step["key"], "ending": ending.key, "label": ending.label,
            }  # fmt: skip
            spot.flaw("ending", wrong, _('add %(ending)s = "…" to its “on”') % {"ending": ending.key})


def _check_stay(favourable: bool, place: Spot) -> None:
    if favourable:
        wrong = _("the road goes on after “%(ending)s”, it cannot stay where it is") % {"ending": place.name}
        place.flaw("target", wrong, _("name the next step or an outcome"))


def _reached(first: str, roads: Mapping[str, list[str]]) -> set[str]:
    found, waiting = {first}, [first]
    while waiting:
        for target in roads.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _check_reached(
    steps: list[dict[str, Any]],
    outcomes: Mapping[str, Any],
    reached: set[str],
    stored: Mapping[str, Any],
    report: Report,
) -> None:
    for step in steps:
        if step["key"] not in reached:
            wrong = _("no road leads to the step “%(step)s”") % {"step": step["key"]}
            _spot(report, step).flaw("unreachable", wrong, _("name it in the “on” of a step before it, or take it out"))
    withdrawal = stored.get("programme", {}).get("withdrawal")
    spot = Spot(report, ("programme", "withdrawal"))
    if withdrawal is not None and withdrawal not in outcomes:
        wrong = _("“%(name)s” is not an outcome of this file") % {"name": withdrawal}
        spot.flaw("target", wrong, did_you_mean(withdrawal, outcomes) or listed(sorted(outcomes)))
    elif withdrawal is not None and outcomes[withdrawal].get("kind") not in {OutcomeKind.WITHDRAWN, None}:
        wrong = _("“%(name)s” is not an outcome of the kind “withdrawn”") % {"name": withdrawal}
        spot.flaw("target", wrong, _('give it kind = "withdrawn", or name another outcome'))
    for key, outcome in outcomes.items():
        if key not in reached and key != withdrawal:
            wrong = _("no road leads to the outcome “%(name)s”") % {"name": key}
            Spot(report, ("outcome", outcome["#"])).flaw(
                "unreachable", wrong, _("name it in the “on” of a step, or take it out")
            )


def _check_rounds(steps: list[dict[str, Any]], roads: Mapping[str, list[str]], report: Report) -> None:
    """Note each target that leads back to where one was already on the way (depth first, each step once)."""
    done: set[str] = set()
    by_key = {step["key"]: step for step in steps}

    def walk(key: str, way: tuple[str, ...]) -> None:
        for ending, target in by_key[key].get("on", {}).items():
            if target in way:
                road = " → ".join((*way[way.index(target) :], target))
                wrong = _("the road goes round: %(road)s") % {"road": road}
                right = _("lead on, or write “stay” for a step that is done again")
                _spot(report, by_key[key]).at("on", ending).flaw("loop", wrong, right)
            elif target in by_key and target not in done:
                walk(target, (*way, target))
        done.add(key)

    for step in steps:
        if step["key"] not in done:
            walk(step["key"], (step["key"],))


def _check_ends(outcomes: Mapping[str, Any], reached: set[str], report: Report) -> None:
    kinds = {outcomes[key].get("kind") for key in reached if key in outcomes}
    if outcomes and kinds and OutcomeKind.SUCCESS not in kinds:
        wrong = _("no road leads to an outcome of the kind “success”")
        Spot(report, ("outcome",)).flaw("no_success", wrong, _('give the aim of the programme kind = "success"'))
