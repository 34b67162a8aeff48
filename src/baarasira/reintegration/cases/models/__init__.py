"""Tables of the room: cases, intake, partners and referrals, plans, carers and their notes, aids."""

from .aids import Aid
from .care import CareNote, NamedCarer
from .cases import Case, Intake, Relation
from .partners import PartnerBody, PartnerConsent, Referral, Transfer
from .plans import Plan, PlanStep

__all__ = [
    "Aid",
    "CareNote",
    "Case",
    "Intake",
    "NamedCarer",
    "PartnerBody",
    "PartnerConsent",
    "Plan",
    "PlanStep",
    "Referral",
    "Relation",
    "Transfer",
]
