"""Reminders before a card falls due (domain.md D.1: fifteen and three days before)."""

from datetime import timedelta

from django.db import transaction

from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.reference.queries import value

from .enums import CardState
from .models import Card
from .policies import CARDS


def remind_cards(*, actor: Actor) -> int:
    """Tell the rooms that send messages which cards fall due in the days the parameter names; return how many.

    The same card and delay may be told twice: whoever sends does it once.
    """
    CARDS.require(actor, "fall_due")
    told = 0
    for days in value("card.reminder_days", actor.today):
        cards = Card.objects.filter(state=CardState.ACTIVE, expires_on=actor.today + timedelta(days=int(days)))
        for card in cards.order_by("id"):
            with transaction.atomic():
                details = {"days": int(days), "expires_on": card.expires_on, "number": card.number}
                emit(Event("card.reminder", actor, card.pk, card.person_id, details))
            told += 1
    return told
