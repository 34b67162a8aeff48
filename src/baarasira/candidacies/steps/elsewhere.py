"""Endings of steps that a room above gives by an act of its own, and that the step's own form therefore does not offer.

The refusal itself stands in that room, which hears every step closed: what is left out of a form is a courtesy, not the guard.
"""

from collections.abc import Collection

from baarasira.programmes.compiled.model import Step
from baarasira.programmes.kinds import KINDS

_GIVEN: dict[str, frozenset[str]] = {}


def give(kind: str, endings: Collection[str]) -> None:
    """Say that these endings of a kind of step come by an act elsewhere (wiring of the project). KeyError for unknown words."""
    known = KINDS[kind]
    _GIVEN[known.key] = frozenset(known.ending[name].key for name in endings)


def offered(step: Step) -> list[str]:
    """Return the endings that the form of a step offers, in the order of its programme."""
    return [ending for ending in step.on if ending not in _GIVEN.get(step.kind, frozenset())]
