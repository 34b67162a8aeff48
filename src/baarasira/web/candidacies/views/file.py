"""The file of one candidacy: who, which offer, the road so far, the next step with its form."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies import queries
from baarasira.candidacies.enums import OPEN_STATES, SEAT_STATES, CandidacyState
from baarasira.candidacies.models import Candidacy, PlacementCheck
from baarasira.candidacies.policies import CANDIDACIES, PLACEMENTS
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.matching.queries import weights
from baarasira.messaging.enums import MessageState
from baarasira.messaging.letters import last_letter
from baarasira.openings.enums import OpeningState
from baarasira.openings.policies import OPENINGS
from baarasira.openings.queries import readable_by
from baarasira.people.enums import ConsentPurpose
from baarasira.people.queries import has_consent, openable
from baarasira.reference import parameters
from baarasira.reference.queries import value
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.figures import ScorePart

from ...matching.lines import PART_NAMES, shown_phone
from ..forms import CheckForm, LetterForm
from ..road import road_of
from ..states import tone
from ..steps import STEPS, OpenStep, draft_of, form_of, open_steps, take

_LETTER_TONES = {
    MessageState.WAITING: "wait",
    MessageState.SENT: "done",
    MessageState.DELIVERED: "done",
    MessageState.FAILED: "refused",
    MessageState.CANCELLED: "refused",
}


def visible_or_404(request: AgentRequest, candidacy_id: UUID) -> Candidacy:
    """Return the candidacy when this agent may see it; 404 otherwise, as if it did not exist."""
    rows = queries.visible_to(request.actor).prefetch_related("person__phones")
    return get_object_or_404(rows, pk=candidacy_id)


@require_GET
def candidacy_file(request: AgentRequest, candidacy_id: UUID) -> HttpResponse:
    """Show a candidacy's file."""
    return show(request, visible_or_404(request, candidacy_id))


def show(
    request: AgentRequest,
    candidacy: Candidacy,
    *,
    sent: OpenStep | None = None,
    letter_form: LetterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the file; `sent` is a step, `letter_form` a letter, that must be corrected."""
    actor = request.actor
    checks = list(candidacy.placement.checks.order_by("months")) if candidacy.state == CandidacyState.STARTED else []
    taken = queries.seats_taken([candidacy.opening_id]).get(candidacy.opening_id, 0)
    steps = open_steps(actor, candidacy, sent)
    context = {
        "candidacy": candidacy,
        "tone": tone(candidacy.state),
        "road": road_of(candidacy, checks),
        "steps": steps,
        **_due(request, candidacy),
        "waits": candidacy.get_state_display() if candidacy.state in OPEN_STATES and not steps else "",
        "check": _check(request, candidacy, checks),
        "coming": next((check for check in checks if check.done_on is None and check.due_on > actor.today), None),
        "may_open_person": openable(actor, [candidacy.person])[candidacy.person_id],
        "may_open_offer": readable_by(actor).filter(pk=candidacy.opening_id).exists(),
        "phone": shown_phone(actor, candidacy.person),
        "parts": _parts(actor, candidacy),
        "places": _("%(taken)d of %(seats)d") % {"taken": taken, "seats": candidacy.opening.seats},
        "all_filled": _all_filled(request, candidacy, taken),
        **_letter(request, candidacy, letter_form),
    }
    return render(request, "candidacies/file.html", context, status=status)


def _due(request: AgentRequest, candidacy: Candidacy) -> dict[str, Any]:
    """Return by when the next step is awaited, and whether it is late: the answer, then the first day."""
    actor, due = request.actor, None
    if candidacy.state == CandidacyState.HIRED:
        due = candidacy.starts_on
    if candidacy.state == CandidacyState.REFERRED:
        due = candidacy.referred_on + timedelta(days=value(parameters.ANSWER_DAYS, actor.today))
    return {"due": due, "due_tone": "late" if due is not None and due < actor.today else "action"}


def _parts(actor: Any, candidacy: Candidacy) -> list[ScorePart]:
    """Return the parts of the score as the shortlist showed them at the referral; none when none was shown."""
    held = candidacy.score_parts
    if candidacy.score is None or set(held) != set(PART_NAMES):
        return []
    rows = zip(PART_NAMES.items(), weights(actor), strict=True)
    return [ScorePart(str(label), held[key], weight) for (key, label), weight in rows]


def _all_filled(request: AgentRequest, candidacy: Candidacy, taken: int) -> bool:
    """Tell whether the offer's last place is taken and this agent may close it."""
    opening = candidacy.opening
    live = opening.state in {OpeningState.PUBLISHED, OpeningState.EXPIRED}
    full = taken >= opening.seats and candidacy.state in SEAT_STATES
    return live and full and OPENINGS.allows(request.actor, "close", opening.office_id)


def _check(request: AgentRequest, candidacy: Candidacy, checks: list[PlacementCheck]) -> dict[str, Any] | None:
    """Return the check that is due now with its form, for who may record it."""
    waiting = [check for check in checks if check.outcome in {"", "unreached"} and check.due_on <= request.actor.today]
    offices = (candidacy.person.office_id, candidacy.opening.office_id)
    if not waiting or not any(PLACEMENTS.allows(request.actor, "check", office) for office in offices):
        return None
    return {"check": waiting[0], "form": CheckForm(initial={"version": waiting[0].version}, auto_id="check_%s")}


def _letter(request: AgentRequest, candidacy: Candidacy, form: LetterForm | None) -> dict[str, Any]:
    offices = (candidacy.person.office_id, candidacy.opening.office_id)
    still_open = candidacy.state in OPEN_STATES

    def may(action: str) -> bool:
        return still_open and any(CANDIDACIES.allows(request.actor, action, office) for office in offices)

    employer = candidacy.opening.employer
    initial = {"version": candidacy.version, "address": candidacy.letter_sent_to or employer.email}
    letter = last_letter(candidacy) if candidacy.letter_sent_on else None
    return {
        "may_print": may("print_letter"),
        "may_send": may("send_letter"),
        "agrees": has_consent(candidacy.person_id, ConsentPurpose.EMPLOYERS),
        "letter_form": form or LetterForm(initial=initial, auto_id="letter_%s"),
        "letter_open": form is not None or candidacy.state == CandidacyState.REFERRED,
        "letter": letter,
        "letter_tone": _LETTER_TONES[letter.state] if letter is not None else "",
    }


@require_POST
def take_step(request: AgentRequest, candidacy_id: UUID, name: str) -> HttpResponse:
    """Take one step of the table, or show the file again with what must be corrected."""
    candidacy = visible_or_404(request, candidacy_id)
    step = STEPS.get(name)
    if step is None:
        raise Http404
    form = form_of(step, request.POST)
    if form.is_valid():
        try:
            take(request.actor, candidacy, step, form)
        except NotAllowed:
            raise
        except BusinessError as error:
            if error.field not in form.fields:
                raise
            form.refuse(error)
        else:
            drafts.confirm(request, step.done, draft=draft_of(candidacy, name))
            return redirect("candidacies:file", candidacy.pk)
    return show(request, candidacy, sent=OpenStep(step, form, False), status=422)
