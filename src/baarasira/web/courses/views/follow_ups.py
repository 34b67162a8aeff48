"""Support after a course: what is due, the late first; what became of one person."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.candidacies.models import Placement
from baarasira.kernel.errors import BusinessError
from baarasira.training.courses import actions
from baarasira.training.courses.inputs import FollowUpData
from baarasira.training.courses.policies import ENROLMENTS
from baarasira.training.courses.queries import after, reach
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import FollowUpForm
from ..reach import follow_up_or_404


@require_GET
def list_follow_ups(request: AgentRequest) -> HttpResponse:
    """Show the support to give, the longest overdue first; `?faits=1` what was given."""
    ENROLMENTS.require(request.actor, "view")
    done = request.GET.get("faits") == "1"
    rows = after.follow_ups(request.actor).filter(done_on__isnull=not done)
    page = paginate(rows.order_by(), order=("-due_on", "-id") if done else ("due_on", "id"), request=request)
    today = request.actor.today
    context = {
        "page": page,
        "lines": [
            {"row": row, "late": not done and row.due_on < today, "due": row.due_on <= today} for row in page.rows
        ],
        "done": done,
    }
    return render(request, "courses/follow_ups.html", context)


@require_http_methods(["GET", "POST"])
def follow_up(request: AgentRequest, follow_up_id: UUID) -> HttpResponse:
    """Show the support of so many months, and record what became of the person; recorded, it may be corrected."""
    found = follow_up_or_404(request, follow_up_id)
    enrolment = found.enrolment
    may = reach.may_with(request.actor, "follow", enrolment.session.centre_id, enrolment.person.office_id)
    rows = Placement.objects.filter(candidacy__person=enrolment.person_id).select_related("candidacy__opening")
    placements = [(str(row.pk), f"{row.candidacy.opening} – {row.first_day:%d/%m/%Y}") for row in rows]
    form = FollowUpForm(request.POST or None, placements=placements, initial=_held(request, found))
    if request.method == "POST":
        reach.require_with(request.actor, "follow", enrolment)
        if form.is_valid():
            try:
                actions.record_follow_up(actor=request.actor, follow_up_id=found.pk, data=_data(form))
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The support is recorded."))
                return redirect("courses:enrolment", enrolment.pk)
    context = {
        "follow_up": found,
        "enrolment": enrolment,
        "form": form if may else None,
        "phones": [phone.number for phone in enrolment.person.phones.all()],
        "late": found.done_on is None and found.due_on < request.actor.today,
    }
    return render(request, "courses/follow_up.html", context, status=422 if form.errors else 200)


def _held(request: AgentRequest, found: Any) -> dict[str, Any]:
    if found.done_on is None:
        return {"done_on": request.actor.today}
    names = ("done_on", "situation", "business_started_on", "jobs_created", "note")
    return {**{name: getattr(found, name) for name in names}, "placement": str(found.placement_id or "")}


def _data(form: FollowUpForm) -> FollowUpData:
    given = dict(form.cleaned_data)
    placement = given.pop("placement", "")
    return FollowUpData(placement_id=UUID(placement) if placement else None, **given)
