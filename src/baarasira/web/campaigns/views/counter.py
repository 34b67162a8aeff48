"""The counter: who stands here, whether they may apply, the application in one minute, the receipt; the queue of the day."""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.candidacies import actions, road_queries
from baarasira.candidacies.applying import answer, cap_obstacle
from baarasira.candidacies.enums import TicketState
from baarasira.candidacies.models import Ticket
from baarasira.candidacies.policies import FILES
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Sentence
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.people.actions import look_at_file
from baarasira.people.models import Person
from baarasira.people.queries import FileElsewhere
from baarasira.people.search import search_people
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ...people.profile import born_words, place_words
from ..forms import CounterForm, TicketsForm
from ..states import TICKET_TONES
from ..words import span_words
from .reach import counter_office, file_or_404, visible_or_404


@require_GET
def counter(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Look for the person at the counter, in the whole country."""
    campaign = visible_or_404(request, campaign_id)
    FILES.require(request.actor, "apply")
    form = CounterForm(request.GET if "q" in request.GET else None)
    found = search_people(request.actor, form.cleaned_data["q"]).rows if form.is_bound and form.is_valid() else ()
    office = counter_office(request)
    context = {
        "campaign": campaign,
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "found": found,
        "office": office,
        "ticket": request.GET.get("ticket", ""),
        "closed": _closed(request, campaign, office.pk),
        "counts": road_queries.queue_counts(campaign.pk, office.pk, request.actor.today),
    }
    return render(request, "campaigns/counter.html", context, status=422 if form.errors else 200)


def _closed(request: AgentRequest, campaign: Campaign, office_id: UUID) -> BusinessError | None:
    return cap_obstacle(campaign, office_id, request.actor)


@require_http_methods(["GET", "POST"])
def apply(request: AgentRequest, campaign_id: UUID, person_id: UUID) -> HttpResponse:
    """Say whether a person may apply, register the application, give the receipt."""
    campaign = visible_or_404(request, campaign_id)
    FILES.require(request.actor, "apply")
    try:
        person = look_at_file(actor=request.actor, person_id=person_id)
    except FileElsewhere:
        return redirect("people:open_outside", person_id)
    office = counter_office(request)
    refused: BusinessError | None = None
    if request.method == "POST":
        try:
            candidacy = _register(request, campaign, person, office.pk)
        except NotAllowed:
            raise
        except BusinessError as error:
            refused = error
        else:
            drafts.confirm(request, _("The application is registered. Print the receipt and hand it over."))
            return redirect("campaigns:dossier", candidacy.pk)
    context = _answer_context(request, campaign, person, refused)
    context["office"] = office
    return render(request, "campaigns/apply.html", context, status=422 if refused is not None else 200)


def _register(request: AgentRequest, campaign: Campaign, person: Person, office_id: UUID) -> Any:
    ticket = request.POST.get("ticket", "")
    token = request.POST.get("form_token", "")
    return actions.register_application(
        actor=request.actor,
        campaign_id=campaign.pk,
        person_id=person.pk,
        office_id=office_id,
        form_token=_uuid(token),
        ticket_id=_uuid(ticket),
        distinct_because=request.POST.get("distinct_because", ""),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _answer_context(
    request: AgentRequest, campaign: Campaign, person: Person, refused: BusinessError | None
) -> dict[str, Any]:
    said = answer(request.actor, campaign, person)
    return {
        "campaign": campaign,
        "person": person,
        "born": born_words(person),
        "place": place_words(person),
        "answer": said,
        "refused": _sentences(refused),
        "also_open": _also_open(request, campaign, person) if said.refusals or said.obstacle else [],
        "token": request.POST.get("form_token") or str(uuid.uuid4()),
        "ticket": request.POST.get("ticket") or request.GET.get("ticket", ""),
        "distinct_because": request.POST.get("distinct_because", ""),
        "documents": _documents(campaign),
    }


def _sentences(error: BusinessError | None) -> list[Sentence]:
    if error is None:
        return []
    return [item.sentence for item in error.findings] if isinstance(error, RuleRefused) else [error.sentence]


def _also_open(request: AgentRequest, campaign: Campaign, person: Person) -> list[Campaign]:
    """Return the other campaigns open today whose conditions the person meets."""
    others = campaign_queries.open_on(request.actor.today).exclude(pk=campaign.pk)[:5]
    return [other for other in others if (said := answer(request.actor, other, person)).eligible and not said.obstacle]


def _documents(campaign: Campaign) -> list[str]:
    """Return the papers of the first step that asks for some: what the person is told to bring."""
    step = campaign.programme_version.compiled.step_of_kind("documents")
    return [str(paper.title) for paper in step.documents] if step is not None else []


@require_GET
def receipt(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Give the receipt as a PDF."""
    candidacy = file_or_404(request, file_id)
    address = request.build_absolute_uri(reverse("public:receipt"))
    pdf = actions.print_receipt(actor=request.actor, candidacy_id=candidacy.pk, address=address)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="recepisse-{candidacy.number}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def queue(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """The queue of the day in one office: hand out tickets, call the next number."""
    campaign = visible_or_404(request, campaign_id)
    FILES.require(request.actor, "queue")
    office = counter_office(request, action="queue")
    form = TicketsForm(request.POST if request.POST.get("act") == "issue" else None)
    given: dict[str, Any] = {"actor": request.actor, "campaign_id": campaign.pk, "office": office}
    if request.method == "POST" and request.POST.get("act") == "next":
        ticket = actions.call_next(**given)
        if ticket is None:
            drafts.confirm(request, _("Nobody is waiting."))
        return redirect(f"{request.path}?office={office.pk}")
    if form.is_bound and form.is_valid():
        try:
            made = actions.issue_tickets(**given, count=form.cleaned_data["count"])
        except BusinessError as error:
            form.refuse(error)
        else:
            words = {"first": made[0].number, "last": made[-1].number}
            drafts.confirm(request, _("Tickets %(first)d to %(last)d are handed out.") % words)
            return redirect(f"{request.path}?office={office.pk}")
    today = request.actor.today
    tickets = list(road_queries.queue(campaign.pk, office.pk, today))
    context = {
        "campaign": campaign,
        "office": office,
        "form": form,
        "counts": road_queries.queue_counts(campaign.pk, office.pk, today),
        "called": [ticket for ticket in tickets if ticket.state == TicketState.CALLED],
        "tickets": [(ticket, TICKET_TONES[ticket.state]) for ticket in tickets],
        "today": today,
        "windows": _windows_today(campaign, today),
    }
    return render(request, "campaigns/queue.html", context, status=422 if form.errors else 200)


def _windows_today(campaign: Campaign, today: date) -> list[tuple[str, str]]:
    rows = campaign.windows.filter(opens_on__lte=today, closes_on__gte=today).select_related("territory")
    return [(row.territory.name, span_words(row.opens_on, row.closes_on)) for row in rows]


@require_POST
def settle(request: AgentRequest, ticket_id: UUID) -> HttpResponse:
    """Say that the person of a number did not come, or was served without an application."""
    get_object_or_404(Ticket, pk=ticket_id)
    ticket = actions.settle_ticket(actor=request.actor, ticket_id=ticket_id, came=request.POST.get("came") == "yes")
    drafts.confirm(request, _("Number %(number)d is settled.") % {"number": ticket.number})
    return redirect("campaigns:queue", ticket.opening_id)
