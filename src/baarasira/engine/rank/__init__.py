"""Ranking: who fits an offer, in which order and why (engine.md, rank). Callers import from `baarasira.engine`."""

from .compiled import is_ready as is_compiled
from .compiled import load as load_compiled
from .compiled import unload as unload_compiled
from .explaining import Explanation, Failure, explain, explain_each, near_misses, offers_for, shortlist
from .ranking import Ranking, rank
from .register import Register
from .terms import (
    ANY,
    CODES,
    EVERYONE,
    LEVELS,
    MOST_OCCUPATIONS,
    Declared,
    Mark,
    Neighbours,
    Offer,
    Only,
    Parts,
    Person,
    Related,
    Spoken,
    Weights,
    neighbours_of,
    related_of,
)

__all__ = [
    "ANY",
    "CODES",
    "EVERYONE",
    "LEVELS",
    "MOST_OCCUPATIONS",
    "Declared",
    "Explanation",
    "Failure",
    "Mark",
    "Neighbours",
    "Offer",
    "Only",
    "Parts",
    "Person",
    "Ranking",
    "Register",
    "Related",
    "Spoken",
    "Weights",
    "explain",
    "explain_each",
    "is_compiled",
    "load_compiled",
    "near_misses",
    "neighbours_of",
    "offers_for",
    "rank",
    "related_of",
    "shortlist",
    "unload_compiled",
]
