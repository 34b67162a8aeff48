"""Pages of returns."""

from .acts import answer_transfer, case_act
from .bodies import bodies
from .care import care, cared_cases
from .case import case
from .listing import find_returnee, list_cases, new_case
from .partners import partner_act, partner_desk, partner_file
from .placements import list_placements, new_placement, placement, placement_act
from .plans import plan, plan_act
from .receiving import intake
from .surveys import begin_survey, survey, survey_picture, weights
from .visits import assign_visit, list_visits, new_visit, visit, visit_photo

__all__ = [
    "answer_transfer",
    "assign_visit",
    "begin_survey",
    "bodies",
    "care",
    "cared_cases",
    "case",
    "case_act",
    "find_returnee",
    "intake",
    "list_cases",
    "list_placements",
    "list_visits",
    "new_case",
    "new_placement",
    "new_visit",
    "partner_act",
    "partner_desk",
    "partner_file",
    "placement",
    "placement_act",
    "plan",
    "plan_act",
    "survey",
    "survey_picture",
    "visit",
    "visit_photo",
    "weights",
]
