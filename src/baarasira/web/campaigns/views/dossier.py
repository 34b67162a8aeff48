"""The file of one candidate: the road with its one form; the files of a step, moved many at once."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies import actions, road_queries
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import FILES
from baarasira.candidacies.steps.acting import ACTIONS, allows
from baarasira.candidacies.steps.reading import Road, read
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import NotAllowed, RuleRefused
from baarasira.people.queries import openable
from baarasira.programmes.compiled.model import Step
from baarasira.programmes.enums import ActorRole
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..links import of_file
from ..road import file_road
from ..states import file_tone
from ..step_forms import EndingForm
from ..words import ending_words, where_words
from .reach import file_or_404, visible_or_404


@require_GET
def dossier(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Show the file of one candidate."""
    return _show(request, file_or_404(request, file_id))


def _show(
    request: AgentRequest, candidacy: Candidacy, form: EndingForm | None = None, status: int = 200
) -> HttpResponse:
    road = read(candidacy, request.actor.today)
    open_row = road.rows[-1] if candidacy.state == CandidacyState.UNDER_WAY else None
    outcome = road.programme.outcomes.get(candidacy.outcome)
    context = {
        "candidacy": candidacy,
        "campaign": road.campaign,
        "where": where_words(road.programme, candidacy),
        "tone": file_tone(candidacy),
        "road": file_road(road),
        "outcome": outcome,
        "row": open_row,
        "late": open_row is not None and open_row.due_at is not None and open_row.due_at < request.actor.at,
        "may_open_person": openable(request.actor, [candidacy.person])[candidacy.person_id],
        "may_print": allows(request.actor, "print_receipt", candidacy),
        "may_withdraw": _may_withdraw(request, candidacy),
        "links": of_file(request, candidacy),
        **(_next(request, road, form) if open_row is not None else {"form": None, "step": None}),
    }
    return render(request, "campaigns/dossier.html", context, status=status)


def _may_withdraw(request: AgentRequest, candidacy: Candidacy) -> bool:
    under_way = candidacy.state == CandidacyState.UNDER_WAY and candidacy.departed_on is None
    return under_way and allows(request.actor, "withdraw", candidacy)


def _next(request: AgentRequest, road: Road, form: EndingForm | None) -> dict[str, Any]:
    """Return the open step as this agent may take it: the form, what is proposed, who acts."""
    step, row, candidacy = road.step, road.row, road.candidacy
    may = candidacy.frozen_on is None and allows(request.actor, ACTIONS[step.recorded_by], candidacy)
    staged = row.staged_by is not None
    mine = same_person(row.staged_by, request.user)
    open_form = (form or EndingForm(step=step, initial={"version": candidacy.version})) if may else None
    if open_form is not None and not open_form.offers:
        open_form = None  # every ending of this step comes by an act elsewhere
    return {
        "step": step,
        "who": ActorRole(step.actor_role).label,
        "staged": staged,
        "staged_words": ending_words(step, row.staged_ending) if staged else "",
        "staged_mine": mine,
        "may_confirm": may and staged and not mine and step.two_people,
        "may_propose": may and step.two_people,
        "form": open_form,
        "may_recheck": step.kind == "eligibility" and allows(request.actor, "apply", candidacy),
    }


