"""Appeals: received at the counter or in the department, instructed, decided; upheld, they make the next run."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.sequences import read_random_number
from baarasira.selection import actions
from baarasira.selection.enums import AppealState
from baarasira.selection.marks import shown
from baarasira.selection.models import Appeal, Entry, Run
from baarasira.selection.policies import APPEALS
from baarasira.selection.queries import runs as queries
from baarasira.selection.queries.panels import grid_of, programme_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import AppealForm, InstructionForm, RulingForm
from ..states import tone
from .reach import appeal_or_404, campaign_or_404


@require_http_methods(["GET", "POST"])
def list_appeals(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show the appeals of a campaign, and record one."""
    campaign = campaign_or_404(request, campaign_id)
    run = queries.in_force(campaign)
    office = campaign.opening.office_id
    form = AppealForm(request.POST or None, initial={"received_on": request.actor.today})
    if request.method == "POST" and form.is_valid() and run is not None:
        found = _record(request, run, form)
        if found is not None:
            drafts.confirm(
                request, _("The appeal is recorded: it is instructed, then decided by somebody who did not sign.")
            )
            return redirect("selection:appeals", campaign.pk)
    rows = Appeal.objects.filter(run__campaign=campaign).select_related("candidacy__person", "run").order_by("-id")
    may_view = APPEALS.allows(request.actor, "view", office)
    context = {
        "campaign": campaign,
        "run": run,
        "appeals": [{"appeal": row, "tone": tone(row.state)} for row in rows] if may_view else [],
        "may_view": may_view,
        "form": form
        if run is not None and run.appeals_until is not None and APPEALS.allows(request.actor, "record")
        else None,
        "open": run is not None and run.appeals_until is not None and request.actor.today <= run.appeals_until,
    }
    return render(request, "selection/appeals.html", context, status=422 if form.errors else 200)


def _record(request: AgentRequest, run: Run, form: AppealForm) -> Appeal | None:
    """Record an appeal, or put what stands against it in the form."""
    receipt = read_random_number(form.cleaned_data["receipt"])
    candidacy = (
        Candidacy.objects.select_related("person", "office").filter(number=receipt, opening_id=run.campaign_id).first()
    )
    if not receipt or candidacy is None:
        form.add_error("receipt", _("No file of this campaign bears this receipt number."))
        return None
    try:
        return actions.record_appeal(
            actor=request.actor, run=run, candidacy=candidacy,
            received_on=form.cleaned_data["received_on"], grounds=form.cleaned_data["grounds"],
        )  # fmt: skip
    except BusinessError as error:
        form.refuse(error)
        return None


@require_http_methods(["GET", "POST"])
def appeal(request: AgentRequest, appeal_id: UUID) -> HttpResponse:
    """One appeal: its grounds, its instruction, its decision."""
    found = appeal_or_404(request, appeal_id)
    grid = grid_of(programme_of(found.run.campaign))
    lines = grid.lines if grid else ()
    deciding = found.state == AppealState.INSTRUCTED
    instruction = InstructionForm(request.POST or None, initial={"version": found.version})
    ruling = RulingForm(request.POST or None, lines=lines, initial={"version": found.version, "effect": "points"})
    form = ruling if deciding else instruction
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, found, form.cleaned_data, deciding=deciding)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The decision is recorded.") if deciding else _("The instruction is recorded."))
            return redirect("selection:appeal", found.pk)
    return render(request, "selection/appeal.html", _context(request, found, form), status=422 if form.errors else 200)


def _act(request: AgentRequest, found: Appeal, values: dict[str, Any], *, deciding: bool) -> None:
    key = {"actor": request.actor, "appeal_id": found.pk, "version": values["version"]}
    if not deciding:
        actions.instruct(**key, instruction=values["instruction"])
        return
    ruling = actions.Ruling(
        upheld=request.POST.get("ruling") == "uphold",
        decision=values["decision"],
        points={name.removeprefix("line-"): text for name, text in values.items() if name.startswith("line-")},
        admitted=values["effect"] == "admitted",
        removed=values["effect"] == "removed",
    )
    actions.decide(**key, ruling=ruling)


def _context(request: AgentRequest, found: Appeal, form: Any) -> dict[str, Any]:
    office = found.run.campaign.opening.office_id
    entry = Entry.objects.filter(run=found.run, candidacy=found.candidacy).first()
    grid = grid_of(programme_of(found.run.campaign))
    signed = same_person(found.run.first_by, request.user) or same_person(found.run.second_by, request.user)
    points = entry.points if entry is not None else {}
    return {
        "appeal": found,
        "campaign": found.run.campaign,
        "tone": tone(found.state),
        "entry": entry,
        "score": shown(entry.score) if entry is not None else "",
        "points": [(str(line.title), shown(points[line.key])) for line in grid.lines if line.key in points]
        if grid
        else [],
        "corrections": [
            {"row": row, "former": shown(row.former or 0), "value": shown(row.value or 0)}
            for row in found.corrections.all()
        ],
        "signed": signed,
        "may_instruct": found.state == AppealState.RECORDED and APPEALS.allows(request.actor, "instruct", office),
        "may_decide": found.state == AppealState.INSTRUCTED
        and APPEALS.allows(request.actor, "decide", office)
        and not signed,
        "form": form,
    }


@require_POST
def correct_list(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Make the next run out of the appeals upheld."""
    campaign = campaign_or_404(request, campaign_id)
    run = actions.correct_list(actor=request.actor, campaign=campaign)
    drafts.confirm(
        request,
        _("Run %(number)d is made with the corrections: compute it, then two people sign it.") % {"number": run.number},
    )
    return redirect("selection:run", run.pk)
