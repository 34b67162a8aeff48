"""Tables of the room: incidents, costs, bars."""

from .bars import Bar, BarAppeal
from .costs import Cost, FirstEarning, RecruiterFlag, RefundClaim, Repayment, Survey
from .incidents import Carer, Incident, Note, Referral, Tries

__all__ = [
    "Bar",
    "BarAppeal",
    "Carer",
    "Cost",
    "FirstEarning",
    "Incident",
    "Note",
    "RecruiterFlag",
    "Referral",
    "RefundClaim",
    "Repayment",
    "Survey",
    "Tries",
]