@require_POST
def close_step(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Close the open step, propose its end where it takes two people, or confirm what was proposed."""
    candidacy = file_or_404(request, file_id)
    road = read(candidacy, request.actor.today)
    form = EndingForm(request.POST, step=road.step)
    given: dict[str, Any] = {"actor": request.actor, "candidacy_id": candidacy.pk}
    if request.POST.get("decision") == "confirm":
        actions.close_step(**given, ending=road.row.staged_ending)
        drafts.confirm(request, _("Confirmed: the file has moved on."))
        return redirect("campaigns:dossier", candidacy.pk)
    if form.is_valid():
        given |= {"ending": form.cleaned_data["ending"], "values": form.values(), "note": form.note}
        given["expected_version"] = form.cleaned_data["version"]
        try:
            if road.step.two_people:
                actions.stage_step(**given)
                done = _("Proposed: another person confirms it.")
            else:
                actions.close_step(**given)
                done = _("The file has moved on.")
        except NotAllowed:
            raise
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, done)
            return redirect("campaigns:dossier", candidacy.pk)
    return _show(request, candidacy, form, status=422)


@require_POST
def withdraw(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Record that the person withdraws."""
    candidacy = file_or_404(request, file_id)
    actions.withdraw_file(actor=request.actor, candidacy_id=candidacy.pk, note=request.POST.get("reason", ""))
    drafts.confirm(request, _("The withdrawal is recorded."))
    return redirect("campaigns:dossier", candidacy.pk)


@require_POST
def recheck(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Ask the conditions again, the person's file being completed."""
    candidacy = file_or_404(request, file_id)
    actions.recheck(actor=request.actor, candidacy_id=candidacy.pk)
    drafts.confirm(request, _("The conditions were asked again."))
    return redirect("campaigns:dossier", candidacy.pk)


def _step_or_404(request: AgentRequest, campaign_id: UUID, step_key: str) -> tuple[Any, Step]:
    campaign = visible_or_404(request, campaign_id)
    step = campaign.programme_version.compiled.steps.get(step_key)
    if step is None:
        raise Http404
    return campaign, step


@require_GET
def step_files(request: AgentRequest, campaign_id: UUID, step_key: str) -> HttpResponse:
    """Show the files at one step, to be ticked and moved together."""
    campaign, step = _step_or_404(request, campaign_id, step_key)
    FILES.require(request.actor, "view")
    rows = road_queries.of_campaign(request.actor, campaign.pk).filter(step=step_key, state=CandidacyState.UNDER_WAY)
    if request.GET.get("late"):
        rows = rows.filter(steps__closed_at__isnull=True, steps__due_at__lt=request.actor.at)
    page = paginate(rows, order=("id",), request=request, size=100)
    files = list(page.rows)
    dues = dict(
        road_queries.open_steps(request.actor, campaign.pk)
        .filter(candidacy__in=files)
        .order_by()
        .values_list("candidacy_id", "due_at")
    )
    lines = [
        {
            "candidacy": row,
            "due": dues.get(row.pk),
            "late": (due := dues.get(row.pk)) is not None and due < request.actor.at,
        }
        for row in files
    ]
    context = {
        "campaign": campaign,
        "step": step,
        "page": page,
        "lines": lines,
        "form": EndingForm(step=step, batch=True, auto_id="batch_%s"),
        "may_move": FILES.allows(request.actor, "batch"),
        "staged": road_queries.staged_at(campaign.pk, step_key).count(),
        "may_apply": FILES.allows(request.actor, "apply_staged", campaign.opening.office_id),
    }
    return render(request, "campaigns/step.html", context)


@require_POST
def move_files(request: AgentRequest, campaign_id: UUID, step_key: str) -> HttpResponse:
    """Show what closing a step for the files ticked would do to each, then do it and report."""
    campaign, step = _step_or_404(request, campaign_id, step_key)
    form = EndingForm(request.POST, step=step, batch=True, auto_id="batch_%s")
    ticked = [item for text in request.POST.getlist("file") if (item := _uuid(text)) is not None]
    if not ticked or not form.is_valid():
        drafts.confirm(request, _("Tick the files, and choose how the step ends."))
        return redirect("campaigns:step", campaign.pk, step_key)
    given: dict[str, Any] = {
        "actor": request.actor,
        "candidacy_ids": ticked,
        "step": step_key,
        "ending": form.cleaned_data["ending"],
        "values": form.values(),
    }
    doing = request.POST.get("decision") == "do"
    lines = actions.move_many(**given) if doing else actions.preview(**given)
    context = {
        "campaign": campaign,
        "step": step,
        "ending": ending_words(step, form.cleaned_data["ending"]),
        "moving": [line for line in lines if line.moves],
        "refused": [line for line in lines if not line.moves],
        "done": doing,
        "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "campaigns/report.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def apply_staged(request: AgentRequest, campaign_id: UUID, step_key: str) -> HttpResponse:
    """Apply every proposal at a step, all at once or not at all."""
    campaign, _step = _step_or_404(request, campaign_id, step_key)
    try:
        count = actions.apply_staged(actor=request.actor, campaign=campaign, step=step_key)
    except RuleRefused as error:
        context = {"campaign": campaign, "step": _step, "findings": error.findings}
        return render(request, "campaigns/not_applied.html", context, status=422)
    drafts.confirm(request, _("%(count)d files have moved, all at once.") % {"count": count})
    return redirect("campaigns:step", campaign.pk, step_key)
