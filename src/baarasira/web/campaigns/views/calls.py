"""The people whom no message reaches, to be called."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.messaging import calls
from baarasira.messaging.models import Call
from baarasira.messaging.policies import CALLS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate


@require_GET
def list_calls(request: AgentRequest) -> HttpResponse:
    """Show who is to be called, those due first first."""
    CALLS.require(request.actor, "make")
    rows = calls.to_make(request.actor).prefetch_related("person__phones")
    page = paginate(rows, order=("due_on", "id"), request=request)
    today = request.actor.today
    lines = [
        {"call": row, "phone": next(iter(row.person.phones.all()), None), "late": row.due_on < today}
        for row in page.rows
    ]
    return render(request, "campaigns/calls.html", {"page": page, "lines": lines})


@require_POST
def record_call(request: AgentRequest, call_id: UUID) -> HttpResponse:
    """Record that somebody was called, or could not be reached."""
    get_object_or_404(Call, pk=call_id)
    calls.record_call(actor=request.actor, call_id=call_id, reached=request.POST.get("reached") == "yes")
    drafts.confirm(request, _("The call is recorded."))
    return redirect("campaigns:calls")
