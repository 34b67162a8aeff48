"""The list of referrals, and its export."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.candidacies import queries
from baarasira.candidacies.enums import OPEN_STATES, CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import CANDIDACIES
from baarasira.engine import canonical_words
from baarasira.kernel.actor import Actor
from baarasira.people.models import NameWord
from baarasira.reference import parameters
from baarasira.reference.queries import value
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ...employers.listing import spreadsheet
from ..forms import LATE, OPEN, TO_CONFIRM, CandidacyFilter
from ..states import tone


def answer_limit(actor: Actor) -> timedelta:
    """Return how long an employer's answer is awaited before it is late (setting referral.answer_days)."""
    return timedelta(days=value(parameters.ANSWER_DAYS, actor.today))


def _question(rows: QuerySet[Candidacy], actor: Actor, asked: str) -> QuerySet[Candidacy]:
    if asked == OPEN:
        return rows.filter(state__in=OPEN_STATES)
    if asked == LATE:
        return rows.filter(state=CandidacyState.REFERRED, referred_on__lt=actor.today - answer_limit(actor))
    if asked == TO_CONFIRM:
        return rows.filter(state=CandidacyState.HIRED, starts_on__lte=actor.today)
    return rows.filter(state=asked) if asked else rows


def _named(rows: QuerySet[Candidacy], text: str) -> QuerySet[Candidacy]:
    """Keep those whose number, offer number or person's number it is, or every word of which is in the person's name."""
    word = text.strip()
    exact = Q(number__iexact=word) | Q(opening__number__iexact=word) | Q(person__number__iexact=word)
    words = canonical_words(text)
    if not words:
        return rows.filter(exact)
    people = Q()
    for each in words:
        people &= Q(person__in=NameWord.objects.filter(canonical__startswith=each).values("person_id"))
    return rows.filter(exact | people | Q(opening__title__icontains=word))


def _found(request: AgentRequest, form: CandidacyFilter) -> QuerySet[Candidacy]:
    rows = queries.visible_to(request.actor)
    if not form.is_valid():
        return rows
    wanted = form.cleaned_data
    rows = _question(rows, request.actor, wanted["show"])
    if wanted["office"]:
        office = UUID(wanted["office"])
        rows = rows.filter(Q(person__office=office) | Q(opening__office=office))
    return _named(rows, wanted["q"]) if wanted["q"].strip() else rows


def todo(candidacy: Candidacy, actor: Actor, limit: timedelta) -> tuple[str, str]:
    """Return what to do with a candidacy, in words, and its tone; empty where it has ended."""
    match candidacy.state:
        case CandidacyState.REFERRED:
            late = candidacy.referred_on < actor.today - limit
            return (_("Ask the employer: answer late"), "late") if late else (_("Answer awaited"), "wait")
        case CandidacyState.INTERVIEWED:
            return _("Ask for the decision"), "wait"
        case CandidacyState.HIRED:
            come = candidacy.starts_on is not None and candidacy.starts_on <= actor.today
            return (_("Confirm the first day"), "late") if come else (_("First day to come"), "neutral")
    return "", ""


@require_GET
def list_candidacies(request: AgentRequest) -> HttpResponse:
    """Show the referrals of the territory, newest first, filtered by words kept in the address."""
    CANDIDACIES.require(request.actor, "view")
    form = CandidacyFilter(request.GET, actor=request.actor)
    page = paginate(_found(request, form), order=("-id",), request=request)
    limit = answer_limit(request.actor)
    lines = [
        {
            "candidacy": row,
            "tone": tone(row.state),
            "todo": words,
            "todo_tone": todo_tone,
            "edge": "late" if todo_tone == "late" else "",
        }
        for row in page.rows
        for words, todo_tone in [todo(row, request.actor, limit)]
    ]
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": lines,
        "query": request.GET.urlencode(),
        "filtered": bool(request.GET),
        "checks_due": queries.checks_due(request.actor, request.actor.today).count(),
    }
    return render(request, "candidacies/list.html", context)


@require_GET
def export_candidacies(request: AgentRequest) -> HttpResponse:
    """Give the list, as filtered, as a file for a spreadsheet."""
    CANDIDACIES.require(request.actor, "export")
    headers = [
        _("Number"), _("Person"), _("File number"), _("Office"), _("Offer"), _("Offer number"), _("Employer"),
        _("Referred on"), _("Score"), _("State"), _("Interview"), _("Hired on"), _("First day"), _("Ended on"),
        _("Reason"),
    ]  # fmt: skip
    found = _found(request, CandidacyFilter(request.GET, actor=request.actor)).order_by("-id")
    rows = (
        (
            row.number, row.person, row.person.number, row.person.office.name, row.opening.title, row.opening.number,
            row.opening.employer.name, row.referred_on, "" if row.score is None else row.score / 1000,
            row.get_state_display(), row.interview_on, row.hired_on, row.starts_on, row.ended_on,
            row.get_reason_display(),
        )
        for row in found.iterator(chunk_size=2000)
    )  # fmt: skip
    return spreadsheet(f"mises-en-relation-{request.actor.today}", headers, rows)
