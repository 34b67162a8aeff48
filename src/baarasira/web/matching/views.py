"""Shortlists of an offer, offers that suit a person, and the referral from either side: seen before, then done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies import actions
from baarasira.candidacies.queries import open_candidacies_of, seats_free, seats_taken
from baarasira.candidacies.referable import opening_obstacle, person_obstacles
from baarasira.matching import queries
from baarasira.matching.policies import SHORTLISTS
from baarasira.openings.models import Opening
from baarasira.openings.queries import readable_by
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from baarasira.people.queries import visible_to, with_consent
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters

from .forms import SIZES, ShortlistFilter, size_of
from .lines import lines_of, offer_lines, shown_phone

MOST_TICKED = 120
NEAR = "near"


def _opening_or_404(request: AgentRequest, opening_id: UUID) -> Opening:
    return get_object_or_404(readable_by(request.actor), pk=opening_id)


@require_GET
def shortlist(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Show the best people for an offer in order, or those who lack one thing, among a region or an office if asked."""
    opening = _opening_or_404(request, opening_id)
    form = ShortlistFilter(request.GET, request=request)
    region, office_id = form.among()
    top, near = size_of(request), request.GET.get("view") == NEAR
    asked = queries.near_misses if near else queries.shortlist
    found = asked(request.actor, opening, top=top, region=region, office_id=office_id)
    closed = opening_obstacle(request.actor, opening)
    lines = lines_of(request.actor, opening, found, str(closed or ""))
    context = {
        "opening": opening,
        "lines": lines,
        "near": near,
        "form": form,
        "chips": active_filters(form, request),
        "tabs": _tabs(request, near),
        "closed": closed,
        "free_seats": seats_free(opening),
        "may_tick": closed is None and any(line.free for line in lines),
        "more_url": _more(request, top) if len(found) == top else "",
    }
    return render(request, "matching/shortlist.html", context)


def _address(request: HttpRequest, **values: str) -> str:
    query = request.GET.copy()
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _tabs(request: AgentRequest, near: bool) -> list[dict[str, object]]:
    return [
        {"label": _("People who fit"), "url": _address(request, view="", top=""), "current": not near},
        {"label": _("One thing missing"), "url": _address(request, view=NEAR, top=""), "current": near},
    ]


def _more(request: AgentRequest, top: int) -> str:
    larger = next((size for size in SIZES if size > top), 0)
    return _address(request, top=str(larger)) if larger else ""


def _ticked(values: QueryDict) -> list[UUID]:
    """Return the people named in a form or an address, each once; what is no id is passed over."""
    found: dict[UUID, None] = {}
    for text in values.getlist("person")[:MOST_TICKED]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


@require_GET
def preview(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Show what referring the ticked people will do, person by person, before it is done."""
    opening = _opening_or_404(request, opening_id)
    SHORTLISTS.require(request.actor, "view")
    ids = _ticked(request.GET)
    people = list(
        Person.objects.filter(pk__in=ids).select_related("office").prefetch_related("phones").order_by("name_key", "id")
    )
    if not people:
        messages.warning(request, _("Nobody is ticked. Tick the people to refer, then press the button again."))
        return redirect("matching:shortlist", opening.pk)
    closed = opening_obstacle(request.actor, opening)
    obstacles = person_obstacles(request.actor, opening, people)
    taken = [person for person in people if person.pk not in obstacles] if closed is None else []
    context = {
        "opening": opening,
        "closed": closed,
        "free_seats": seats_free(opening),
        "lines": _preview_lines(request, taken, opening),
        "left_out": [str(obstacles[person.pk]) for person in people if person.pk in obstacles],
    }
    return render(request, "matching/preview.html", context)


def _preview_lines(request: AgentRequest, people: Sequence[Person], opening: Opening) -> list[dict[str, Any]]:
    ids = [person.pk for person in people]
    told, shown = with_consent(ids, ConsentPurpose.MESSAGES), with_consent(ids, ConsentPurpose.EMPLOYERS)
    fit = queries.explain_each(request.actor, opening, ids)
    return [
        {
            "person": person,
            "phone": shown_phone(request.actor, person),
            "told": person.pk in told and any(not phone.voice_only for phone in person.phones.all()),
            "agrees": person.pk in told,
            "shown": person.pk in shown,
            "score": fit[person.pk].score if person.pk in fit else None,
            "lacks": person.pk in fit and not fit[person.pk].eligible,
        }
        for person in people
    ]


@require_POST
def refer(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Refer the people of a preview, all or none, and report what was done."""
    opening = _opening_or_404(request, opening_id)
    ids = _ticked(request.POST)
    fit = queries.explain_each(request.actor, opening, ids)
    referrals = [
        actions.Referral(key, fit[key].score, fit[key].parts._asdict()) if key in fit else actions.Referral(key)
        for key in ids
    ]
    made = actions.refer(actor=request.actor, opening_id=opening.pk, referrals=referrals)
    drafts.confirm(request, _("The referral is recorded. Give or send the letters of introduction."))
    query = QueryDict(mutable=True)
    query.setlist("c", [str(candidacy.pk) for candidacy in made])
    return redirect(f"{reverse('candidacies:report')}?{query.urlencode()}")


@require_GET
def offers_for(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show the published offers that suit a person, best first, each with why and its free places."""
    people = visible_to(request.actor).select_related("office", "region").prefetch_related("occupations", "languages")
    person = get_object_or_404(people, pk=person_id)
    found = queries.offers_for(request.actor, person)
    taken = seats_taken([offer.opening.pk for offer in found])
    candidacies = {candidacy.opening_id: candidacy for candidacy in open_candidacies_of(person.pk)}
    lines = offer_lines(request.actor, person, found, taken, candidacies)
    shown = [line for line in lines if line.free_seats or line.candidacy is not None]
    context = {
        "person": person,
        "lines": shown,
        "full": len(lines) - len(shown),
        "ranked": queries.is_ranked(person.pk),
    }
    return render(request, "matching/offers_for.html", context)
