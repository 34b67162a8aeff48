"""What follows a contract: the logbook as the centre reads it, visits, allowances, what became of the apprentice."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.apprenticeships.actions import allowances as paying
from baarasira.training.apprenticeships.actions import insertion as inserting
from baarasira.training.apprenticeships.actions import visits as visiting
from baarasira.training.apprenticeships.enums import VisitState
from baarasira.training.apprenticeships.inputs import InsertionData, VisitData
from baarasira.training.apprenticeships.policies import CONTRACTS, LOGBOOK
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.training.apprenticeships.queries import logbook as books
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from .. import forms
from ..reach import contract_or_404, insertion_or_404, visit_or_404
from ..states import tone

_YEARS = [gettext_lazy("First year"), gettext_lazy("Second year"), gettext_lazy("Third year")]


@require_GET
def logbook(request: AgentRequest, apprenticeship_id: UUID) -> HttpResponse:
    """Show the logbook of an apprentice: where each task stands, then every entry as it came."""
    found = contract_or_404(request, apprenticeship_id)
    LOGBOOK.require(request.actor, "view", found.centre_id)
    book = books.books([found])[found.pk]
    rows = books.entries_of(request.actor, found)
    page = paginate(rows.order_by(), order=("-noted_at", "-id"), request=request)
    tasks = found.trade.tasks.filter(active=True)
    years: dict[int, list[dict[str, Any]]] = {}
    for task in tasks:
        stands = book.tasks.get(task.pk)
        years.setdefault(task.year, []).append({"task": task, "level": stands.level if stands else None})
    context = {
        "contract": found,
        "years": [(_YEARS[year - 1], lines) for year, lines in sorted(years.items())],
        "page": page,
        "entries": [{"row": row, "back": row.device_entry in book.withdrawn} for row in page.rows],
        "days": sorted(book.days.items(), reverse=True)[:31],
    }
    return render(request, "apprenticeships/logbook.html", context)


@require_GET
def list_visits(request: AgentRequest) -> HttpResponse:
    """Show the visits to make, the late first, then those to come."""
    CONTRACTS.require(request.actor, "view")
    rows = queries.visits(request.actor).filter(state=VisitState.PLANNED)
    page = paginate(rows.order_by(), order=("due_on", "id"), request=request)
    context = {"page": page, "lines": page.rows, "today": request.actor.today}
    return render(request, "apprenticeships/visits.html", context)


@require_http_methods(["GET", "POST"])
def visit(request: AgentRequest, workshop_visit_id: UUID) -> HttpResponse:
    """Show a visit with what was found, or its form while it is to be made."""
    found = visit_or_404(request, workshop_visit_id)
    may = found.state == VisitState.PLANNED and CONTRACTS.allows(request.actor, "visit", found.contract.centre_id)
    form = forms.VisitForm(request.POST or None, initial={"done_on": request.actor.today}) if may else None
    if request.method == "POST":
        CONTRACTS.require(request.actor, "visit", found.contract.centre_id)
        if form is not None and form.is_valid():
            try:
                visiting.make_visit(actor=request.actor, visit_id=found.pk, data=VisitData(**form.cleaned_data))
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The visit is recorded."))
                return redirect("apprenticeships:visit", found.pk)
    context = {
        "visit": found,
        "form": form,
        "late": found.state == VisitState.PLANNED and found.due_on < request.actor.today,
        "tone": tone("visit", found.state),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "apprenticeships/visit.html", context, status=status)


@require_POST
def allowance_act(request: AgentRequest, allowance_id: UUID, name: str) -> HttpResponse:
    """Record a payment, confirm it, or send it back; then show the contract again."""
    row = get_object_or_404(queries.allowances(request.actor), pk=allowance_id)
    do: dict[str, Any] = {"actor": request.actor, "allowance_id": row.pk}
    if name == "pay":
        form = forms.PaidForm(request.POST, request.FILES)
        if not form.is_valid():
            context = {"form": form, "row": row}
            return render(request, "apprenticeships/paid.html", context, status=422)
        paying.record_paid(**do, **form.cleaned_data)
    elif name == "confirm":
        paying.confirm_paid(**do)
    elif name == "contest":
        paying.contest(**do, reason=request.POST.get("reason", ""))
    else:
        raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("apprenticeships:contract", row.contract_id)


@require_GET
def evidence(request: AgentRequest, allowance_id: UUID) -> HttpResponse:
    """Hand over the proof of a payment."""
    row = get_object_or_404(queries.allowances(request.actor), pk=allowance_id)
    if row.evidence is None:
        raise Http404
    return send(request.actor, row.evidence)


@require_http_methods(["GET", "POST"])
def insertion(request: AgentRequest, insertion_id: UUID) -> HttpResponse:
    """Record what became of a certified apprentice."""
    found = insertion_or_404(request, insertion_id)
    may = CONTRACTS.allows(request.actor, "follow", found.contract.centre_id)
    initial = {
        "done_on": found.done_on or request.actor.today, "situation": found.situation,
        "first_job_on": found.first_job_on, "where": found.where, "note": found.note,
    }  # fmt: skip
    form = forms.InsertionForm(request.POST or None, initial=initial) if may else None
    if request.method == "POST":
        CONTRACTS.require(request.actor, "follow", found.contract.centre_id)
        if form is not None and form.is_valid():
            try:
                inserting.record(actor=request.actor, insertion_id=found.pk, data=InsertionData(**form.cleaned_data))
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("It is recorded."))
                return redirect("apprenticeships:contract", found.contract_id)
    status = 422 if form is not None and form.errors else 200
    return render(request, "apprenticeships/insertion.html", {"insertion": found, "form": form}, status=status)
