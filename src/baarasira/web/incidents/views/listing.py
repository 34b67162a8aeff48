"""The list of incidents, what is late at the top, and the form of a report taken by phone or at the counter."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.inputs import ReportData
from baarasira.mobility.incidents.models import Incident
from baarasira.mobility.incidents.policies import BARS, COSTS, INCIDENTS
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import IncidentFilter, ReportForm
from ..states import severity_tone, tone


def line_of(row: Incident, request: AgentRequest) -> dict[str, Any]:
    """Return what one row of a list of incidents shows."""
    open_ = row.closed_at is None
    return {
        "incident": row,
        "tone": tone(row.state),
        "severity_tone": severity_tone(row.severity),
        "late": open_ and row.due_at < request.actor.at,
        "who": str(row.person) if row.person is not None else "",
        "employer": row.employer.name if row.employer is not None else "",
    }


def _found(request: AgentRequest, form: IncidentFilter) -> QuerySet[Incident]:
    rows = queries.visible_to(request.actor)
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("severity"):
        rows = rows.filter(severity=given["severity"])
    if given.get("kind"):
        rows = rows.filter(kind=given["kind"])
    if not given.get("state"):
        return queries.open_ones(rows)
    return rows if given["state"] == "all" else rows.filter(state=given["state"])


@require_GET
def list_incidents(request: AgentRequest) -> HttpResponse:
    """Show the incidents the agent may read, the first due first; how many confidential ones wait, for who names carers."""
    form = IncidentFilter(request.GET)
    page = paginate(_found(request, form).order_by(), order=("due_at", "id"), request=request)
    seen = queries.visible_to(request.actor)
    if not seen.exists() and not queries.cared_for(request.actor):
        INCIDENTS.require(request.actor, "view")
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [line_of(row, request) for row in page.rows],
        "late": queries.late(seen, request.actor.at).count(),
        "waiting": queries.confidential_waiting(request.actor),
        "may_report": INCIDENTS.allows(request.actor, "report"),
        "may_name": INCIDENTS.allows(request.actor, "name_carer"),
        "may_costs": COSTS.allows(request.actor, "view"),
        "may_bars": BARS.allows(request.actor, "view"),
    }
    return render(request, "incidents/list.html", context)


@require_http_methods(["GET", "POST"])
def new_incident(request: AgentRequest) -> HttpResponse:
    """Take a report by phone or at the counter; answer with the number and the code to give to who reports."""
    INCIDENTS.require(request.actor, "report")
    initial = {"receipt": request.GET.get("dossier", ""), "person": request.GET.get("personne", "")}
    form = ReportForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            incident, code = actions.report(actor=request.actor, data=_data(form), channel=form.cleaned_data["channel"])
        except BusinessError as error:
            form.refuse(error)
        else:
            seen = queries.may_see(request.actor, incident)
            return render(request, "incidents/taken.html", {"incident": incident, "code": code, "seen": seen})
    return render(request, "incidents/new.html", {"form": form}, status=422 if form.errors else 200)


def _data(form: ReportForm) -> ReportData:
    given = form.cleaned_data
    return ReportData(
        kind=given["kind"],
        words=given["words"],
        reporter=given["reporter"],
        severity=int(given["severity"]) if given["severity"] else None,
        danger=given["danger"],
        country=given["country"].upper() if given["country"].upper() in COUNTRIES else "",
        happened_on=given["happened_on"],
        contact=given["contact"],
        form_token=given["token"],
        **form.keys(),
    )
