"""Why a week cannot be filled, in words: what is asked of which rooms and which trainers, and what these can give."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from baarasira import engine

from .building import Built
from .enums import HalfDay

_NAMED = 6


def kept(shortage: engine.Shortage, built: Built) -> dict[str, Any]:
    """Return a shortage as a proposal keeps it: names instead of numbers."""
    trainers = sorted({*shortage.trainers, *shortage.hours, *shortage.travel})
    named = [built.groups[group].title for group in shortage.rivals]
    wanted = {word for group in shortage.rivals for word in built.problem.groups[group].equipment}
    alone = shortage.rivals[0] if len(shortage.rivals) == 1 else None
    return {
        "groups": named,
        "rooms": [built.rooms[room].name for room in shortage.rooms],
        "trainers": [built.trainers[trainer].name for trainer in trainers],
        "hours": bool(shortage.hours),
        "travel": bool(shortage.travel),
        "equipment": sorted(wanted),
        "half_days": sorted({built.slots[slot].half_day for slot in shortage.slots}, key=_order),
        "asked": shortage.asked,
        "there": shortage.there,
        "cause": "" if alone is None else _cause(built, alone),
    }


def _order(half_day: str) -> int:
    return HalfDay.values.index(half_day) if half_day in HalfDay.values else -1


def _cause(built: Built, group: int) -> str:
    """Say what a single group lacks by itself: a room, a trainer, or time."""
    problem = built.problem
    if not any(problem.suits(group, room) for room in range(len(problem.rooms))):
        return "room"
    if not any(slots for _trainer, slots in problem.groups[group].trainers):
        return "trainer"
    if len(problem.open_slots(group)) < problem.groups[group].lessons:
        return "time"
    return ""


def shortage(said: Mapping[str, Any]) -> str:
    """Return the sentence of a kept shortage."""
    groups = _listed(said["groups"])
    count = len(said["groups"])
    if said.get("cause"):
        return _single(said["cause"], groups, said)
    words = {"groups": groups, "asked": said["asked"], "there": said["there"], "count": count, "when": _when(said)}
    if said["rooms"] and not said["trainers"]:
        words["rooms"] = _listed(said["rooms"])
        words["what"] = _what(said)
        return (
            ngettext(
                "%(count)d group (%(groups)s) asks for %(asked)d lessons %(what)s %(when)s: %(rooms)s can hold %(there)d.",
                "%(count)d groups (%(groups)s) ask for %(asked)d lessons %(what)s %(when)s: %(rooms)s can hold %(there)d.",
                count,
            )
            % words
        )
    if said["trainers"] and not said["rooms"]:
        words["trainers"] = _listed(said["trainers"])
        return (
            ngettext(
                "%(count)d group (%(groups)s) asks for %(asked)d lessons %(when)s: %(trainers)s can teach %(there)d.",
                "%(count)d groups (%(groups)s) ask for %(asked)d lessons %(when)s: %(trainers)s can teach %(there)d.",
                count,
            )
            % words
        )
    words["held"] = _listed([*said["rooms"], *said["trainers"]])
    return (
        ngettext(
            "%(count)d group (%(groups)s) cannot have its %(asked)d lessons %(when)s with %(held)s at the same time.",
            "%(count)d groups (%(groups)s) cannot have their %(asked)d lessons %(when)s with %(held)s at the same time.",
            count,
        )
        % words
    )


def _single(cause: str, groups: str, said: Mapping[str, Any]) -> str:
    words = {"group": groups, "asked": said["asked"]}
    if cause == "room":
        if said["equipment"]:
            words["equipment"] = ", ".join(said["equipment"])
            return _("%(group)s: no room of its centre holds %(equipment)s and enough seats.") % words
        return _("%(group)s: no room of its centre has enough seats.") % words
    if cause == "trainer":
        return _("%(group)s: no trainer named for it is free and accredited on a day of this week.") % words
    return (
        ngettext(
            "%(group)s asks for %(asked)d lesson and has fewer half-days open in this week.",
            "%(group)s asks for %(asked)d lessons and has fewer half-days open in this week.",
            said["asked"],
        )
        % words
    )


def _what(said: Mapping[str, Any]) -> str:
    if not said["equipment"]:
        return pgettext("timetable", "in a room")
    return pgettext("timetable", "with %(equipment)s") % {"equipment": ", ".join(said["equipment"])}


def _when(said: Mapping[str, Any]) -> str:
    half_days = said["half_days"]
    if not half_days or len(half_days) > 3:
        return pgettext("timetable", "in the week")
    return pgettext("timetable", "(%(half_days)s)") % {
        "half_days": ", ".join(str(HalfDay(one).label).lower() for one in half_days if one)
    }


def _listed(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    if len(shown) <= _NAMED:
        return ", ".join(shown)
    rest = len(shown) - _NAMED + 1
    return _("%(names)s and %(rest)d others") % {"names": ", ".join(shown[: _NAMED - 1]), "rest": rest}
