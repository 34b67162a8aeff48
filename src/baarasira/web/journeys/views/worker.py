"""One worker on one page: what is late on top, the road, then each thing that can be recorded now."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.steps.reading import Road, read
from baarasira.kernel import files
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.kernel.files.models import StoredFile
from baarasira.mobility.journeys import actions, queries
from baarasira.mobility.journeys.actions.common import allows
from baarasira.mobility.journeys.actions.medical import latest_visits
from baarasira.mobility.journeys.actions.reports import Line
from baarasira.mobility.journeys.actions.visas import list_of
from baarasira.mobility.journeys.checklist import filing_due, held_by, lines_of
from baarasira.mobility.journeys.enums import LEFT
from baarasira.mobility.journeys.models import VisaPaper
from baarasira.mobility.journeys.papers import scan_owner
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.mobility.journeys.recalling import standings
from baarasira.people.queries import openable
from baarasira.web.campaigns.road import file_road
from baarasira.web.campaigns.states import file_tone
from baarasira.web.campaigns.words import where_words
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.text import short_date
from baarasira.web.shell.forms import Form

from ..acts import ACTS, Worker, open_acts
from ..forms import ABROAD, PREPARING
from .reach import file_or_404


def _worker(request: AgentRequest, file_id: UUID) -> tuple[Worker, Road]:
    candidacy = file_or_404(request, file_id)
    road = read(candidacy, request.actor.today)
    journey = queries.journey_of(candidacy)
    row = road.rows[-1] if candidacy.state == CandidacyState.UNDER_WAY else None
    contact = queries.next_contacts([journey.pk]).get(journey.pk) if journey is not None else None
    visit = latest_visits([candidacy.pk]).get(candidacy.pk)
    return Worker(candidacy, journey, row.kind if row is not None else "", visit, contact), road


@require_GET
def worker(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Show everything of one worker's journey."""
    found, road = _worker(request, file_id)
    return _show(request, found, road)


