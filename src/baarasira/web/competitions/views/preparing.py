"""What the notice says: papers, rules, reserved seats, halls."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.training.competitions import actions
from baarasira.training.competitions.models import ReservedSeats
from baarasira.training.competitions.rules.marks import shown
from baarasira.training.courses.enums import SessionState
from baarasira.training.courses.models import Session
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import HallForm, PaperForm, ReservedForm, RulesForm
from ..reach import own_or_404, paper_or_404
from .forming import form_page

_CENTRES = (StructureKind.CPR, StructureKind.AEK, StructureKind.DIRECTORATE, StructureKind.LOCAL_OFFICE)


@require_http_methods(["GET", "POST"])
def edit_paper(request: AgentRequest, paper_id: UUID) -> HttpResponse:
    """Say when a paper is sat and how it counts."""
    paper = paper_or_404(request, paper_id)
    initial = {
        "version": paper.version, "title": paper.title, "coefficient": paper.coefficient, "minutes": paper.minutes,
        "eliminatory": shown(paper.eliminatory) if paper.eliminatory else "", "main": paper.main, "day": paper.day,
        "starts": paper.starts,
    }  # fmt: skip
    form = PaperForm(request.POST or None, initial=initial)

    def do(given: dict[str, object]) -> None:
        version = given.pop("version")
        actions.set_paper(
            actor=request.actor,
            paper_id=paper.pk,
            data=actions.PaperData(**given),
            expected_version=version,  # type: ignore[arg-type]
        )

    return form_page(
        request, form, do, competition=paper.competition, title=paper.title, button=_("Keep this paper"),
        done=_("The paper is kept."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_rules(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Say who comes first on equal marks, and which session follows."""
    found = own_or_404(request, competition_id)
    sessions = Session.objects.filter(
        centre=found.structure, state__in=[SessionState.PLANNED, SessionState.OPEN, SessionState.RUNNING]
    )
    initial = {"version": found.version, "tie_rule": found.tie_rule, "session_id": str(found.session_id or "")}
    form = RulesForm(request.POST or None, initial=initial, sessions=list(sessions))

    def do(given: dict[str, object]) -> None:
        session = str(given["session_id"])
        data = actions.RuleData(tie_rule=str(given["tie_rule"]), session_id=UUID(session) if session else None)
        actions.set_rules(
            actor=request.actor,
            competition_id=found.pk,
            data=data,
            expected_version=given["version"],  # type: ignore[arg-type]
        )

    return form_page(
        request, form, do, competition=found, title=_("Ties and the course that follows"), button=_("Keep these rules"),
        done=_("The rules are kept."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reserve(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Reserve seats for a group."""
    found = own_or_404(request, competition_id)
    form = ReservedForm(request.POST or None)
    return form_page(
        request, form, lambda given: actions.reserve_seats(actor=request.actor, competition_id=found.pk, **given),
        competition=found, title=_("Reserve seats"), button=_("Reserve these seats"), done=_("The seats are reserved."),
        intro=_("They go by merit to those of the group who reach the mean; what nobody takes is released to all."),
    )  # fmt: skip


@require_POST
def free(request: AgentRequest, reserved_id: UUID) -> HttpResponse:
    """Take reserved seats back."""
    row = get_object_or_404(ReservedSeats, pk=reserved_id)
    found = own_or_404(request, row.competition_id)
    actions.free_seats(actor=request.actor, reserved_id=row.pk)
    drafts.confirm(request, _("These seats are for all again."))
    return redirect("competitions:file", found.pk)


@require_http_methods(["GET", "POST"])
def add_hall(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Add a hall of a centre."""
    found = own_or_404(request, competition_id)
    centres = list(Structure.objects.filter(kind__in=_CENTRES, closed_on__isnull=True).order_by("kind", "name"))
    form = HallForm(request.POST or None, centres=centres, initial={"centre": str(found.structure_id)})

    def do(given: dict[str, object]) -> None:
        centre = next(row for row in centres if str(row.pk) == given.pop("centre"))
        actions.add_hall(actor=request.actor, competition_id=found.pk, centre=centre, **given)  # type: ignore[arg-type]

    return form_page(
        request,
        form,
        do,
        competition=found,
        title=_("Add a hall"),
        button=_("Add this hall"),
        done=_("The hall is added."),
    )
