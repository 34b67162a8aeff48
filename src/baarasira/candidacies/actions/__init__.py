"""The writes of candidacies and placements: the one place that moves them forward."""

from .hiring import confirm_start, hire, record_check
from .referral import Referral, end_open_candidacies, record_interview, refer, refuse, withdraw

__all__ = [
    "Referral",
    "confirm_start",
    "end_open_candidacies",
    "hire",
    "record_check",
    "record_interview",
    "refer",
    "refuse",
    "withdraw",
]
