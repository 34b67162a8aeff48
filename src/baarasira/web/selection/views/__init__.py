"""Pages of selections."""

from .appeals import appeal, correct_list, list_appeals
from .hearings import attendance, hearings
from .listing import list_selections, selection_file
from .marking import bind, declare, mark, to_mark
from .panels import form_panel, panel, panel_act, seat_member, unseat_member
from .reserve import reserve
from .runs import abandon, close_list, fix_seed, quota, record, run, run_act

__all__ = [
    "abandon",
    "appeal",
    "attendance",
    "bind",
    "close_list",
    "correct_list",
    "declare",
    "fix_seed",
    "form_panel",
    "hearings",
    "list_appeals",
    "list_selections",
    "mark",
    "panel",
    "panel_act",
    "quota",
    "record",
    "reserve",
    "run",
    "run_act",
    "seat_member",
    "selection_file",
    "to_mark",
    "unseat_member",
]
