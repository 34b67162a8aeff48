"""Convocations: whom to hear, by office and hour; the list to print; who came."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.candidacies.models import CandidacyStep
from baarasira.kernel.errors import BusinessError
from baarasira.programmes.kinds import Ending
from baarasira.selection import actions
from baarasira.selection.models import Hearing, Panel
from baarasira.selection.policies import PANELS
from baarasira.selection.queries import panels as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import SittingForm
from .panels import places_of
from .reach import panel_or_404


def _step(panel: Panel, key: str) -> str:
    programme = queries.programme_of(panel.campaign)
    heard = [step.key for step in programme.steps.values() if step.kind in actions.HEARD]
    if not heard or (key and key not in heard):
        raise Http404
    return key or heard[0]


@require_http_methods(["GET", "POST"])
def hearings(request: AgentRequest, panel_id: UUID) -> HttpResponse:
    """Convene people to a step, and show who is convened where and when."""
    panel = panel_or_404(request, panel_id)
    key = _step(panel, request.GET.get("etape", ""))
    waiting = actions.waiting(panel.pk, key)
    offices = list({row.office_id: row.office for row in waiting}.values())
    places = [*offices, *(row for row in places_of(panel.structure) if row not in offices)]
    may = PANELS.allows(request.actor, "convene", panel.campaign.opening.office_id)
    form = SittingForm(request.POST or None, offices=offices, places=places)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        place = next(row for row in places if str(row.pk) == values["place"])
        sitting = actions.Sitting(
            place=place, day=values["day"], begins=values["begins"], ends=values["ends"],
            minutes=values["minutes"], at_once=values["at_once"],
        )  # fmt: skip
        office = UUID(values["office"]) if values["office"] else None
        try:
            made = actions.convene(actor=request.actor, panel_id=panel.pk, step=key, sitting=sitting, office_id=office)
        except BusinessError as error:
            form.refuse(error)
        else:
            words = ngettext("%(n)d person is convened and told.", "%(n)d people are convened and told.", len(made))
            drafts.confirm(request, words % {"n": len(made)})
            return redirect(f"{request.path}?etape={key}")
    rows = list(panel.hearings.filter(step=key).select_related("candidacy__person", "candidacy__office", "place"))
    programme = queries.programme_of(panel.campaign)
    vocabulary = programme.steps[key].vocabulary.ending
    ended = _endings(rows, key)
    lists = [
        {
            "place": place,
            "day": day,
            "rows": [_line(row, vocabulary.get(ended.get(row.candidacy_id, ""))) for row in group],
        }
        for (place, day), group in groupby(
            sorted(rows, key=lambda row: (row.starts_at.date(), row.place.name, row.starts_at, row.pk)),
            key=lambda row: (row.place.name, row.starts_at.date()),
        )
    ]
    attends = PANELS.allows(request.actor, "attend", panel.campaign.opening.office_id)
    context = {
        "panel": panel,
        "campaign": panel.campaign,
        "step": programme.steps[key],
        "steps": [step for step in programme.steps.values() if step.kind in actions.HEARD],
        "waiting": len(waiting),
        "lists": lists,
        "form": form if may and waiting else None,
        "may_attend": attends and len(ended) < len(rows),
        "endings": [(ending, vocabulary[ending].label) for ending in programme.steps[key].on],
    }
    return render(request, "selection/hearings.html", context, status=422 if form.errors else 200)


def _line(row: Hearing, ending: Ending | None) -> dict[str, Any]:
    """Return one convocation as the page shows it, with what became of it once it is known."""
    tone = "done" if ending is not None and ending.favourable else "refused"
    return {"hearing": row, "said": str(ending.label) if ending is not None else "", "tone": tone}


def _endings(rows: Sequence[Hearing], step: str) -> dict[UUID, str]:
    """Return {file: how its step ended} of those whose step has. One query."""
    closed = CandidacyStep.objects.filter(
        candidacy__in=[row.candidacy_id for row in rows], key=step, closed_at__isnull=False
    )
    return dict(closed.order_by("position").values_list("candidacy_id", "ending"))


@require_POST
def attendance(request: AgentRequest, panel_id: UUID) -> HttpResponse:
    """Record of the people ticked that they were heard, or absent."""
    panel = panel_or_404(request, panel_id)
    key = _step(panel, request.POST.get("step", ""))
    ticked = [UUID(text) for text in request.POST.getlist("file")]
    ending = request.POST.get("ending", "")
    if ending not in queries.programme_of(panel.campaign).steps[key].on:
        raise Http404
    lines = actions.set_attendance(
        actor=request.actor, panel_id=panel.pk, candidacy_ids=ticked, step=key, ending=ending, on=request.actor.today
    )
    moved = sum(line.moves for line in lines)
    words = ngettext("%(n)d file has gone on.", "%(n)d files have gone on.", moved) % {"n": moved}
    refused = [f"{line.candidacy.number} : {line.refusal}" for line in lines if line.refusal]
    if refused:
        words = _("%(words)s Not moved: %(refused)s") % {"words": words, "refused": " ".join(refused[:5])}
    drafts.confirm(request, words)
    return redirect("selection:panel", panel.pk)
