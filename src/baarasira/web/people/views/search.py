"""One box that finds anyone in the country."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from baarasira.people.policies import PEOPLE
from baarasira.people.queries import visible_to
from baarasira.people.search import Found, search_people
from baarasira.web.requests import AgentRequest

from ..cards import holders_of
from ..results import result_rows

RECENT = 15


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of results as the pagination of the shell shows it."""

    found: int
    at_least: bool
    shown: int
    next_url: str
    previous_url: str


def search(request: AgentRequest) -> HttpResponse:
    """Answer ``?q=``; without a question show the newest files of the actor's own territory."""
    PEOPLE.require(request.actor, "search")
    text = request.GET.get("q", "")
    context: dict[str, object] = {
        "typed": text,
        "may_register": PEOPLE.allows(request.actor, "register"),
        "may_open_outside": PEOPLE.allows(request.actor, "open_outside"),
        "may_view": PEOPLE.allows(request.actor, "view_file"),
    }
    if text.strip():
        found = search_people(request.actor, text, after=request.GET.get("after", ""), also=holders_of(text))
        rows = result_rows(found.rows, may_open_outside=bool(context["may_open_outside"]))
        context |= {"found": found, "rows": rows, "listing": _listing(request, found, text), "recent": ()}
    else:
        own = PEOPLE.scope(request.actor, "register") or PEOPLE.scope(request.actor, "view_file")
        rows = visible_to(request.actor).filter(own.q("office_id")).select_related("office").order_by("-id")
        context |= {"found": None, "rows": "", "listing": None, "recent": rows[:RECENT]}
    return render(request, "people/search.html", context)


def _listing(request: AgentRequest, found: Found, text: str) -> Listing:
    following = f"{request.path}?{urlencode({'q': text, 'after': found.next_key})}" if found.next_key else ""
    first = f"{request.path}?{urlencode({'q': text})}" if request.GET.get("after") else ""
    return Listing(found.found, False, len(found.rows), following, first)
