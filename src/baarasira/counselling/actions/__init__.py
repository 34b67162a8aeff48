"""The writes of counselling."""

from .appointments import give_appointment, record_appointment
from .cards import (
    fall_due,
    issue_card,
    place_holder,
    reactivate_card,
    renew_card,
    strike_off,
    strike_off_overdue,
    suspend_card,
)
from .contacts import note_contact
from .plans import StepData, add_step, agree_plan, close_plan, review_plan, settle_step

__all__ = [
    "StepData",
    "add_step",
    "agree_plan",
    "close_plan",
    "fall_due",
    "give_appointment",
    "issue_card",
    "note_contact",
    "place_holder",
    "reactivate_card",
    "record_appointment",
    "renew_card",
    "review_plan",
    "settle_step",
    "strike_off",
    "strike_off_overdue",
    "suspend_card",
]
