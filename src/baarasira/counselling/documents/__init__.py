"""The papers of counselling: the job-seeker card, the appointment slip, the action plan. Plain values in, PDF out."""

from .action_plan import ActionPlanData, PlanStep, action_plan_pdf
from .appointment_slip import AppointmentData, appointment_slip_pdf
from .card import DOCUMENT_TYPE as CARD_DOCUMENT
from .card import CardData, card_pdf, card_sheet_pdf, card_token, initials

__all__ = [
    "CARD_DOCUMENT",
    "ActionPlanData",
    "AppointmentData",
    "CardData",
    "PlanStep",
    "action_plan_pdf",
    "appointment_slip_pdf",
    "card_pdf",
    "card_sheet_pdf",
    "card_token",
    "initials",
]
