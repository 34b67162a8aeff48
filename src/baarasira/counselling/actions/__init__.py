"""The writes of counselling."""

from .appointments import give_appointment, record_appointment
from .cards import (
    Renewal,
    fall_due,
    issue_card,
    place_holder,
    print_cards,
    reactivate_card,
    renew_card,
    renew_cards,
    strike_off,
    strike_off_overdue,
    suspend_card,
    valid_until,
)
from .contacts import note_contact
from .forgetting import forget_person
from .looking import look_at
from .plans import StepData, add_step, agree_plan, close_plan, review_plan, settle_step

__all__ = [
    "Renewal",
    "StepData",
    "add_step",
    "agree_plan",
    "close_plan",
    "fall_due",
    "forget_person",
    "give_appointment",
    "issue_card",
    "look_at",
    "note_contact",
    "place_holder",
    "print_cards",
    "reactivate_card",
    "record_appointment",
    "renew_card",
    "renew_cards",
    "review_plan",
    "settle_step",
    "strike_off",
    "strike_off_overdue",
    "suspend_card",
    "valid_until",
]
