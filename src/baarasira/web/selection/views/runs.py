"""The run of a selection: the list closed, the seed, what each quota costs, two signatures, the minutes."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.engine import Selection, Tally
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.selection import actions
from baarasira.selection.costs import costs, detail
from baarasira.selection.enums import OPEN_RUNS, RunState
from baarasira.selection.marks import POINT, shown, signed
from baarasira.selection.models import Run
from baarasira.selection.outcome import computed
from baarasira.selection.papers import record_of
from baarasira.selection.policies import RUNS
from baarasira.selection.queries import runs as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import QuotaForm, ReasonForm, SeedForm
from ..states import tone
from .reach import campaign_or_404, run_or_404, version_of

_ACTS: Mapping[str, tuple[Callable[..., Run], Sentence]] = {
    "propose": (actions.propose, gettext_lazy("The selection is computed: look at what each quota costs, then sign.")),
    "sign": (actions.sign, gettext_lazy("Your signature is recorded.")),
}


@require_POST
def close_list(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Close and hash the list."""
    campaign = campaign_or_404(request, campaign_id)
    run = actions.close_list(actor=request.actor, campaign=campaign, version=version_of(request))
    drafts.confirm(request, _("The list is closed and hashed. A number is now drawn in public."))
    return redirect("selection:run", run.pk)


def _selection(run: Run) -> Selection | None:
    if run.computed_at is None:
        return None
    return computed(queries.file_text(run, actions.LIST), queries.file_text(run, actions.RULES), run.method)


@require_GET
def run(request: AgentRequest, run_id: UUID) -> HttpResponse:
    """The decision page of a run: the facts, what the rules say and cost, the act of the moment."""
    found = run_or_404(request, run_id)
    return _page(request, found, SeedForm(initial={"version": found.version, "drawn_on": request.actor.today}))


def _page(request: AgentRequest, run: Run, form: SeedForm) -> HttpResponse:
    office = run.campaign.opening.office_id

    def may(action: str) -> bool:
        return RUNS.allows(request.actor, action, office)

    selection = _selection(run)
    own = same_person(run.first_by, request.user)
    context: dict[str, Any] = {
        "run": run,
        "campaign": run.campaign,
        "tone": tone(run.state),
        "form": form if run.state == RunState.LISTED and may("fix_seed") else None,
        "quotas": [_quota(tally) for tally in costs(selection)] if selection else [],
        "conflict": [_freed(row) for row in run.conflict or ()],
        "total": shown(run.total) if run.total is not None else "",
        "draw": run.method == "draw",
        "changes": list(run.quota_changes.select_related("decided_by")),
        "difference": queries.difference(run) if selection else None,
        "files": list(run.files.defer("text").order_by("name")),
        "may_propose": run.state in {RunState.SEEDED, RunState.PROPOSED} and may("propose"),
        "may_change": run.state in {RunState.SEEDED, RunState.PROPOSED} and may("change_quota"),
        "may_sign": run.state in {RunState.PROPOSED, RunState.SIGNED}
        and may("sign")
        and not (run.state == RunState.SIGNED and own),
        "awaits_other": run.state == RunState.SIGNED and own,
        "second": run.state == RunState.SIGNED,
        "may_abandon": run.state in OPEN_RUNS and may("abandon"),
        "unfilled": max(0, run.seats - run.filled) if run.filled is not None else 0,
    }
    return render(request, "selection/run.html", context, status=422 if form.errors else 200)


def _quota(tally: Tally) -> dict[str, Any]:
    more = tally.one_more
    return {
        "tally": tally,
        "bounds": _bounds(tally),
        # Nothing is held by a minimum of nobody.
        "binding": tally.binding and (tally.selected > 0 or tally.most == 0),
        "cost": _cost(*more) if more is not None else "",
    }


def _bounds(tally: Tally) -> str:
    """Say what a quota asks for: ``at least 3``, ``at most 5``, ``from 3 to 5``."""
    named = {"least": tally.least, "most": tally.most}
    if tally.most is None:
        return _("at least %(least)d") % named if tally.least else "–"
    return _("%(least)d to %(most)d") % named if tally.least else _("at most %(most)d") % named


