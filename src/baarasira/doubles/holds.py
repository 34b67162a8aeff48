"""What files hold that was paid or signed, told by the rooms that keep it: such a merge needs a second agent.

A room gives a function by `ask_with` (project/wiring); it takes the ids of people and returns what each holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from baarasira.kernel.errors import Sentence

from .enums import HoldKind


@dataclass(frozen=True, slots=True)
class Hold:
    """One thing paid or signed: whose it is and what it is, in words (« Contract CT-000012, signed on 3 May 2027 »)."""

    person_id: UUID
    kind: HoldKind
    sentence: Sentence


Teller = Callable[[Sequence[UUID]], Iterable[Hold]]
_tellers: list[Teller] = []


def ask_with(teller: Teller) -> None:
    """Add a room's answer; the same function counts once."""
    if teller not in _tellers:
        _tellers.append(teller)


def held_by(person_ids: Sequence[UUID]) -> list[Hold]:
    """Return what these people hold that was paid or signed, in the order in which the rooms were added."""
    return [hold for teller in _tellers for hold in teller(person_ids)]
