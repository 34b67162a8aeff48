"""The file of one person: who, the road so far, what is due, the parts that open; the history of every change."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from baarasira.people.actions import look_at_file, see_identity_numbers
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import FileElsewhere, is_outside, open_file, opening_of
from baarasira.reference import nina as nina_words
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.web.requests import AgentRequest

from ..past import changes_of, road_events
from ..profile import born_words, place_words
from ..sections import due_of, links_of, sections_of


def file(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show a person's file, and journal the look; another office's file asks for a reason first."""
    try:
        person = look_at_file(actor=request.actor, person_id=person_id)
    except FileElsewhere:
        return HttpResponseRedirect(reverse("people:open_outside", args=[person_id]))
    outside = is_outside(request.actor, person)
    context = {
        "person": person,
        "born": born_words(person),
        "place": place_words(person),
        "first_phone": next(iter(person.phones.all()), None),
        "outside": opening_of(request.actor, person.pk) if outside else None,
        "events": road_events(person),
        "due": [(due, due.late(request.actor.today)) for due in due_of(request, person)],
        "sections": sections_of(request, person),
        "links": links_of(request, person),
    }
    return render(request, "people/file.html", context)


def history(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show every change of a file in words, newest first, with who, when and why."""
    person = open_file(request.actor, person_id)
    PEOPLE.require(request.actor, "view_history", person.office_id)
    page = changes_of(person, before=request.GET.get("before", ""))
    return render(request, "people/history.html", {"person": person, "page": page})


@require_POST
def numbers(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show the identity numbers in clear; asked for by a click, journaled, never kept by the browser."""
    held = see_identity_numbers(actor=request.actor, person_id=person_id)
    person = open_file(request.actor, person_id)
    context = {
        "person": person,
        "nina": nina_words.show(held.nina) if held.nina else "",
        "documents": [(IDENTITY_DOCUMENTS.label(kind), number) for kind, number in held.documents],
    }
    response = render(request, "people/numbers.html", context)
    response["Cache-Control"] = "no-store"
    return response
