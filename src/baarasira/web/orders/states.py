"""The tone of each state."""

from baarasira.training.orders.enums import OrderState, PaidState, QuoteState

_TONES: dict[str, str] = {
    OrderState.NEED: "action",
    OrderState.QUOTED: "wait",
    OrderState.ACCEPTED: "action",
    OrderState.AGREED: "action",
    OrderState.OPENED: "wait",
    OrderState.GIVEN: "action",
    OrderState.INVOICED: "wait",
    OrderState.CLOSED: "done",
    OrderState.CANCELLED: "refused",
    OrderState.DROPPED: "neutral",
}
_QUOTES: dict[str, str] = {
    QuoteState.DRAFT: "action",
    QuoteState.SENT: "wait",
    QuoteState.ACCEPTED: "done",
    QuoteState.REFUSED: "refused",
    QuoteState.REPLACED: "neutral",
    QuoteState.LAPSED: "late",
}
_PAID: dict[str, str] = {
    PaidState.UNPAID: "wait",
    PaidState.PARTLY: "wait",
    PaidState.PAID: "done",
    PaidState.CREDITED: "neutral",
}


def tone(state: str) -> str:
    """Return the tone of the state of an order."""
    return _TONES.get(state, "neutral")


def quote_tone(state: str) -> str:
    """Return the tone of the state of a quote."""
    return _QUOTES.get(state, "neutral")


def paid_tone(state: str) -> str:
    """Return the tone of how far an invoice is paid."""
    return _PAID.get(state, "neutral")
