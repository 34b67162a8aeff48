"""The queue of a day: numbered places handed out, called in order, served or absent."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Taken, WrongState
from baarasira.kernel.locking import door, door_ajar
from baarasira.network.models import Structure
from baarasira.openings.actions.campaign_doors import campaign_key
from baarasira.openings.campaign_queries import one
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign

from ..enums import TicketState
from ..models import Candidacy, Ticket
from ..policies import FILES

MOST = 500


@transaction.atomic
def issue_tickets(*, actor: Actor, campaign_id: UUID, office: Structure, count: int = 1) -> list[Ticket]:
    """Hand out the next numbers of today's queue in an office, never more than the day's cap.

    Raises NotAllowed, WrongState when no applications are taken today, Taken when the cap leaves fewer than asked.
    """
    FILES.require(actor, "queue", office.pk)
    if not 1 <= count <= MOST:
        sentence = _("Hand out from 1 to %(most)d tickets at once.") % {"most": MOST}
        raise BusinessError(sentence, code="tickets.count", field="count")
    door_ajar(campaign_key(campaign_id))
    campaign = one(campaign_id)
    _require_open(campaign, actor)
    door(f"queue:{campaign_id}:{office.pk}:{actor.today}")
    rows = Ticket.objects.filter(opening_id=campaign_id, office=office, day=actor.today)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    if campaign.daily_cap is not None and last + count > campaign.daily_cap:
        words = {"cap": campaign.daily_cap, "left": max(0, campaign.daily_cap - last)}
        sentence = _(
            "This office receives %(cap)d people a day: %(left)d tickets are left today. Give the others tomorrow’s day."
        )
        raise Taken(sentence % words, code="tickets.full", field="count")
    made = [
        Ticket(opening_id=campaign_id, office=office, day=actor.today, number=last + place, state=TicketState.WAITING)
        for place in range(1, count + 1)
    ]
    for ticket in made:
        writing.create(ticket, "ticket.issue", actor=actor, structure_id=office.pk)
    return made


def _require_open(campaign: Campaign, actor: Actor) -> None:
    if campaign.state != CampaignState.OPEN or not campaign.opens_on <= actor.today <= campaign.closes_on:
        sentence = _("No applications are taken today for this campaign: no ticket is handed out.")
        raise WrongState(sentence, code="tickets.closed")


def _locked(ticket_id: UUID) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).get(pk=ticket_id)


@transaction.atomic
def call_next(*, actor: Actor, campaign_id: UUID, office: Structure) -> Ticket | None:
    """Call the next number of today's queue to the counter; None when nobody waits. Two counters never call one number."""
    FILES.require(actor, "queue", office.pk)
    waiting = Ticket.objects.filter(
        opening_id=campaign_id, office=office, day=actor.today, state=TicketState.WAITING
    ).order_by("number")
    ticket = waiting.select_for_update(skip_locked=True).first()
    if ticket is None:
        return None
    _set(ticket, actor, "ticket.call", {"state": TicketState.CALLED, "called_at": actor.at})
    return ticket


@transaction.atomic
def settle_ticket(*, actor: Actor, ticket_id: UUID, came: bool) -> Ticket:
    """Say that the person called did not come, or was served without an application. Raises NotAllowed, WrongState."""
    ticket = _locked(ticket_id)
    FILES.require(actor, "queue", ticket.office_id)
    _require_waiting(ticket)
    state = TicketState.SERVED if came else TicketState.ABSENT
    values: dict[str, object] = {"state": state, "ended_at": actor.at}
    _set(ticket, actor, "ticket.settle", values)
    return ticket


def _require_waiting(ticket: Ticket) -> None:
    if ticket.state not in {TicketState.WAITING, TicketState.CALLED}:
        raise WrongState(_("This number was dealt with already."), code="ticket.settle")


def serve(*, actor: Actor, ticket_id: UUID, candidacy: Candidacy) -> Ticket:
    """Tie a ticket to the application its bearer made, within that act. WrongState when it is another office's or day's."""
    ticket = _locked(ticket_id)
    if (ticket.opening_id, ticket.office_id, ticket.day) != (candidacy.opening_id, candidacy.office_id, actor.today):
        raise WrongState(_("This number is of another queue."), code="ticket.serve")
    _require_waiting(ticket)
    values = {"state": TicketState.SERVED, "ended_at": actor.at, "candidacy": candidacy}
    _set(ticket, actor, "ticket.serve", values)
    return ticket


def _set(ticket: Ticket, actor: Actor, verb: str, values: dict[str, object]) -> None:
    writing.edit(ticket, verb, actor=actor, values=values, structure_id=ticket.office_id)
