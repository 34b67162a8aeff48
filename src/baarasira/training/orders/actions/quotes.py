"""Quotes: written, sent, accepted or refused; one sent is never changed, another replaces it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.sequences import next_number
from baarasira.reference.parameters import QUOTE_VALID_DAYS
from baarasira.reference.queries import value

from ..enums import OrderState, QuoteState
from ..inputs import QuoteData
from ..models import Order, Quote, QuoteLine
from ..rules import quote_findings, total_of
from ..transitions import ORDER, QUOTE
from . import doors

_QUOTABLE = frozenset({OrderState.NEED, OrderState.QUOTED})


@transaction.atomic
def write_quote(*, actor: Actor, order_id: UUID, data: QuoteData) -> Quote:
    """Write a quote; the one that stood is replaced and stays to be read. Its number is the next of the year, without gaps.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "quote")
    if order.state not in _QUOTABLE:
        raise WrongState(_("This order is agreed or ended: no other quote is written."), code="training_quote.write")
    if found := quote_findings(data, actor.today):
        raise RuleRefused(found)
    for former in order.quotes.select_for_update().filter(state__in=[QuoteState.DRAFT, QuoteState.SENT]):
        QUOTE.apply(former, "replace", actor=actor, **doors.told(order))
    days = value(QUOTE_VALID_DAYS, actor.today)
    quote = Quote(
        order=order,
        number=f"DV{actor.today:%y}-{next_number(f'training_quote:{actor.today.year}'):04d}",
        programme=doors.words_of(data.programme, 5000, "programme"),
        hours=data.hours,
        seats=data.seats,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        valid_until=data.valid_until or actor.today + timedelta(days=days),
        total=total_of(data),
        prepared_by=doors.person_acting(actor),
        prepared_on=actor.today,
    )
    QUOTE.begin(quote, "write", actor=actor, **doors.told(order))
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote=quote, position=place, label=" ".join(line.label.split())[:200], unit=line.unit,
            quantity=line.quantity, price=line.price,
        )
        for place, line in enumerate(data.lines, start=1)
    )  # fmt: skip
    return quote


def _standing(order: Order, state: str, sentence: str) -> Quote:
    quote = order.quotes.select_for_update().filter(state=state).first()
    if quote is None:
        raise WrongState(sentence, code="training_quote.standing")
    return quote


@transaction.atomic
def send_quote(*, actor: Actor, order_id: UUID) -> Quote:
    """Send the quote that was written: from then on it does not change. Raises NotAllowed, RuleRefused, WrongState."""
    order = doors.locked(actor, order_id, "quote")
    quote = _standing(order, QuoteState.DRAFT, _("There is no quote to send: write one."))
    if quote.valid_until < actor.today or quote.starts_on < actor.today:
        raise doors.refused("quote_old", _("This quote is out of date: write another one."))
    QUOTE.apply(quote, "send", actor=actor, values={"sent_on": actor.today}, **doors.told(order))
    ORDER.apply(order, "quote", actor=actor, **doors.told(order))
    emit(Event("training_quote.send", actor, quote.pk))
    return quote


@transaction.atomic
def accept_quote(*, actor: Actor, order_id: UUID, by: str, on: date) -> Order:
    """Record that the client accepts: who there, and on which day, within the validity of the quote.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "answer", also_office=True)
    quote = _standing(order, QuoteState.SENT, _("No quote awaits an answer."))
    _answered(quote, by, on, actor.today)
    if on > quote.valid_until:
        sentence = _("The quote was valid until %(day)s: write another one.")
        raise doors.refused("quote_lapsed", sentence % {"day": f"{quote.valid_until:%d/%m/%Y}"}, "on")
    values = {"answered_on": on, "answered_by": " ".join(by.split())[:120]}
    QUOTE.apply(quote, "accept", actor=actor, values=values, **doors.told(order))
    ORDER.apply(order, "accept", actor=actor, **doors.told(order))
    return order


@transaction.atomic
def refuse_quote(*, actor: Actor, order_id: UUID, by: str, on: date, why: str) -> Order:
    """Record that the client refuses and why; the need stays, another quote may answer it.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "answer", also_office=True)
    quote = _standing(order, QuoteState.SENT, _("No quote awaits an answer."))
    _answered(quote, by, on, actor.today)
    values = {
        "answered_on": on, "answered_by": " ".join(by.split())[:120], "refusal": doors.words_of(why, 500, "why"),
    }  # fmt: skip
    QUOTE.apply(quote, "refuse", actor=actor, values=values, **doors.told(order))
    ORDER.apply(order, "decline", actor=actor, **doors.told(order))
    return order


def _answered(quote: Quote, by: str, on: date, today: date) -> None:
    if not by.strip():
        raise doors.refused("answer_who", _("Write who answered at the client’s."), "by")
    if quote.sent_on is None or not quote.sent_on <= on <= today:
        raise doors.refused("answer_day", _("The answer lies between the sending and today."), "on")


@transaction.atomic
def lapse_quotes(*, actor: Actor) -> int:
    """Let the quotes that nobody answered in time lapse; their needs stay. For the clock; returns how many."""
    rows = Quote.objects.filter(state=QuoteState.SENT, valid_until__lt=actor.today)
    ended = 0
    for key in list(rows.values_list("order_id", flat=True)):
        order = doors.locked(actor, key, "lapse")
        quote = order.quotes.select_for_update().filter(state=QuoteState.SENT, valid_until__lt=actor.today).first()
        if quote is not None:
            QUOTE.apply(quote, "lapse", actor=actor, **doors.told(order))
            ORDER.apply(order, "decline", actor=actor, **doors.told(order))
            ended += 1
    return ended
