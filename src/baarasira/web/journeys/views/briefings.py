"""Sessions before departure: planned, people convened by hundreds, who followed what, the end."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.actions.common import held_allows
from baarasira.mobility.journeys.details import Attendance, BriefingData
from baarasira.mobility.journeys.models import Briefing
from baarasira.mobility.journeys.passing import results_of, said, step_of, titles_of
from baarasira.mobility.journeys.policies import BRIEFINGS
from baarasira.network.models import Structure
from baarasira.reference.languages import LANGUAGES
from baarasira.web.requests import AgentRequest, ticked
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import BriefingForm
from ..states import session_tone
from .reach import campaigns_of, office_choices, report


def _visible(request: AgentRequest) -> QuerySet[Briefing]:
    scope = BRIEFINGS.scope(request.actor, "view")
    rows = Briefing.objects.filter(scope.q("office_id") | scope.q("campaign__opening__office_id"))
    return rows.select_related("campaign__opening", "campaign__programme_version", "office")


def _one(request: AgentRequest, briefing_id: UUID) -> Briefing:
    return get_object_or_404(_visible(request), pk=briefing_id)


@require_http_methods(["GET", "POST"])
def list_briefings(request: AgentRequest) -> HttpResponse:
    """Show the sessions, the latest day first, and plan one."""
    actor = request.actor
    BRIEFINGS.require(actor, "view")
    sessions = [
        (f"{row.pk}:{step.key}", f"{row.opening.title} – {step.title}")
        for row in campaigns_of(actor, kind="session")
        for step in row.programme_version.compiled.steps.values()
        if step.kind == "session"
    ]
    offices = office_choices(actor, BRIEFINGS, "plan")
    form = BriefingForm(request.POST or None, sessions=sessions, offices=offices)
    if request.method == "POST" and form.is_valid():
        held = dict(form.cleaned_data)
        campaign, _colon, step = held.pop("campaign").partition(":")
        office = Structure.objects.get(pk=held.pop("office"))
        try:
            made = actions.plan_briefing(
                actor=actor, campaign_id=UUID(campaign), step=step, office=office, data=BriefingData(**held)
            )
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The session is planned: convene people to it."))
            return redirect("journeys:briefing", made.pk)
    page = paginate(_visible(request), order=("-day", "-id"), request=request)
    lines = [{"briefing": row, "tone": session_tone(row.state)} for row in page.rows]
    context = {"page": page, "lines": lines, "form": form if sessions and offices else None}
    return render(request, "journeys/briefings.html", context, status=422 if form.errors else 200)


@require_GET
def briefing(request: AgentRequest, briefing_id: UUID) -> HttpResponse:
    """Show one session: who is convened, what each followed and answered; who waits for one."""
    return _show(request, _one(request, briefing_id))


def _show(request: AgentRequest, found: Briefing, findings: object = (), status: int = 200) -> HttpResponse:
    actor, step = request.actor, step_of(found)
    results = results_of(found, actor.today)
    people = [
        {"row": row, "said": said(results[row.candidacy_id], step), "result": results[row.candidacy_id]}
        for row in found.participants.select_related("candidacy__person__office").order_by(
            "candidacy__person__surname", "candidacy__person__given_names", "id"
        )
    ]
    open_now, department = found.state == "planned", found.campaign.opening.office_id

    def may(action: str) -> bool:
        return held_allows(actor, BRIEFINGS, action, found.office_id, department)

    titles = titles_of(step)
    waiting: list[Candidacy] = []
    if open_now and may("plan"):
        rows = road_queries.of_campaign(actor, found.campaign_id).filter(step=found.step, frozen_on__isnull=True)
        rows = rows.filter(state="under_way").exclude(briefed_in__briefing=found)
        waiting = list(rows.order_by("person__surname", "person__given_names", "id")[:500])
    context = {
        "briefing": found, "step": step, "tone": session_tone(found.state), "people": people, "waiting": waiting,
        "modules": [(key, titles.get(key, key)) for key in found.modules], "findings": findings,
        "spoken": LANGUAGES.label(found.language),
        "asked": next((item["row"].asked for item in people if item["row"].asked), None), "held": found.day <= actor.today,
        "may_attend": open_now and found.day <= actor.today and may("attend"),
        "may_close": open_now and may("close"),
    }  # fmt: skip
    return render(request, "journeys/briefing.html", context, status=status)


@require_POST
def invite(request: AgentRequest, briefing_id: UUID) -> HttpResponse:
    """Convene the people ticked, and say what became of each."""
    found = _one(request, briefing_id)
    lines = actions.invite(actor=request.actor, briefing_id=found.pk, candidacy_ids=ticked(request, "file"))
    back = reverse("journeys:briefing", args=[found.pk])
    return report(request, lines, title=_("People convened"), back=back, label=_("The session"))


@require_POST
def attendance(request: AgentRequest, briefing_id: UUID) -> HttpResponse:
    """Record which modules the people ticked followed, and what each answered: hundreds of one page at once."""
    found = _one(request, briefing_id)
    present, rows, faults = set(ticked(request, "file")), {}, []
    modules = tuple(request.POST.getlist("modules"))
    for participant in found.participants.select_related("candidacy__person"):
        answered = request.POST.get(f"right-{participant.pk}", "").strip()
        if participant.pk not in present and not answered:
            continue
        followed = modules if participant.pk in present else tuple(participant.attended)
        try:
            right, asked = _number(answered), _number(request.POST.get("asked", ""))
        except ValueError:
            faults.append(_("%(person)s: write numbers alone.") % {"person": participant.candidacy.person})
            continue
        if right is None:
            right, asked = participant.right, participant.asked
        rows[participant.pk] = Attendance(modules=followed, right=right, asked=asked)
    if not faults:
        try:
            actions.record_attendance(actor=request.actor, briefing_id=found.pk, rows=rows)
        except NotAllowed:
            raise
        except BusinessError as error:
            faults = [str(error)]
        else:
            drafts.confirm(request, _("Attendance and answers are recorded."))
            return redirect("journeys:briefing", found.pk)
    return _show(request, found, faults, status=422)


def _number(text: str) -> int | None:
    return int(text) if text.strip() else None


@require_POST
def briefing_act(request: AgentRequest, briefing_id: UUID, name: str) -> HttpResponse:
    """Close or cancel a session."""
    found = _one(request, briefing_id)
    if name == "cloture":
        lines = actions.close_briefing(actor=request.actor, briefing_id=found.pk)
        back = reverse("journeys:briefing", args=[found.pk])
        return report(request, lines, title=_("Session closed"), back=back, label=_("The session"))
    if name == "annulation":
        actions.cancel_briefing(actor=request.actor, briefing_id=found.pk)
        drafts.confirm(request, _("The session is cancelled."))
        return redirect("journeys:briefing", found.pk)
    raise Http404
