"""What a peer is: it loads the register, answers offers in one of several shapes, and says what it remembers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..answers import Answer
from ..register.store import Data

SLOT_PLACES = 3


@dataclass(frozen=True)
class Settings:
    """One run as every peer is told of it. weights: of O, S, E, L, P. folder: where a peer may keep files of its own."""

    data: Data
    weights: tuple[int, int, int, int, int]
    top: int
    folder: Path
    threads: int = 2


class Peer(Protocol):
    """Someone who ranks. `load` is timed apart; `rank` is what the run compares; `answers` is not timed."""

    shapes: Sequence[str]
    """Ways of asking the same thing; the run tries each on a few offers and keeps the quickest."""

    def load(self) -> None:
        """Take in the register: tables, indexes, whatever makes answers quick."""

    def use(self, shape: str) -> None:
        """Ask in this shape from now on."""

    def rank(self, offers: Sequence[int]) -> Any:
        """Rank these offers, given by their place; return the answers in whatever form they come."""

    def answers(self, offers: Sequence[int], found: Any) -> list[Answer]:
        """Turn what `rank` returned into one answer per offer."""

    def memory(self) -> dict[str, int]:
        """Return bytes by name of what is held outside this process (a server), if anything is."""

    def close(self) -> None:
        """Stop whatever was started."""


@dataclass(frozen=True)
class KeyLayout:
    """One whole number that sorts as the contract orders people, greatest first, and still tells the parts.

    From high to low: score, place in the order of ties (reversed), then what the parts are made from; no two people
    share a place, so the low bits never decide. Fits 63 bits for scores up to a million and a million people.
    """

    people: int

    TIE_BITS = 24
    LOW_BITS = 18

    def decode(self, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
        """Return score, tie and the low bits of keys."""
        low = keys & ((1 << self.LOW_BITS) - 1)
        tie = (1 << self.TIE_BITS) - 1 - ((keys >> self.LOW_BITS) & ((1 << self.TIE_BITS) - 1))
        return keys >> (self.LOW_BITS + self.TIE_BITS), tie, low