def _show(
    request: AgentRequest, found: Worker, road: Road, sent: tuple[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    candidacy, journey, actor = found.candidacy, found.journey, request.actor
    row = road.rows[-1] if candidacy.state == CandidacyState.UNDER_WAY else None
    forms = [
        {"act": act, "form": sent[1] if sent and sent[0] == act.name else act.form(found, None, None),
         "open": bool(sent and sent[0] == act.name)}
        for act in open_acts(actor, found)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "candidacy": candidacy,
        "campaign": road.campaign,
        "journey": journey,
        "visit": found.visit,
        "where": where_words(road.programme, candidacy),
        "tone": file_tone(candidacy),
        "road": file_road(road),
        "stages": _stages(road, request),
        "row": row,
        "step": road.step if row is not None else None,
        "late": _late(found, road, request),
        "forms": forms,
        "relatives": list(journey.relatives.all()) if journey is not None else [],
        "contacts": list(journey.contacts.select_related("made_by")) if journey is not None else [],
        "visa": _visa(found, actor.today) if journey is not None and found.kind in {"visa", "authorisation"} else None,
        "standing": standings([journey], actor.today)[0] if journey is not None and journey.stage in LEFT else None,
        "asked_again": _asked_again(found, actor.today),
        "may_follow": allows(actor, JOURNEYS, "follow", candidacy),
        "may_prepare": allows(actor, JOURNEYS, "prepare", candidacy),
        "may_open_person": openable(actor, [candidacy.person])[candidacy.person_id],
    }
    return render(request, "journeys/worker.html", context, status=status)


def _stages(road: Road, request: AgentRequest) -> list[dict[str, Any]]:
    """Return the steps from the choice to the return, in the order of the programme: done and when, under way, late, to come."""
    rows = {row.key: row for row in road.rows}
    found = []
    for step in road.programme.steps.values():
        if step.kind not in (*PREPARING, *ABROAD):
            continue
        row, tone, said = rows.get(step.key), "neutral", pgettext("step", "to come")
        if row is not None and row.closed_at is not None:
            tone, said = "done", short_date(row.closed_at)
        elif row is not None and row.due_at is not None:
            late = row.due_at < request.actor.at
            words = _("late since %(day)s") if late else _("under way, by %(day)s")
            tone, said = "late" if late else "action", words % {"day": short_date(row.due_at)}
        elif row is not None:
            tone, said = "action", pgettext("step", "under way")
        found.append({"title": step.title, "tone": tone, "said": said})
    return found


def _asked_again(found: Worker, on: date) -> list[str]:
    if found.journey is None or found.stage in LEFT:
        return []
    ends = [row.expires_on for row in found.candidacy.person.documents.filter(kind="passport") if row.expires_on]
    return actions.asked_again(found.journey, max(ends, default=None), on)


def _late(found: Worker, road: Road, request: AgentRequest) -> list[str]:
    """Return what is late, in sentences: the step, the visa, the arrival, social security, a contact."""
    said, today = [], request.actor.today
    row = road.rows[-1]
    if row.closed_at is None and row.due_at is not None and row.due_at < request.actor.at:
        words = {"step": road.programme.steps[row.key].title, "day": short_date(row.due_at)}
        said.append(_("“%(step)s” was due on %(day)s.") % words)
    journey = found.journey
    if journey is None:
        return said
    due = filing_due(journey, today)
    if found.kind == "visa" and journey.visa_filed_on is None and due is not None and due < today:
        said.append(_("The visa had to be filed by %(day)s (R-18).") % {"day": short_date(due)})
    if (
        journey.social_security_due is not None
        and journey.social_security_on is None
        and journey.social_security_due < today
    ):
        words = {"day": short_date(journey.social_security_due)}
        said.append(_("Registration with social security was due on %(day)s (R-17).") % words)
    if found.contact is not None and found.contact.due_on < today:
        said.append(_("A contact was due on %(day)s.") % {"day": short_date(found.contact.due_on)})
    return said


def _visa(found: Worker, on: date) -> dict[str, Any]:
    journey = found.journey
    if journey is None:
        raise Http404
    checklist = list_of(found.candidacy)
    held = held_by([journey])
    papers = held.papers.get(found.candidacy.pk, {})
    scans: dict[str, StoredFile] = {
        row.owner: row for row in files.of(*(scan_owner(paper.pk) for paper in papers.values()))
    }
    lines = [
        {"line": line, "paper": paper, "scan": paper is not None and scan_owner(paper.pk) in scans}
        for line in lines_of(journey, checklist, held, on)
        for paper in [papers.get(line.item.key)]
    ]
    return {"checklist": checklist, "lines": lines, "due": filing_due(journey, on)}


@require_POST
def act(request: AgentRequest, file_id: UUID, name: str) -> HttpResponse:
    """Do one of the acts of the page, or show the page again with what must be corrected."""
    found, road = _worker(request, file_id)
    chosen = ACTS.get(name)
    if chosen is None or not chosen.when(found):
        raise Http404
    form = chosen.form(found, request.POST, request.FILES)
    if form.is_valid():
        try:
            result = chosen.do(request.actor, found, form)
            if isinstance(result, Line) and result.refusal:
                raise BusinessError(result.refusal, code="journey.refused")
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, chosen.done)
            return redirect("journeys:worker", file_id)
    return _show(request, found, road, (name, form), status=422)


@require_POST
def keep_known(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Record that what was known of the season before still holds."""
    file_or_404(request, file_id)
    actions.confirm_known(actor=request.actor, candidacy_id=file_id)
    drafts.confirm(request, _("What was known still holds, as of today."))
    return redirect("journeys:worker", file_id)


@require_POST
def willing(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Record whether the worker would go again."""
    file_or_404(request, file_id)
    actions.ask_willing(actor=request.actor, candidacy_id=file_id, willing=request.POST.get("willing") == "yes")
    drafts.confirm(request, _("The answer is recorded."))
    return redirect("journeys:worker", file_id)


@require_GET
def scan(request: AgentRequest, paper_id: UUID) -> HttpResponse:
    """Hand over the scan of a paper of the visa; the look is journaled."""
    paper = get_object_or_404(VisaPaper.objects.select_related("candidacy"), pk=paper_id)
    file_or_404(request, paper.candidacy_id)
    found = files.of(scan_owner(paper.pk)).first()
    if found is None:
        raise Http404
    return send(request.actor, found, inline=True)