def _cost(seats: int, points: int) -> str:
    """Say what one more would change: points, and seats where their number changes too."""
    words = [_("%(points)s points") % {"points": signed(points)}] if points else []
    if seats:
        words.append(ngettext("%(n)s seat", "%(n)s seats", abs(seats)) % {"n": signed(seats * POINT)})
    return ", ".join(words) or _("nothing")


def _freed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "bound": row["bound"],
        "seats": abs(row["change"]) if row["change"] is not None else None,
    }


@require_POST
def fix_seed(request: AgentRequest, run_id: UUID) -> HttpResponse:
    """Fix the seed."""
    found = run_or_404(request, run_id)
    form = SeedForm(request.POST)
    if form.is_valid():
        try:
            actions.fix_seed(actor=request.actor, run=found, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The number drawn is fixed."))
            return redirect("selection:run", found.pk)
    return _page(request, found, form)


@require_POST
def run_act(request: AgentRequest, run_id: UUID, name: str) -> HttpResponse:
    """Run the selection, or sign it."""
    found = run_or_404(request, run_id)
    if name not in _ACTS:
        raise Http404
    act, done = _ACTS[name]
    after = act(actor=request.actor, run=found, version=version_of(request))
    if after.conflict:
        done = gettext_lazy("Nothing is proposed: the quotas contradict each other.")
    elif after.state == RunState.PUBLISHED:
        done = gettext_lazy("The selection is published, and every file has moved.")
    drafts.confirm(request, done)
    return redirect("selection:run", found.pk)


@require_http_methods(["GET", "POST"])
def quota(request: AgentRequest, run_id: UUID, place: int) -> HttpResponse:
    """What one quota costs, its bounds moved by one both ways, by receipts; and the form that moves a bound."""
    found = run_or_404(request, run_id)
    selection = _selection(found)
    tallies = costs(selection) if selection is not None else []
    names = [tally.name for tally in tallies] or [row["name"] for row in found.conflict or ()]
    if not 0 <= place < len(names):
        raise Http404
    form = QuotaForm(request.POST or None, initial={"version": found.version, "bound": request.GET.get("borne", "min")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_quota(actor=request.actor, run=found, quota=names[place], **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The bound is moved; the reason is published with the rules."))
            return redirect("selection:run", found.pk)
    may = RUNS.allows(request.actor, "change_quota", found.campaign.opening.office_id)
    seen = detail(selection, place, tallies[place]) if selection is not None else None
    context = {
        "run": found,
        "campaign": found.campaign,
        "name": names[place],
        "moves": _moves(seen),
        "detail": seen,
        "form": form if may and found.state in {RunState.SEEDED, RunState.PROPOSED} else None,
    }
    return render(request, "selection/quota.html", context, status=422 if form.errors else 200)


def _moves(seen: Any) -> list[dict[str, Any]]:
    if seen is None:
        return []
    rows = []
    for held, label, moved in (
        (seen.has_min and (seen.tally.least or 0) > 0, gettext_lazy("minimum one lower"), seen.min_lower),
        (seen.has_min, gettext_lazy("minimum one higher"), seen.min_higher),
        (seen.has_max and (seen.tally.most or 0) > 0, gettext_lazy("maximum one lower"), seen.max_lower),
        (seen.has_max, gettext_lazy("maximum one higher"), seen.max_higher),
    ):
        if held:
            rows.append({"label": label, "moved": moved, "points": signed(moved.total) if moved is not None else ""})
    return rows


@require_http_methods(["GET", "POST"])
def abandon(request: AgentRequest, run_id: UUID) -> HttpResponse:
    """Abandon a run that is not published, with its reason."""
    found = run_or_404(request, run_id)
    RUNS.require(request.actor, "abandon", found.campaign.opening.office_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.abandon(actor=request.actor, run=found, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The run is abandoned: the list can be closed again."))
            return redirect("selection:file", found.campaign_id)
    context = {"run": found, "campaign": found.campaign, "form": form}
    return render(request, "selection/abandon.html", context, status=422 if form.errors else 200)


@require_GET
def record(request: AgentRequest, run_id: UUID) -> HttpResponse:
    """The minutes as a PDF for signature."""
    found = run_or_404(request, run_id)
    if found.computed_at is None:
        raise Http404
    response = HttpResponse(record_of(found), content_type="application/pdf")
    name = f"proces-verbal-{found.campaign.opening.number}-{found.number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
