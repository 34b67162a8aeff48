"""Who is chosen: selection under quotas, proven best, and public draw (engine.md, select and draw)."""

from .applicants import Applicants, Attribute, Tickets
from .choosing import Selection, draw, select, what_if
from .conflict import Conflicting
from .minutes import Tally, minutes, tallies
from .relaxation import NotProven
from .reserve import holds, next_called, quotas_of, reserve_lists
from .rules import BadRules, Quota, Rules, parse_rules, rules_of

__all__ = [
    "Applicants",
    "Attribute",
    "BadRules",
    "Conflicting",
    "NotProven",
    "Quota",
    "Rules",
    "Selection",
    "Tally",
    "Tickets",
    "draw",
    "holds",
    "minutes",
    "next_called",
    "parse_rules",
    "quotas_of",
    "reserve_lists",
    "rules_of",
    "select",
    "tallies",
    "what_if",
]
