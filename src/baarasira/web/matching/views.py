"""Shortlists of an offer, offers that suit a person, and the referral from either side: seen before, then done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies import actions
from baarasira.candidacies.queries import open_candidacies_of, seats_free, seats_taken
from baarasira.candidacies.referable import opening_obstacle, person_obstacles, seats_obstacle
from baarasira.matching import queries
from baarasira.matching.labels import Labels
from baarasira.matching.policies import SHORTLISTS
from baarasira.network.queries import region_names
from baarasira.openings.models import Opening
from baarasira.openings.queries import is_published, readable
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from baarasira.people.queries import visible_to, with_consent
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import chosen_filters

from . import marks
from .forms import Among
from .lines import Around, Line, lines_of, offer_lines, shown_phone
from .rows import table_of

SIZE = 25
MOST_TICKED = 120
NEAR = "near"


def _opening_or_404(request: AgentRequest, opening_id: UUID) -> Opening:
    opening = readable(request.actor, opening_id)
    if opening is None:
        raise Http404
    return opening


@require_GET
def shortlist(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Show the best people for an offer in order, or those who lack one thing, among a region or an office if asked.

    A page goes on after the last person of the one before; people ticked on the other pages come along in the address.
    """
    opening = _opening_or_404(request, opening_id)
    regions = region_names()
    among = Among.of(request, regions)
    view = NEAR if request.GET.get("view") == NEAR else ""
    leaf, place = _leaf(request, opening, among, view)
    free = seats_free(opening)
    closed = seats_obstacle(is_open=is_published(opening, request.actor.today), free=free)
    around = Around(opening, Labels(regions), leaf.scale, str(closed or ""))
    lines = lines_of(request.actor, around, leaf.suggestions)
    context = {
        "opening": opening,
        "lines": lines,
        "near": bool(view),
        "choices": among.choices,
        "view": [("view", view)] if view else [],
        "chips": chosen_filters(among.choices, request),
        "tabs": _tabs(request, bool(view)),
        "closed": closed,
        "free_seats": free,
        **_ticks(request, lines, closed is None),
        **_pages(opening, leaf, place, view),
    }
    return render(request, "matching/shortlist.html", context)


def _leaf(request: AgentRequest, opening: Opening, among: Among, view: str) -> tuple[queries.Leaf, marks.Place | None]:
    """Return the page of the list that the address asks for, the first one for a mark we did not write or that leads nowhere."""

    def at(place: marks.Place | None) -> queries.Leaf:
        return queries.leaf(
            request.actor,
            opening,
            size=SIZE,
            near=bool(view),
            region=among.region.chosen,
            office_id=among.office_id,
            after=place.mark if place is not None else None,
        )

    place = marks.read(request.GET.get("after", ""), opening.pk, view)
    leaf = at(place)
    if place is None or leaf.suggestions:
        return leaf, place
    return at(None), None


def _ticks(request: AgentRequest, lines: Sequence[Line], open_: bool) -> dict[str, Any]:
    """Return the table with its ticks, and who is ticked on the other pages."""
    ticked = _ticked(request.GET)
    here = {line.person.pk for line in lines}
    elsewhere = [key for key in ticked if key not in here]
    near = request.GET.get("view") == NEAR
    return {
        "table": table_of(lines, near=near, closed=not open_, ticked=ticked),
        "ticked_here": sum(line.person.pk in ticked and line.free for line in lines),
        "ticked_elsewhere": elsewhere,
        "untick_url": _address(request, person="", after=request.GET.get("after", "")) if elsewhere else "",
        "kept": [(name, request.GET[name]) for name in ("region", "office", "view") if request.GET.get(name)],
        "may_tick": open_ and (bool(elsewhere) or any(line.free for line in lines)),
    }


def _pages(opening: Opening, leaf: queries.Leaf, place: marks.Place | None, view: str) -> dict[str, Any]:
    """Return where this page stands in the list and where the next one begins."""
    before = place.before if place is not None else 0
    last = before + len(leaf.suggestions)
    goes_on = marks.write(marks.Place(leaf.goes_on, last), opening.pk, view) if leaf.goes_on is not None else ""
    return {"first": before + 1, "last": last, "goes_on": goes_on}


def _address(request: HttpRequest, **values: str) -> str:
    query = request.GET.copy()
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _tabs(request: AgentRequest, near: bool) -> list[dict[str, object]]:
    return [
        {"label": _("People who fit"), "url": _address(request, view="", after=""), "current": not near},
        {"label": _("One thing missing"), "url": _address(request, view=NEAR, after=""), "current": near},
    ]


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
