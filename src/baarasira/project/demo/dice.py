"""Chance for invented people: `random.Random` with the few draws they need, each in one step of it."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice(Random):
    """Draws that follow from the seed alone. A million people take some fifty draws each: these are the quick ones.

    The bias of scaling a fraction, below one in 2**50, does not matter to a demonstration.
    """

    def below(self, end: int) -> int:
        """Return a whole number from 0 to `end` - 1."""
        return int(self.random() * end)

    def between(self, first: int, last: int) -> int:
        """Return a whole number from `first` to `last`, both possible."""
        return first + int(self.random() * (last - first + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self.random() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different items, all of them when there are no more, in any order."""
        left, found = list(items), []
        for _turn in range(min(count, len(left))):
            place = int(self.random() * len(left))
            found.append(left[place])
            left[place] = left[-1]
            left.pop()
        return found
