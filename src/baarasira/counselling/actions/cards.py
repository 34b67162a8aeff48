"""Issuing, renewing, suspending, striking off and reactivating the job-seeker card (domain.md D.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference.queries import value

from ..enums import CardState
from ..models import Card
from ..policies import CARDS
from ..queries import in_force
from ..transitions import CARD
from .persons import person_to_work_with, refuse_closed_file

_BATCH = 500


def _locked(card_id: UUID) -> Card:
    return Card.objects.select_for_update(of=("self",)).select_related("person").get(pk=card_id)


def valid_until(today: date) -> date:
    """Return the last good day of a card issued or renewed today, by the dated parameter `card.validity_months`."""
    return add_months(today, int(value("card.validity_months", today)))


def _reason(actor: Actor) -> str:
    reason = actor.reason.strip()
    if not reason:
        raise BusinessError(_("Write the reason: the person may ask for it."), code="reason", field="reason")
    return reason[:300]


def _move(card: Card, name: str, actor: Actor, **values: object) -> Card:
    CARD.apply(card, name, actor=actor, subject_id=card.person_id, structure_id=card.office_id, values=dict(values))
    emit(Event(f"card.{name}", actor, card.pk, subject_id=card.person_id))
    return card


@transaction.atomic
def issue_card(*, actor: Actor, person_id: UUID) -> Card:
    """Register a person as a job seeker and issue the card; it holds for the dated parameter `card.validity_months`.

    Raises NotAllowed outside the actor's offices, WrongState when the person has a card already or the file is closed.
    """
    person = person_to_work_with(person_id)
    CARDS.require(actor, "issue", person.office_id)
    if Card.objects.filter(person=person).exists():
        raise WrongState(_("This person already has a card. Renew or reactivate it instead."))
    number = next_number(f"card:{actor.today.year}")
    card = Card(
        person=person,
        office_id=person.office_id,
        number=with_check(f"DE{actor.today.year % 100:02d}-{number:06d}-"),
        registered_on=actor.today,
        issued_on=actor.today,
        expires_on=valid_until(actor.today),
    )
    CARD.begin(card, "issue", actor=actor, subject_id=person.pk, structure_id=card.office_id)
    emit(Event("card.issue", actor, card.pk, subject_id=person.pk))
    return card


@transaction.atomic
def print_cards(*, actor: Actor, card_ids: Collection[UUID]) -> list[Card]:
    """Return cards to be printed, by their offices and numbers, and journal each printing.

    Raises NotAllowed when one of them is out of the actor's reach, WrongState when one is not in force: a paper must not
    say what the register does not.
    """
    cards = list(
        Card.objects.filter(pk__in=card_ids)
        .select_related("person", "person__office", "office")
        .prefetch_related("person__occupations")
        .order_by("office__name", "number")
    )
    for card in cards:
        CARDS.require(actor, "print", card.office_id)
        if not in_force(card, actor.today):
            raise WrongState(
                _("Card %(number)s is not in force today: it is not printed. Renew or reactivate it first.")
                % {"number": card.number}
            )
        journal.look(
            actor,
            "card.print",
            noun="card",
            object_id=card.pk,
            subject_id=card.person_id,
            structure_id=card.office_id,
        )
    return cards


@transaction.atomic
def renew_card(*, actor: Actor, card_id: UUID, expected_version: int | None = None) -> Card:
    """Renew from today for the validity in force; raises WrongState when suspended, struck off or placed."""
    card = _locked(card_id)
    CARDS.require(actor, "renew", card.office_id)
    card.require_version(expected_version)
    refuse_closed_file(card.person)
    return _move(card, "renew", actor, issued_on=actor.today, expires_on=valid_until(actor.today))


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of one card of a batch: `refusal` is the sentence that says why it was not renewed, empty when it was."""

    card_id: UUID
    refusal: str = ""


def renew_cards(*, actor: Actor, versions: Mapping[UUID, int]) -> list[Renewal]:
    """Renew each of these cards as `renew_card` does, at the version seen; one that cannot be stops no other."""
    done: list[Renewal] = []
    for card_id, version in versions.items():
        try:
            renew_card(actor=actor, card_id=card_id, expected_version=version)
            done.append(Renewal(card_id))
        except BusinessError as refusal:
            done.append(Renewal(card_id, str(refusal)))
    return done


@transaction.atomic
def suspend_card(*, actor: Actor, card_id: UUID, expected_version: int | None = None) -> Card:
    """Suspend with the actor's written reason: the person is in no shortlist until it is reactivated."""
    card = _locked(card_id)
    CARDS.require(actor, "suspend", card.office_id)
    card.require_version(expected_version)
    return _move(card, "suspend", actor, suspended_on=actor.today, reason=_reason(actor))


@transaction.atomic
def strike_off(*, actor: Actor, card_id: UUID, expected_version: int | None = None) -> Card:
    """Strike off with the actor's written reason (not renewed after the grace days, moved away, asked for it)."""
    card = _locked(card_id)
    CARDS.require(actor, "strike_off", card.office_id)
    card.require_version(expected_version)
    return _move(card, "strike_off", actor, ended_on=actor.today, suspended_on=None, reason=_reason(actor))


@transaction.atomic
def reactivate_card(*, actor: Actor, card_id: UUID, expected_version: int | None = None) -> Card:
    """Make an ended or suspended registration active again for a full validity; seniority is kept (domain.md D.1)."""
    card = _locked(card_id)
    CARDS.require(actor, "reactivate", card.office_id)
    card.require_version(expected_version)
    refuse_closed_file(card.person)
    return _move(
        card,
        "reactivate",
        actor,
        issued_on=actor.today,
        expires_on=valid_until(actor.today),
        suspended_on=None,
        ended_on=None,
        reason="",
    )


def place_holder(*, actor: Actor, person_id: UUID) -> None:
    """Mark the registration as ended by a placement; called when a placement is confirmed, within its transaction.

    Whoever may confirm the placement may end the registration by it: the policy is that of the placement.
    """
    card = Card.objects.select_for_update().filter(person_id=person_id).first()
    if card is not None and CardState(card.state) in CARD.rows["place"].sources:
        _move(card, "place", actor, ended_on=actor.today, suspended_on=None, reason="")


def fall_due(*, actor: Actor) -> int:
    """Mark the active cards whose last day has passed as to be renewed; return how many (the worker's clock)."""
    CARDS.require(actor, "fall_due")
    return _each(actor, CardState.ACTIVE, 0, "fall_due")


def strike_off_overdue(*, actor: Actor) -> int:
    """Strike off the cards not renewed within the grace days of the dated parameter; return how many."""
    CARDS.require(actor, "strike_off")
    grace = int(value("card.grace_days", actor.today))
    return _each(actor.because(str(_("Not renewed in time"))), CardState.DUE, grace, "strike_off")


def _each(actor: Actor, state: CardState, days: int, name: str) -> int:
    """Apply a move to every card in a state that expired more than `days` ago, in short transactions."""
    limit, moved = actor.today - timedelta(days=days), 0
    while True:
        with transaction.atomic():
            due = Card.objects.select_for_update().filter(state=state, expires_on__lt=limit).order_by("id")[:_BATCH]
            cards = list(due)
            for card in cards:
                values = {"ended_on": actor.today, "reason": actor.reason[:300]} if name == "strike_off" else {}
                _move(card, name, actor, **values)
        moved += len(cards)
        if len(cards) < _BATCH:
            return moved
