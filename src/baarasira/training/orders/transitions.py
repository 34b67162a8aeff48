"""The states of an order and of a quote."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import OrderState, QuoteState

ORDER = TransitionTable(
    "training_order",
    [
        transition("record", "", OrderState.NEED, _("Record the need")),
        transition("quote", {OrderState.NEED, OrderState.QUOTED}, OrderState.QUOTED, _("Send the quote")),
        transition("accept", OrderState.QUOTED, OrderState.ACCEPTED, _("Record the acceptance")),
        transition("decline", OrderState.QUOTED, OrderState.NEED, _("Record the refusal")),
        transition("agree", OrderState.ACCEPTED, OrderState.AGREED, _("Sign the agreement")),
        transition("open", OrderState.AGREED, OrderState.OPENED, _("Open the session")),
        transition("give", OrderState.OPENED, OrderState.GIVEN, _("End the session")),
        # Once more when every invoice before was credited whole.
        transition(
            "invoice",
            {OrderState.GIVEN, OrderState.CANCELLED, OrderState.INVOICED},
            OrderState.INVOICED,
            _("Issue the invoice"),
        ),
        transition(
            "close",
            {OrderState.GIVEN, OrderState.INVOICED, OrderState.CANCELLED},
            OrderState.CLOSED,
            _("Close the order"),
        ),
        transition("cancel", {OrderState.AGREED, OrderState.OPENED}, OrderState.CANCELLED, _("Cancel the course")),
        transition(
            "drop",
            {OrderState.NEED, OrderState.QUOTED, OrderState.ACCEPTED},
            OrderState.DROPPED,
            _("Give the order up"),
        ),
    ],
)

QUOTE = TransitionTable(
    "training_quote",
    [
        transition("write", "", QuoteState.DRAFT, _("Write the quote")),
        transition("send", QuoteState.DRAFT, QuoteState.SENT, _("Send the quote")),
        transition("accept", QuoteState.SENT, QuoteState.ACCEPTED, _("Record the acceptance")),
        transition("refuse", QuoteState.SENT, QuoteState.REFUSED, _("Record the refusal")),
        transition("replace", {QuoteState.DRAFT, QuoteState.SENT}, QuoteState.REPLACED, _("Write another quote")),
        transition("lapse", QuoteState.SENT, QuoteState.LAPSED, _("Let the quote lapse")),
    ],
)
