"""A panel: who sits, the state of the marks in counts, when marking begins and when marks are opened."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import RuleRefused, Sentence, WrongState
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.selection import actions
from baarasira.selection.enums import PanelState
from baarasira.selection.models import Member, Panel
from baarasira.selection.policies import PANELS
from baarasira.selection.queries import panels as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import SeatForm
from ..states import tone
from .reach import campaign_or_404, panel_or_404

_ACTS: Mapping[str, tuple[Callable[..., Panel], Sentence]] = {
    "begin": (actions.begin_marking, gettext_lazy("Marking has begun: each member marks alone.")),
    "open": (actions.open_marks, gettext_lazy("The marks are opened; the files have gone on to the selection.")),
}


def places_of(panel_office: Structure) -> list[Structure]:
    """Return the structures at which a panel may sit: the department, headquarters and the directorates, by name."""
    kinds = [StructureKind.HEADQUARTERS, StructureKind.DEPARTMENT, StructureKind.DIRECTORATE]
    rows = Structure.objects.filter(kind__in=kinds, closed_on__isnull=True)
    return sorted(rows, key=lambda row: (row.pk != panel_office.pk, row.name))


@require_http_methods(["GET", "POST"])
def form_panel(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Form a panel of a campaign at a structure."""
    campaign = campaign_or_404(request, campaign_id)
    PANELS.require(request.actor, "form", campaign.opening.office_id)
    places = places_of(campaign.opening.office)
    if request.method == "POST":
        structure = next((row for row in places if str(row.pk) == request.POST.get("structure")), None)
        if structure is None:
            raise Http404
        panel = actions.form_panel(actor=request.actor, campaign=campaign, structure=structure)
        drafts.confirm(request, _("The panel is formed: say who sits on it."))
        return redirect("selection:panel", panel.pk)
    return render(request, "selection/form_panel.html", {"campaign": campaign, "places": places})


@require_GET
def panel(request: AgentRequest, panel_id: UUID) -> HttpResponse:
    """Show a panel: members, declarations, the state of marks in counts alone."""
    return page(request, panel_or_404(request, panel_id), SeatForm())


def page(request: AgentRequest, panel: Panel, form: SeatForm) -> HttpResponse:
    """Return the page of a panel."""
    state, office = queries.marks_state(panel), panel.campaign.opening.office_id

    def may(action: str) -> bool:
        return PANELS.allows(request.actor, action, office)

    mine = queries.member_of(panel, request.actor)
    programme = queries.programme_of(panel.campaign)
    heard = [step for step in programme.steps.values() if step.kind in actions.HEARD]
    context: dict[str, Any] = {
        "panel": panel,
        "campaign": panel.campaign,
        "tone": tone(panel.state),
        "state": state,
        "members": [_member(row, state, may) for row in queries.seated(panel)],
        "mine": mine,
        "heard": heard,
        "lines": queries.marked_lines(programme),
        "third": "" if panel.third_above is None else panel.third_above // 1000,
        "form": form if may("form") and panel.state != PanelState.OPENED else None,
        "may_begin": panel.state == PanelState.FORMED and may("begin"),
        "may_open": panel.state == PanelState.MARKING and may("open"),
        "may_convene": bool(heard) and may("convene"),
        "may_see": may("view"),
        "waiting": state.candidates - state.complete - state.third,
    }
    return render(request, "selection/panel.html", context, status=422 if form.errors else 200)


def _member(member: Member, state: queries.MarksState, may: Callable[[str], bool]) -> dict[str, Any]:
    count = next((row for row in state.members if row.member.pk == member.pk), None)
    return {"member": member, "count": count, "typed": member.user_id is None and may("type_sheet")}


@require_POST
def seat_member(request: AgentRequest, panel_id: UUID) -> HttpResponse:
    """Seat somebody."""
    panel = panel_or_404(request, panel_id)
    form = SeatForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        seat = actions.Seat(role=values["role"], user=values["email"], name=values["name"], body=values["body"])
        try:
            member = actions.seat_member(actor=request.actor, panel_id=panel.pk, seat=seat)
        except (RuleRefused, WrongState) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("%(name)s sits on the panel.") % {"name": member.name})
            return redirect("selection:panel", panel.pk)
    return page(request, panel, form)


@require_POST
def unseat_member(request: AgentRequest, member_id: UUID) -> HttpResponse:
    """Record that a member left."""
    member = get_object_or_404(Member, pk=member_id)
    panel = panel_or_404(request, member.panel_id)
    actions.unseat_member(actor=request.actor, member_id=member.pk)
    drafts.confirm(request, _("%(name)s has left the panel.") % {"name": member.name})
    return redirect("selection:panel", panel.pk)


@require_POST
def panel_act(request: AgentRequest, panel_id: UUID, name: str) -> HttpResponse:
    """Begin marking, or open the marks."""
    panel = panel_or_404(request, panel_id)
    if name not in _ACTS:
        raise Http404
    act, done = _ACTS[name]
    act(actor=request.actor, panel_id=panel.pk)
    drafts.confirm(request, done)
    return redirect("selection:panel", panel.pk)
