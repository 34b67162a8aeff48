"""The reserve: the seats that fell free, who is called next, the calls and their answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Territory
from baarasira.selection import actions
from baarasira.selection.enums import Result
from baarasira.selection.models import Run
from baarasira.selection.policies import RUNS
from baarasira.selection.queries import runs as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import CallForm
from ..states import tone
from .reach import campaign_or_404

_NEXT = 5


def _lists(run: Run) -> list[dict[str, Any]]:
    places = run.places.filter(result=Result.RESERVE)
    names = list(dict.fromkeys(places.order_by("list").values_list("list", flat=True)))
    labels = dict(Territory.objects.filter(code__in=names).values_list("code", "name"))
    out = []
    for name in names:
        rows = list(queries.waiting(run, name))
        out.append(
            {
                "name": name,
                "label": labels.get(name, name) or _("one list for all"),
                "left": len(rows),
                "next": [row.entry.receipt for row in rows[:_NEXT]],
            }
        )
    return out


@require_http_methods(["GET", "POST"])
def reserve(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show the reserve of a campaign and call the next person to a seat that fell free."""
    campaign = campaign_or_404(request, campaign_id)
    RUNS.require(request.actor, "view", campaign.opening.office_id)
    run = queries.in_force(campaign)
    if run is None:
        raise Http404
    lists = _lists(run)
    names = {row["name"]: row["label"] for row in lists}
    form = CallForm(request.POST or None, lists=names)
    free = queries.free_seats(run)
    if request.method == "POST" and form.is_valid():
        seat = next((row for row in free if str(row.candidacy.pk) == request.POST.get("seat")), None)
        if seat is None:
            raise Http404
        try:
            call = actions.call_next(
                actor=request.actor, run=run, candidacy_id=seat.candidacy.pk,
                list_name=form.cleaned_data["list_name"], reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("%(receipt)s is called, and told.") % {"receipt": call.candidacy.number})
            return redirect("selection:reserve", campaign.pk)
    may = RUNS.allows(request.actor, "call", campaign.opening.office_id)
    context = {
        "campaign": campaign,
        "run": run,
        "free": [
            {"seat": seat, "list": names.get(seat.list, seat.list), "form": form if request.POST.get("seat") == str(seat.candidacy.pk) else CallForm(lists=names, initial={"list_name": seat.list})}
            for seat in free
        ],
        "lists": lists,
        "calls": [{"call": row, "tone": tone(row.state)} for row in queries.calls_of(run)[:200]],
        "may_call": may and bool(names),
    }  # fmt: skip
    return render(request, "selection/reserve.html", context, status=422 if form.errors else 200)
