"""The list of cases, what is late at the top; and the way in: find the person, then record the return."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.people.search import search_people
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import Axis, CaseState
from baarasira.reintegration.cases.inputs import SignalData
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.policies import BODIES, CASES
from baarasira.reintegration.cases.queries import cases as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import CaseFilter, SignalForm
from ..reach import own_structure, owner_choices, person_or_404
from ..states import tone


def line_of(row: Case, request: AgentRequest) -> dict[str, Any]:
    """Return what one row of a list of cases shows."""
    late = row.state == CaseState.SIGNALLED and row.contact_due < request.actor.today
    return {"case": row, "tone": tone("case", row.state), "late": late}


def _found(request: AgentRequest, form: CaseFilter) -> QuerySet[Case]:
    rows = queries.visible_to(request.actor)
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("axis"):
        rows = rows.filter(axis=given["axis"])
    if not given.get("state"):
        return queries.open_ones(rows)
    return rows if given["state"] == "all" else rows.filter(state=given["state"])


@require_GET
def list_cases(request: AgentRequest) -> HttpResponse:
    """Show the cases of the agent's structures: first whom nobody has contacted in time, then the others."""
    CASES.require(request.actor, "view")
    seen, today = queries.visible_to(request.actor), request.actor.today
    form = CaseFilter(request.GET, axes=Axis.choices)
    page = paginate(_found(request, form).order_by(), order=("-id",), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [line_of(row, request) for row in page.rows],
        "late": [line_of(row, request) for row in queries.contact_late(seen, today)[:20]],
        "screenings": queries.screenings_due(request.actor)[:20],
        "unanswered": queries.unanswered(request.actor, today)[:20],
        "refused": queries.refused_and_open(request.actor)[:20],
        "transfers": queries.transfers_to_answer(request.actor)[:20],
        "today": today,
        "may_signal": CASES.allows(request.actor, "signal"),
        "may_bodies": BODIES.allows(request.actor, "view"),
    }
    return render(request, "reintegration/list.html", context)


@require_GET
def find_returnee(request: AgentRequest) -> HttpResponse:
    """Look for the person before anything else: the returnee may be on file since before the departure."""
    CASES.require(request.actor, "signal")
    typed = request.GET.get("q", "").strip()[:200]
    found = search_people(request.actor, typed, size=20) if typed else None
    return render(request, "reintegration/find.html", {"typed": typed, "found": found})


@require_http_methods(["GET", "POST"])
def new_case(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Record the return of a person who is on file."""
    CASES.require(request.actor, "signal")
    person = person_or_404(request, person_id)
    own = own_structure(request)
    initial = {"owner": str(own.pk) if own is not None else ""}
    form = SignalForm(request.POST or None, owners=owner_choices(request, partners_too=False), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.signal(
                actor=request.actor, person_id=person.pk, owner_id=UUID(form.cleaned_data["owner"]), data=_data(form)
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The return is recorded: the first contact falls due."))
            seen = queries.visible_to(request.actor).filter(pk=made.pk).exists()
            return redirect("reintegration:case", made.pk) if seen else redirect("reintegration:list")
    context = {"form": form, "person": person}
    return render(request, "reintegration/new.html", context, status=422 if form.errors else 200)


def _data(form: SignalForm) -> SignalData:
    given = form.cleaned_data
    return SignalData(
        source=given["source"],
        body_id=UUID(given["body"]) if given["body"] else None,
        reference=given["reference"],
        returned_on=given["returned_on"],
        return_country=given["return_country"],
        return_kind=given["return_kind"],
        form_token=given["token"],
    )
