"""The writes of selections: panels, marks, lists, runs, the reserve, appeals."""

from .appeals import Ruling, decide, instruct, record_appeal
from .corrections import correct_list
from .forgetting import forget_person
from .hearings import HEARD, Sitting, convene, set_attendance, waiting
from .lists import LIST, close_list
from .marking import hand_in, open_marks, points_of
from .panels import Seat, begin_marking, declare, declare_conflict, form_panel, seat_member, unseat_member
from .reserve import call_next, fill_all, fill_seats
from .running import RULES, abandon, change_quota, fix_seed, note_told, propose, sign

__all__ = [
    "HEARD",
    "LIST",
    "RULES",
    "Ruling",
    "Seat",
    "Sitting",
    "abandon",
    "begin_marking",
    "call_next",
    "change_quota",
    "close_list",
    "convene",
    "correct_list",
    "decide",
    "declare",
    "declare_conflict",
    "fill_all",
    "fill_seats",
    "fix_seed",
    "forget_person",
    "form_panel",
    "hand_in",
    "instruct",
    "note_told",
    "open_marks",
    "points_of",
    "propose",
    "record_appeal",
    "seat_member",
    "set_attendance",
    "sign",
    "unseat_member",
    "waiting",
]
