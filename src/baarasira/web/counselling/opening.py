"""Opening a page about one person, and the small readings that every such page makes."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from baarasira.counselling.actions import look_at
from baarasira.counselling.policies import APPOINTMENTS
from baarasira.kernel.actor import Actor
from baarasira.kernel.policies import PolicyTable
from baarasira.network.models import Structure
from baarasira.network.queries import open_structures
from baarasira.people.models import Person
from baarasira.people.queries import open_file
from baarasira.reference.codelist import fold
from baarasira.web.requests import AgentRequest


def person_seen(request: AgentRequest, person_id: UUID, noun: str) -> Person:
    """Return the person whose page opens (the look is journaled when it is read, not when it is written to).

    Raises Http404 for nobody, NotAllowed for a file out of reach.
    """
    try:
        if request.method == "GET":
            return look_at(actor=request.actor, person_id=person_id, noun=noun)
        return open_file(request.actor, person_id)
    except Person.DoesNotExist as missing:
        raise Http404 from missing


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


def back_to(request: AgentRequest, otherwise: str) -> HttpResponseBase:
    """Lead back to the page the act was done from (field ``back``), if it is one of ours."""
    wanted = request.POST.get("back", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(otherwise)


def offices_of(actor: Actor, table: PolicyTable = APPOINTMENTS, action: str = "view") -> list[Structure]:
    """Return the open structures where the actor may do the action, by name."""
    rows = open_structures(actor.today).filter(table.scope(actor, action).q("id"))
    return sorted(rows, key=lambda office: fold(office.name))


def chosen_office(offices: Collection[Structure], wanted: str) -> Structure | None:
    """Return the office asked for among these, the only one where there is one, else None (all of them)."""
    if len(offices) == 1:
        return next(iter(offices))
    return next((office for office in offices if str(office.pk) == wanted), None)
