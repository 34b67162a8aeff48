"""The checks of placements after one and three months: what is due, who could not be reached, what was found."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.candidacies import actions, queries
from baarasira.candidacies.policies import PLACEMENTS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ...matching.lines import shown_phone
from ..forms import CheckFilter, CheckForm
from ..states import outcome_tone

DUE, UNREACHED, DONE = "", "unreached", "done"
LATE_AFTER = 7


@require_GET
def list_checks(request: AgentRequest) -> HttpResponse:
    """Show the checks due, the oldest first; those at which nobody was reached; those done."""
    PLACEMENTS.require(request.actor, "view")
    actor, view = request.actor, request.GET.get("view", DUE)
    form = CheckFilter(request.GET, actor=actor)
    rows = {
        UNREACHED: queries.checks_unreached(actor),
        DONE: queries.checks_visible_to(actor).filter(outcome__in=["kept", "lost"]),
    }.get(view, queries.checks_due(actor, actor.today))
    if form.is_valid() and form.cleaned_data["office"]:
        office = UUID(form.cleaned_data["office"])
        within = Q(placement__candidacy__person__office=office) | Q(placement__candidacy__opening__office=office)
        rows = rows.filter(within)
    order = ("-due_on", "id") if view == DONE else ("due_on", "id")
    page = paginate(rows.prefetch_related("placement__candidacy__person__phones"), order=order, request=request)
    context = {
        "page": page,
        "lines": [
            {
                "check": check,
                "candidacy": check.placement.candidacy,
                "tone": outcome_tone(check.outcome),
                "phone": shown_phone(actor, check.placement.candidacy.person),
                "days": (actor.today - check.due_on).days,
                "edge": "late" if not check.outcome and (actor.today - check.due_on).days > LATE_AFTER else "",
            }
            for check in page.rows
        ],
        "form": form,
        "chips": active_filters(form, request),
        "view": view,
        "tabs": _tabs(request, view),
        "may_record": PLACEMENTS.allows(actor, "check"),
    }
    return render(request, "candidacies/checks.html", context)


def _tabs(request: AgentRequest, view: str) -> list[dict[str, object]]:
    names = ((DUE, _("Due")), (UNREACHED, _("To call again")), (DONE, _("Done")))
    return [
        {"label": label, "url": f"{request.path}?view={key}" if key else request.path, "current": key == view}
        for key, label in names
    ]


@require_http_methods(["GET", "POST"])
def check_placement(request: AgentRequest, check_id: UUID) -> HttpResponse:
    """Record what a check found: still in the job, job lost, nobody reached."""
    check = get_object_or_404(queries.checks_visible_to(request.actor), pk=check_id)
    candidacy = check.placement.candidacy
    form = CheckForm(request.POST or None, initial={"version": check.version})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.record_check(
            actor=request.actor,
            check_id=check.pk,
            outcome=values["outcome"],
            note=values["note"],
            expected_version=values["version"],
        )
        sentence = _("The check of %(person)s is recorded.") % {"person": candidacy.person}
        drafts.confirm(request, sentence, draft=f"check-{check.pk}")
        return redirect("candidacies:checks")
    context = {
        "check": check,
        "candidacy": candidacy,
        "form": form,
        "phone": shown_phone(request.actor, candidacy.person),
        "employer": candidacy.opening.employer,
        "draft": f"check-{check.pk}",
    }
    return render(request, "candidacies/check.html", context, status=422 if form.errors else 200)
