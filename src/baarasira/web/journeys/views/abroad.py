"""Those abroad: what is next awaited of each, first what is late; arrivals confirmed together; the returns by evidence."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.mobility.journeys import actions, queries
from baarasira.mobility.journeys.days import stays_of_people, used_by_year
from baarasira.mobility.journeys.models import Journey
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.programmes.kinds import ReturnProof
from baarasira.reference import parameters
from baarasira.reference.queries import value
from baarasira.web.requests import AgentRequest, ticked
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import ARRIVAL, END, LATE, SECURITY, AbroadFilter, ArrivalForm
from .reach import campaigns_of, choices_of, report

_SHOWN = {
    LATE: queries.late,
    ARRIVAL: queries.arrival_unknown,
    SECURITY: queries.security_late,
    END: queries.end_near,
}


def _found(request: AgentRequest, form: AbroadFilter) -> tuple[QuerySet[Journey], QuerySet[Journey]]:
    """Return those of the campaign chosen, and among them those that the question asks for."""
    rows = queries.abroad(request.actor)
    if not form.is_valid():
        return rows, rows
    wanted = form.cleaned_data
    if wanted["campaign"]:
        rows = rows.filter(opening_id=wanted["campaign"])
    asked = _SHOWN.get(wanted["show"])
    return rows, asked(rows, request.actor.today) if asked is not None else rows


@require_GET
def list_abroad(request: AgentRequest) -> HttpResponse:
    """Show who is abroad, the longest awaited first. The number of queries does not grow with the rows."""
    actor = request.actor
    JOURNEYS.require(actor, "view")
    form = AbroadFilter(request.GET, campaigns=choices_of(campaigns_of(actor, kind="arrival")))
    everybody, rows = _found(request, form)
    counts = queries.abroad_counts(everybody, actor.today)
    found = counts.all if everybody is rows else None
    page = paginate(rows, order=("next_due", "id"), request=request, size=50, found=found)
    context = {
        "form": form, "chips": active_filters(form, request), "page": page, "counts": counts,
        "most_counted": queries.LONGEST_COUNT, "lines": _lines(page.rows, request), "filtered": bool(request.GET),
        "arrival": ArrivalForm(auto_id="arrival_%s"), "may_follow": JOURNEYS.allows(actor, "follow"),
        "year": actor.today.year, "most": value(parameters.DAYS_ABROAD, actor.today),
    }  # fmt: skip
    return render(request, "journeys/abroad.html", context)


def _lines(rows: object, request: AgentRequest) -> list[dict[str, object]]:
    journeys = list(rows)  # type: ignore[call-overload]
    today = request.actor.today
    contacts = queries.next_contacts([row.pk for row in journeys])
    stays = stays_of_people([row.person_id for row in journeys])
    return [
        {
            "journey": row,
            "todo": _todo(row, contacts.get(row.pk)),
            "late": row.next_due is not None and row.next_due < today,
            "security": row.social_security_due is not None and row.social_security_on is None
            and row.social_security_due < today,
            "days": used_by_year(stays.get(row.person_id, []), today).get(today.year, 0),
        }
        for row in journeys
    ]  # fmt: skip


def _todo(journey: Journey, contact: object) -> str:
    if journey.arrived_on is None:
        return _("Confirm the arrival")
    if journey.work_ended_on is not None:
        return _("Prove the return")
    if contact is not None and getattr(contact, "due_on", None) == journey.next_due:
        return _("Call the worker")
    return _("The work ends")


@require_POST
def arrivals(request: AgentRequest) -> HttpResponse:
    """Confirm the arrival of the people ticked, and say what became of each."""
    form = ArrivalForm(request.POST, auto_id="arrival_%s")
    people: list[UUID] = ticked(request, "file")
    if not people or not form.is_valid():
        drafts.confirm(request, _("Tick the people, and write the day and how it is known."))
        return redirect("journeys:abroad")
    lines = actions.confirm_arrivals(actor=request.actor, candidacy_ids=people, **form.cleaned_data)
    return report(
        request, lines, title=_("Arrivals confirmed"), back=reverse("journeys:abroad"), label=_("People abroad")
    )


@require_GET
def list_returns(request: AgentRequest) -> HttpResponse:
    """Show the returns of each campaign, by what proves them."""
    JOURNEYS.require(request.actor, "view")
    proofs = list(ReturnProof)
    lines = [
        {
            "row": row,
            "proofs": [(row.proofs.get(proof.value, 0), _share(row.rate(proof.value))) for proof in proofs],
            "rate": _share(row.rate()),
        }
        for row in queries.returns(request.actor)
    ]
    context = {"lines": lines, "proofs": [str(proof.label) for proof in proofs]}
    return render(request, "journeys/returns.html", context)


def _share(thousandths: int | None) -> float | None:
    """Return a rate in thousandths as a share from 0 to 1, as pages write percentages."""
    return None if thousandths is None else thousandths / 1000
