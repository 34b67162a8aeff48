"""Pages of returns."""

from .acts import answer_transfer, case_act
from .bodies import bodies
from .care import care, cared_cases
from .case import case
from .listing import find_returnee, list_cases, new_case
from .partners import partner_act, partner_desk, partner_file
from .plans import plan, plan_act
from .receiving import intake

__all__ = [
    "answer_transfer",
    "bodies",
    "care",
    "cared_cases",
    "case",
    "case_act",
    "find_returnee",
    "intake",
    "list_cases",
    "new_case",
    "partner_act",
    "partner_desk",
    "partner_file",
    "plan",
    "plan_act",
]
