"""What a peer is: it loads the register, answers offers in one of several shapes, and says what it remembers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..answers import Answer
from ..register.store import Data


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
