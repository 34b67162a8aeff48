"""Pages of the competitions."""

from .files import competition, list_competitions, prepare
from .halls import attendance, attendance_sheet, claims, convocations, decide, incident, incidents, sittings
from .marking import correct, marks, name_marker
from .preparing import add_hall, edit_paper, edit_rules, free, reserve
from .results import complain, exclude, exclusion_act, results, results_paper, settle, sitting
from .sealing import hand_share, labels, name_holders, print_labels, take_place
from .stages import act, answer, shown

__all__ = [
    "act",
    "add_hall",
    "answer",
    "attendance",
    "attendance_sheet",
    "claims",
    "competition",
    "complain",
    "convocations",
    "correct",
    "decide",
    "edit_paper",
    "edit_rules",
    "exclude",
    "exclusion_act",
    "free",
    "hand_share",
    "incident",
    "incidents",
    "labels",
    "list_competitions",
    "marks",
    "name_holders",
    "name_marker",
    "prepare",
    "print_labels",
    "reserve",
    "results",
    "results_paper",
    "settle",
    "shown",
    "sitting",
    "sittings",
    "take_place",
]
