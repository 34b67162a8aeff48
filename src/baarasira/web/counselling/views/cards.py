"""The job-seeker card of one person: where it stands, and each act on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.counselling import actions, queries
from baarasira.counselling.documents import card_pdf as pdf_of_card
from baarasira.counselling.models import Card
from baarasira.counselling.policies import CARDS
from baarasira.counselling.transitions import CARD
from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.people.enums import PersonState
from baarasira.web.people.past import told
from baarasira.web.people.profile import born_words
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..opening import person_seen, version_of
from ..papers import card_data, full_name, pdf_response
from ..states import card_look

# From how many days before its last day the renewal of a card stands open on its page.
NEAR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a card: what it calls, and what the next page says was done."""

    call: Callable[..., Card]
    said: Sentence


ACTS = {
    "renouveler": Act(actions.renew_card, _("The card is renewed until %(day)s. Print it.")),
    "suspendre": Act(actions.suspend_card, _("The card is suspended: the person is proposed to no employer.")),
    "radier": Act(actions.strike_off, _("The person is struck off the register of job seekers.")),
    "reactiver": Act(actions.reactivate_card, _("The card is in force again until %(day)s. Print it.")),
}


@require_GET
def card(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show where the card of a person stands, and what may be done with it."""
    person = person_seen(request, person_id, "card")
    held, actor = queries.card_of(person.pk), request.actor
    may = {action: CARDS.allows(actor, action, person.office_id) for action in CARDS.grants}
    open_file = person.state == PersonState.OPEN
    moves = {row.name for row in CARD.open_to(held.state)} if held else set()
    context = {
        "person": person,
        "born": born_words(person),
        "card": held,
        "look": card_look(held, actor.today) if held else None,
        "events": [told(move) for move in queries.moves_of(held)] if held else [],
        "may_issue": held is None and may["issue"] and open_file,
        "may_renew": "renew" in moves and may["renew"] and open_file,
        "may_suspend": "suspend" in moves and may["suspend"],
        "may_strike_off": "strike_off" in moves and may["strike_off"],
        "may_reactivate": "reactivate" in moves and may["reactivate"] and open_file,
        "may_print": held is not None and may["print"] and queries.in_force(held, actor.today),
        "closed": not open_file,
        "until": actions.valid_until(actor.today),
        **_nearness(held, actor.today),
    }
    return render(request, "counselling/card.html", context)


def _nearness(held: Card | None, today: date) -> dict[str, object]:
    """Tell whether the card is to be renewed by now, and the tone of that step."""
    days = (held.expires_on - today).days if held is not None else NEAR_DAYS + 1
    near = days <= NEAR_DAYS
    return {"near": near, "renew_tone": "late" if days < 0 else "wait" if near else "action"}


@require_POST
def act_on_card(request: AgentRequest, person_id: UUID, act: str) -> HttpResponse:
    """Issue, renew, suspend, strike off or reactivate; then show where the card stands."""
    person = person_seen(request, person_id, "card")
    if act == "delivrer":
        held = actions.issue_card(actor=request.actor, person_id=person.pk)
        sentence = _("%(name)s is registered as a job seeker. Print the card.") % {"name": full_name(person)}
        drafts.confirm(request, sentence)
        return redirect("counselling:card", person.pk)
    found = queries.card_of(person.pk)
    if found is None or act not in ACTS:
        raise Http404
    actor = request.actor.because(request.POST.get("reason", ""))
    try:
        held = ACTS[act].call(actor=actor, card_id=found.pk, expected_version=version_of(request))
    except BusinessError as refusal:
        if refusal.field != "reason":
            raise
        messages.error(request, str(refusal))
        return redirect("counselling:card", person.pk)
    drafts.confirm(request, str(ACTS[act].said) % {"day": f"{held.expires_on:%d/%m/%Y}"})
    return redirect("counselling:card", person.pk)


@require_GET
def card_pdf(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Answer with the card as an ID-1 PDF; journaled."""
    person = person_seen(request, person_id, "card")
    held = queries.card_of(person.pk)
    if held is None:
        raise Http404
    [printed] = actions.print_cards(actor=request.actor, card_ids=[held.pk])
    return pdf_response(pdf_of_card(card_data(request, printed)), f"carte-{printed.number}")
