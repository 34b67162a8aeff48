"""How the index over the register stands: what ranking reads, made by the worker from the register itself."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from baarasira.matching import index
from baarasira.matching.policies import INDEX
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.text import number

from .menu import parts_for

MEGABYTE = 1_000_000
_A_MINUTE = timedelta(minutes=1)


@never_cache
@require_GET
def register_index(request: AgentRequest) -> HttpResponse:
    """Show the date, age and size of the index, what came since, and whether it lags."""
    INDEX.require(request.actor, "view")
    state = index.state()
    context = {"state": state, **_standing(state), **_generation(request, state), **parts_for(request.actor)}
    return render(request, "administration/index.html", context)


def _standing(state: index.IndexState) -> dict[str, Any]:
    """Return the state in words, its tone, and what it means for those who open shortlists."""
    if state.generation is None and not state.lags:
        return {
            "word": _("Not written yet"),
            "tone": "neutral",
            "meaning": _("The register is small: each server reads it whole when it starts, and follows what changes."),
            "advice": "",
        }
    if state.generation is None:
        return {
            "word": _("Not built yet"),
            "tone": "late",
            "meaning": _("Nobody can open a shortlist before it is built; the pages say so and ask to come back."),
            "advice": _("Check that the background work runs (baarasira worker), or type: baarasira index build."),
        }
    if state.lags:
        return {
            "word": _("Late"),
            "tone": "late",
            "meaning": _("The shortlists are right, but each server must take in what came since before it answers."),
            "advice": _("Check that the background work runs (baarasira worker), or type: baarasira index build."),
        }
    return {
        "word": _("Up to date"),
        "tone": "done",
        "meaning": _("What came since is taken in at each question: the shortlists are those of this very moment."),
        "advice": "",
    }


def _generation(request: AgentRequest, state: index.IndexState) -> dict[str, Any]:
    """Return the figures of what stands on disk, empty while nothing does."""
    generation = state.generation
    if generation is None:
        return {"age": "", "size": "", "people": number(state.people), "behind": ""}
    behind = number(state.behind)
    if state.lags:
        behind = _("more than %(entries)s") % {"entries": number(state.behind - 1)}
    return {
        "age": _age(generation.made_at, request.actor.at),
        "size": _size(generation.size),
        "people": number(generation.people),
        "behind": behind,
    }


def _age(made_at: datetime, now: datetime) -> str:
    if now - made_at < _A_MINUTE:
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(made_at, now)}


def _size(size: int) -> str:
    """Return a size in bytes in words, to the tenth of a megabyte; below one, in whole kilobytes."""
    if size < MEGABYTE:
        return _("%(size)s kB") % {"size": number(-(-size // 1000))}
    return _("%(size)s MB") % {"size": number(round(size / MEGABYTE, 1))}
