"""The counselling pages."""

from .appointments import appointment, appointment_new, hours, record, slip
from .batch import apply_batch, due, preview, print_batch, report
from .cards import act_on_card, card, card_pdf
from .days import day, missed, plans_due
from .notes import note
from .plans import add_step, close, plan, plan_pdf, review, settle_step

__all__ = [
    "act_on_card",
    "add_step",
    "apply_batch",
    "appointment",
    "appointment_new",
    "card",
    "card_pdf",
    "close",
    "day",
    "due",
    "hours",
    "missed",
    "note",
    "plan",
    "plan_pdf",
    "plans_due",
    "preview",
    "print_batch",
    "record",
    "report",
    "review",
    "settle_step",
    "slip",
]
