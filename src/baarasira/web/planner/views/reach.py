"""What the pages of timetables share: who sees them, which week is asked for, the links from week to week."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.training.timetables.enums import View
from baarasira.training.timetables.policies import TIMETABLES
from baarasira.training.timetables.weeks import monday_of


def require_view(actor: Actor) -> None:
    """Raise NotAllowed unless the actor sees weeks of centres, or their own lessons."""
    if not TIMETABLES.allows(actor, "view_own"):
        TIMETABLES.require(actor, "view")


def monday_asked(request: HttpRequest, today: date) -> date:
    """Return the Monday of the week in the address (``semaine=2026-11-23``), of this week without one or a bad one."""
    try:
        return monday_of(date.fromisoformat(request.GET.get("semaine", "")))
    except ValueError:
        return monday_of(today)


def view_asked(request: HttpRequest) -> str:
    """Return by what the week is laid out, by group where the address says nothing known."""
    asked = request.GET.get("vue", "")
    return asked if asked in View.values else View.GROUP.value


def heads(view: str) -> str:
    """Return what heads the rows of a week laid out one way."""
    return {View.ROOM: _("Room"), View.TRAINER: _("Trainer")}.get(View(view), _("Group"))


def week_url(monday: date, view: str) -> str:
    """Return the address of a week laid out one way."""
    return f"{reverse('planner:week')}?semaine={monday.isoformat()}&vue={view}"


def neighbours(monday: date, view: str) -> dict[str, str]:
    """Return the addresses of the week before and after."""
    week = timedelta(days=7)
    return {"before": week_url(monday - week, view), "after": week_url(monday + week, view)}
