"""The writes of competitions: prepared, convened, sat, sealed, marked, unsealed, ranked, complained of, seated."""

from .complaining import ask_consultation, note_shown, record_complaint, settle_complaint
from .convening import Convened, convene, note_told, set_claims
from .deliberating import PUBLISHED, propose_list, publish_list, return_list
from .deliberating import note_told as note_results_told
from .excluding import EXCLUDED, decide_exclusion, propose_exclusion
from .forgetting import forget_person
from .halls import close_sheet, decide_fraud, record_incident
from .labels import print_labels, release_labels
from .lifting import hand_share
from .marking import HandedIn, correct_mark, deal, hand_in, name_marker
from .preparing import PaperData, RuleData, add_hall, free_seats, prepare, reserve_seats, set_paper, set_rules
from .sealing import name_holders, take_place
from .seating import OFFERED, answer_offer, close, open_seats

__all__ = [
    "EXCLUDED",
    "OFFERED",
    "PUBLISHED",
    "Convened",
    "HandedIn",
    "PaperData",
    "RuleData",
    "add_hall",
    "answer_offer",
    "ask_consultation",
    "close",
    "close_sheet",
    "convene",
    "correct_mark",
    "deal",
    "decide_exclusion",
    "decide_fraud",
    "forget_person",
    "free_seats",
    "hand_in",
    "hand_share",
    "name_holders",
    "name_marker",
    "note_results_told",
    "note_shown",
    "note_told",
    "open_seats",
    "prepare",
    "print_labels",
    "propose_exclusion",
    "propose_list",
    "publish_list",
    "record_complaint",
    "record_incident",
    "release_labels",
    "reserve_seats",
    "return_list",
    "set_claims",
    "set_paper",
    "set_rules",
    "settle_complaint",
    "take_place",
]
