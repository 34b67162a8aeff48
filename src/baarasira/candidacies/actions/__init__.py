"""The writes of candidacies and placements: the one place that moves them forward."""

from .hiring import confirm_start, hire, record_check
from .letters import letter_of, print_letter, record_letter_sent
from .referral import (
    Referral,
    end_candidacies_of,
    end_open_candidacies,
    forget_person,
    record_interview,
    refer,
    refuse,
    withdraw,
)

__all__ = [
    "Referral",
    "confirm_start",
    "end_candidacies_of",
    "end_open_candidacies",
    "forget_person",
    "hire",
    "letter_of",
    "print_letter",
    "record_check",
    "record_interview",
    "record_letter_sent",
    "refer",
    "refuse",
    "withdraw",
]
