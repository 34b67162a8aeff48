"""In the halls: who sits where, convocations, attendance, incidents."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.training.competitions import actions, queries
from baarasira.training.competitions.documents.seats import attendance_pdf, convocations_pdf
from baarasira.training.competitions.models import Hall, HallSheet, Incident, Paper
from baarasira.training.competitions.policies import COMPETITIONS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import ClaimsForm, DecisionForm, IncidentForm, SheetForm
from ..reach import competition_or_404, hall_or_404, own_or_404, paper_or_404, sitting_or_404
from ..states import tone
from .forming import form_page


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """Return a PDF to be opened, which no cache keeps."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def sittings(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Show who sits where."""
    found = own_or_404(request, competition_id)
    rows = found.sittings.select_related("candidacy__person", "hall__centre")
    page = paginate(rows.order_by(), order=("id",), request=request)
    return render(request, "competitions/sittings.html", {"competition": found, "page": page})


@require_GET
def convocations(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Print the convocations of a competition, or of one hall of it (``?salle=``)."""
    found = own_or_404(request, competition_id)
    COMPETITIONS.require(request.actor, "convene", found.structure_id)
    rows = queries.sittings_of(found).filter(hall__isnull=False)
    hall = request.GET.get("salle", "")
    if hall:
        rows = rows.filter(hall_id=get_object_or_404(found.halls, pk=hall).pk)
    if not rows.exists():
        raise Http404
    return pdf_answer(
        convocations_pdf(found, rows, made_on=request.actor.today), f"convocations-{found.campaign.opening.number}"
    )


@require_http_methods(["GET", "POST"])
def claims(request: AgentRequest, sitting_id: UUID) -> HttpResponse:
    """Record which groups a candidate proved to belong to, for reserved seats."""
    row = sitting_or_404(request, sitting_id)
    found = own_or_404(request, row.competition_id)
    form = ClaimsForm(request.POST or None, initial={"claims": row.claims})
    return form_page(
        request, form, lambda given: actions.set_claims(actor=request.actor, sitting_id=row.pk, claims=given["claims"]),
        competition=found, title=_("Reserved seats: %(who)s") % {"who": row.candidacy.person}, button=_("Keep what is proved"),
        done=_("It is recorded."), to=reverse("competitions:sitting", args=[row.pk]),
    )  # fmt: skip


def _hall(request: AgentRequest, paper_id: UUID, hall_id: UUID) -> tuple[Paper, Hall]:
    paper = paper_or_404(request, paper_id)
    return paper, hall_or_404(request, paper, hall_id)


@require_http_methods(["GET", "POST"])
def attendance(request: AgentRequest, paper_id: UUID, hall_id: UUID) -> HttpResponse:
    """Take the attendance of a hall: everybody was there but those ticked."""
    paper, hall = _hall(request, paper_id, hall_id)
    sheet = HallSheet.objects.filter(paper=paper, hall=hall).select_related("closed_by").first()
    rows = list(hall.sittings.select_related("candidacy__person").order_by("seat"))
    form = SheetForm(request.POST or None)
    ticked = set(request.POST.getlist("absent"))
    if request.method == "POST" and form.is_valid():
        known = {str(row.pk): row.pk for row in rows}
        try:
            actions.close_sheet(
                actor=request.actor, paper_id=paper.pk, hall_id=hall.pk,
                absent={known[key] for key in ticked if key in known}, **form.cleaned_data,
            )  # fmt: skip
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The attendance sheet is closed."))
            return redirect("competitions:attendance", paper.pk, hall.pk)
    held = {row.sitting_id: row for row in paper.presences.filter(sitting__hall=hall)}
    lines = [{"row": row, "held": held.get(row.pk), "ticked": str(row.pk) in ticked} for row in rows]
    context = {
        "paper": paper, "hall": hall, "competition": paper.competition, "sheet": sheet, "form": form, "lines": lines,
        "present": sum(row.present for row in held.values()),
        "may_attend": any(COMPETITIONS.allows(request.actor, "attend", place) for place in (hall.centre_id, paper.competition.structure_id)),
        "incidents": [{"row": row, "tone": tone("incident", row.state)} for row in paper.incidents.filter(hall=hall).select_related("sitting")],
    }  # fmt: skip
    return render(request, "competitions/attendance.html", context, status=422 if form.errors else 200)


@require_GET
def attendance_sheet(request: AgentRequest, paper_id: UUID, hall_id: UUID) -> HttpResponse:
    """Print the attendance sheet of a hall, to be signed."""
    paper, hall = _hall(request, paper_id, hall_id)
    rows = list(hall.sittings.select_related("candidacy__person").order_by("seat"))
    content = attendance_pdf(paper.competition, paper, hall, rows, made_on=request.actor.today)
    return pdf_answer(content, f"emargement-{paper.key}")


@require_http_methods(["GET", "POST"])
def incident(request: AgentRequest, paper_id: UUID, hall_id: UUID) -> HttpResponse:
    """Write what happened in a hall."""
    paper, hall = _hall(request, paper_id, hall_id)
    form = IncidentForm(request.POST or None)

    def do(given: dict[str, object]) -> None:
        actions.record_incident(
            actor=request.actor, paper_id=paper.pk, hall_id=hall.pk, kind=str(given["kind"]), words=str(given["words"]),
            seat=given["seat"], form_token=given["token"],  # type: ignore[arg-type]
        )  # fmt: skip

    return form_page(
        request, form, do, competition=paper.competition, title=_("Record an incident"), button=_("Record the incident"),
        done=_("The incident is recorded. A fraud waits for another person."),
        to=reverse("competitions:attendance", args=[paper.pk, hall.pk]),
    )  # fmt: skip


@require_GET
def incidents(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Show what happened in the halls of a competition."""
    found = competition_or_404(request, competition_id)
    rows = Incident.objects.filter(paper__competition=found).select_related(
        "paper", "hall__centre", "sitting__candidacy", "recorded_by", "decided_by"
    )
    page = paginate(rows.order_by(), order=("-id",), request=request)
    context = {
        "competition": found,
        "page": page,
        "lines": [{"row": row, "tone": tone("incident", row.state)} for row in page.rows],
        "may_annul": COMPETITIONS.allows(request.actor, "annul", found.structure_id),
    }
    return render(request, "competitions/incidents.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: AgentRequest, incident_id: UUID, name: str) -> HttpResponse:
    """Annul the paper of a candidate for fraud, or dismiss it."""
    row = get_object_or_404(Incident.objects.select_related("paper", "sitting__candidacy"), pk=incident_id)
    found = own_or_404(request, row.paper.competition_id)
    annul = name == "annuler"
    form = DecisionForm(request.POST or None)
    return form_page(
        request, form,
        lambda given: actions.decide_fraud(actor=request.actor, incident_id=row.pk, annul=annul, decision=given["decision"]),
        competition=found, title=_("Annul the paper for fraud") if annul else _("Do not uphold the fraud"),
        button=_("Annul the paper") if annul else _("Do not uphold"), done=_("The decision is recorded."),
        intro=row.words, to=reverse("competitions:incidents", args=[found.pk]), kind="grave" if annul else "main",
    )  # fmt: skip
