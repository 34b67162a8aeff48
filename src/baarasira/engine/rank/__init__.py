"""Ranking: who fits an offer, in which order and why (engine.md, rank). Callers import from `baarasira.engine`."""

from .explaining import Explanation, Failure, explain, near_misses, offers_for
from .ranking import Ranking, rank
from .register import Register
from .terms import (
    ANY,
    CODES,
    LEVELS,
    MOST_OCCUPATIONS,
    Declared,
    Neighbours,
    Offer,
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
    "LEVELS",
    "MOST_OCCUPATIONS",
    "Declared",
    "Explanation",
    "Failure",
    "Neighbours",
    "Offer",
    "Parts",
    "Person",
    "Ranking",
    "Register",
    "Related",
    "Spoken",
    "Weights",
    "explain",
    "near_misses",
    "neighbours_of",
    "offers_for",
    "rank",
    "related_of",
]
