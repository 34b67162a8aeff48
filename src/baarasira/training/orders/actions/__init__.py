"""What may be done with ordered courses. Every write of the room goes through here."""

from .agreements import agreed, prepare_agreement, record_client_signature, sign_agreement
from .evaluations import awaited, close_order, evaluate_as_client, evaluate_as_participant
from .forgetting import forget_person
from .invoices import balance, invoice_lines, issue_credit, issue_invoice, record_receipt, standing
from .needs import correct_need, drop, record_need
from .quotes import accept_quote, lapse_quotes, refuse_quote, send_quote, write_quote
from .sessions import cancel_order, end_session, enrol_participant, follow_session, open_session

__all__ = [
    "accept_quote",
    "agreed",
    "awaited",
    "balance",
    "cancel_order",
    "close_order",
    "correct_need",
    "drop",
    "end_session",
    "enrol_participant",
    "evaluate_as_client",
    "evaluate_as_participant",
    "follow_session",
    "forget_person",
    "invoice_lines",
    "issue_credit",
    "issue_invoice",
    "lapse_quotes",
    "open_session",
    "prepare_agreement",
    "record_client_signature",
    "record_need",
    "record_receipt",
    "refuse_quote",
    "send_quote",
    "sign_agreement",
    "standing",
    "write_quote",
]
