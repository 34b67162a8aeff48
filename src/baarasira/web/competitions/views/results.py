"""Results: the lists, one candidate's own page, complaints, exclusions."""

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.training.competitions import actions
from baarasira.training.competitions.documents.results import results_pdf
from baarasira.training.competitions.models import Complaint, Exclusion, ResultList, SeatOffer, Sitting
from baarasira.training.competitions.policies import COMPETITIONS
from baarasira.training.competitions.rules.marks import EIGHTHS, QUARTERS, shown
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import ComplaintForm, ExclusionForm, SettleForm
from ..reach import own_or_404, sitting_or_404
from ..states import tone
from .forming import form_page
from .halls import pdf_answer


def _list(request: AgentRequest, list_id: UUID) -> ResultList:
    row = get_object_or_404(
        ResultList.objects.select_related("competition__structure", "proposed_by", "published_by"), pk=list_id
    )
    row.competition = own_or_404(request, row.competition_id)
    return row


@require_GET
def results(request: AgentRequest, list_id: UUID) -> HttpResponse:
    """Show a list of results with names, for those who conduct the competition."""
    row = _list(request, list_id)
    page = paginate(
        row.places.select_related("sitting__candidacy__person").order_by(), order=("rank", "id"), request=request
    )
    context = {
        "list": row, "competition": row.competition, "page": page, "tone": tone("list", row.state),
        "lines": [{"row": place, "tone": tone("result", place.result)} for place in page.rows],
        "method": json.loads(row.document)["method"],
    }  # fmt: skip
    return render(request, "competitions/results.html", context)


@require_GET
def results_paper(request: AgentRequest, list_id: UUID) -> HttpResponse:
    """Print a list of results, to be signed and posted."""
    row = _list(request, list_id)
    return pdf_answer(results_pdf(row), f"resultats-{row.number}")


@require_GET
def sitting(request: AgentRequest, sitting_id: UUID) -> HttpResponse:
    """Show one candidate: the seat, once published the marks and each correction, complaints."""
    row = sitting_or_404(request, sitting_id)
    found = row.competition
    public = found.lists.filter(state="published").exists()
    context = {
        "sitting": row,
        "competition": found,
        "offer": SeatOffer.objects.filter(sitting=row).first(),
        "whole": COMPETITIONS.allows(request.actor, "view", found.structure_id),
        "marks": _marks(row) if public else [],
        "complaints": [{"row": one, "tone": tone("complaint", one.state)} for one in row.complaints.select_related("paper")],
        "consultations": list(row.consultations.all()),
        "exclusions": [{"row": one, "tone": tone("exclusion", one.state)} for one in row.exclusions.all()],
        "public": public,
        "may_complain": found.state == "published"
        and any(COMPETITIONS.allows(request.actor, "complain", place) for place in (found.structure_id, row.candidacy.office_id)),
        "may_claim": found.state == "convened" and COMPETITIONS.allows(request.actor, "convene", found.structure_id),
        "may_exclude": COMPETITIONS.allows(request.actor, "exclude", found.structure_id) and row.excluded_on is None,
    }  # fmt: skip
    return render(request, "competitions/sitting.html", context)


def _marks(row: Sitting) -> list[dict[str, object]]:
    scripts = row.scripts.filter(void=False).select_related("paper").prefetch_related("marks", "corrections__author")
    return [
        {
            "paper": script.paper,
            "code": script.code,
            "final": shown(script.final or 0, EIGHTHS),
            "marks": [shown(mark.value, QUARTERS) for mark in script.marks.order_by("rank") if mark.value is not None],
            "corrections": [
                {"row": one, "former": shown(one.former, unit), "value": shown(one.value, unit)}
                for one in script.corrections.all()
                for unit in (QUARTERS if one.mark_id else EIGHTHS,)
            ],
        }
        for script in scripts.order_by("paper__position")
    ]


@require_http_methods(["GET", "POST"])
def complain(request: AgentRequest, sitting_id: UUID) -> HttpResponse:
    """Record a complaint; or that the candidate asks to see their scripts."""
    row = sitting_or_404(request, sitting_id)
    to = reverse("competitions:sitting", args=[row.pk])
    if request.POST.get("consult"):
        actions.ask_consultation(actor=request.actor, sitting_id=row.pk)
        drafts.confirm(request, _("The request to see the scripts is recorded."))
        return redirect(to)
    form = ComplaintForm(
        request.POST or None, papers=list(row.competition.papers.all()), initial={"received_on": request.actor.today}
    )

    def do(given: dict[str, object]) -> None:
        actions.record_complaint(
            actor=request.actor, sitting_id=row.pk, paper_id=UUID(str(given["paper"])), received_on=given["received_on"],  # type: ignore[arg-type]
            grounds=str(given["grounds"]), form_token=given["token"],  # type: ignore[arg-type]
        )  # fmt: skip

    return form_page(
        request, form, do, competition=row.competition, title=_("Record a complaint"), button=_("Record the complaint"),
        done=_("The complaint is recorded. Another person settles it."), to=to,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def settle(request: AgentRequest, complaint_id: UUID) -> HttpResponse:
    """Settle a complaint."""
    row = get_object_or_404(Complaint.objects.select_related("paper", "sitting__candidacy"), pk=complaint_id)
    found = own_or_404(request, row.competition_id)
    form = SettleForm(request.POST or None)
    words = {"receipt": row.sitting.candidacy.number, "paper": row.paper.title, "grounds": row.grounds}
    return form_page(
        request, form,
        lambda given: actions.settle_complaint(
            actor=request.actor, complaint_id=row.pk, decision=given["decision"], mark=given["mark"]
        ),
        competition=found, title=_("Settle a complaint"), button=_("Settle it"),
        done=_("The complaint is settled. If a mark changed, the list is proposed and published again."),
        intro=_("%(receipt)s, %(paper)s: %(grounds)s") % words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def exclude(request: AgentRequest, sitting_id: UUID) -> HttpResponse:
    """Propose to exclude a candidate."""
    row = sitting_or_404(request, sitting_id)
    found = own_or_404(request, row.competition_id)
    form = ExclusionForm(request.POST or None)
    return form_page(
        request, form, lambda given: actions.propose_exclusion(actor=request.actor, sitting_id=row.pk, **given),
        competition=found, title=_("Exclude %(who)s") % {"who": row.candidacy.person}, button=_("Propose the exclusion"),
        done=_("The exclusion is proposed. The director decides it."),
        intro=_("A false diploma, a false identity. Another person decides; a seat they hold passes to the next."), kind="grave",
    )  # fmt: skip


@require_POST
def exclusion_act(request: AgentRequest, exclusion_id: UUID, name: str) -> HttpResponse:
    """Decide a proposed exclusion."""
    row = get_object_or_404(Exclusion.objects.select_related("sitting"), pk=exclusion_id)
    found = own_or_404(request, row.sitting.competition_id)
    actions.decide_exclusion(actor=request.actor, exclusion_id=row.pk, exclude=name == "exclure")
    drafts.confirm(request, _("The decision is recorded."))
    return redirect("competitions:file", found.pk)
