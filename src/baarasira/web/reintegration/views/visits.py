"""Visits: the round of the visitor, the form made for a phone, the photo."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import Membership
from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.visits import actions, queries
from baarasira.reintegration.visits.enums import Problem, VisitState
from baarasira.reintegration.visits.models import Visit
from baarasira.reintegration.visits.policies import SURVEYS, VISITS
from baarasira.web.files import downloads
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import AssignForm, VisitForm
from ..reach import case_or_404, visit_or_404
from ..states import tone


@require_GET
def list_visits(request: AgentRequest) -> HttpResponse:
    """Show the visits to be made, the longest overdue first; `?tous=1` those given to others too."""
    VISITS.require(request.actor, "view")
    rows = queries.coming(queries.visible_to(request.actor))
    everybody = request.GET.get("tous") == "1"
    page = paginate(
        (rows if everybody else queries.mine(rows, request.actor)).order_by(), order=("due_on", "id"), request=request
    )
    today = request.actor.today
    context = {
        "page": page,
        "lines": [{"visit": row, "late": row.due_on < today, "due": row.due_on <= today} for row in page.rows],
        "everybody": everybody,
        "may_weigh": SURVEYS.allows(request.actor, "weigh"),
    }
    return render(request, "reintegration/visits.html", context)


@require_http_methods(["GET", "POST"])
def visit(request: AgentRequest, visit_id: UUID) -> HttpResponse:
    """Show a visit that was made, or the form of one that is to be made."""
    found = visit_or_404(request, visit_id)
    if found.state == VisitState.CANCELLED:
        raise Http404
    may = VISITS.allows(request.actor, "make", found.case.owner_id)
    if found.state == VisitState.DONE or not may:
        if request.method == "POST":
            VISITS.require(request.actor, "make", found.case.owner_id)
        return _made(request, found)
    form = VisitForm(request.POST or None, request.FILES or None, initial={"done_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_visit(actor=request.actor, visit_id=found.pk, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            return _kept(request, found.case)
    return _form_page(request, found.case, form, found)


def _kept(request: AgentRequest, case: Case) -> HttpResponse:
    drafts.confirm(request, _("The visit is recorded."))
    return redirect("reintegration:case", case.pk)


def _form_page(request: AgentRequest, case: Case, form: VisitForm, found: Visit | None) -> HttpResponse:
    assign: AssignForm | None = None
    if found is not None and VISITS.allows(request.actor, "assign", case.owner_id):
        assign = AssignForm(auto_id="assign_%s", users=_visitors(request, case))
    context = {
        "form": form,
        "case": case,
        "visit": found,
        "assign": assign,
        "phones": [phone.number for phone in case.person.phones.all()],
        "relations": list(case.relations.all()),
        "last": queries.last_visit(case.pk),
    }
    return render(request, "reintegration/visit_form.html", context, status=422 if form.errors else 200)


def _visitors(request: AgentRequest, case: Case) -> list[tuple[str, str]]:
    """Return the accounts that make visits for the owner of a case, by name."""
    today = request.actor.today
    rows = Membership.objects.in_force(today).filter(role__in=VISITS.grants["make"], user__state=AccountState.ACTIVE)
    above = {case.owner_id, *(UUID(part) for part in case.owner.path.strip("/").split("/"))}
    users = {row.user_id: row.user for row in rows.filter(structure_id__in=above).select_related("user")}
    return [
        (str(user.pk), user.label) for user in sorted(users.values(), key=lambda user: (user.surname, user.given_name))
    ]


def _made(request: AgentRequest, found: Visit) -> HttpResponse:
    context = {
        "visit": found,
        "case": found.case,
        "tone": tone("visit", found.state),
        "problems": [str(Problem(code).label) for code in found.problems],
    }
    return render(request, "reintegration/visit.html", context)


@require_http_methods(["GET", "POST"])
def new_visit(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Record a visit that nobody had planned."""
    case = case_or_404(request, case_id)
    VISITS.require(request.actor, "make", case.owner_id)
    if case.state == CaseState.CLOSED:
        raise Http404
    form = VisitForm(request.POST or None, request.FILES or None, initial={"done_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_unplanned(actor=request.actor, case_id=case.pk, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            return _kept(request, case)
    return _form_page(request, case, form, None)


@require_POST
def assign_visit(request: AgentRequest, visit_id: UUID) -> HttpResponse:
    """Give a visit to somebody."""
    found = visit_or_404(request, visit_id)
    form = AssignForm(request.POST, users=_visitors(request, found.case))
    if not form.is_valid():
        raise Http404
    actions.assign(actor=request.actor, visit_id=found.pk, user_id=UUID(form.cleaned_data["visitor"]))
    drafts.confirm(request, _("The visit is given."))
    return redirect("reintegration:visits")


@require_GET
def visit_photo(request: AgentRequest, visit_id: UUID) -> HttpResponseBase:
    """Hand over the photo of a visit."""
    found = visit_or_404(request, visit_id)
    if found.photo is None:
        raise Http404
    answer: Any = downloads.send(request.actor, found.photo, inline=True)
    return answer  # type: ignore[no-any-return]
