"""Whole-number weights shared by both views of the labels (one by one in `shelf`, by group in `profiles`)."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

WHOLE = 1000


def hundredths_of_bits(numerator: int, denominator: int) -> int:
    """Return ⌊100·log2(numerator/denominator)⌋ for numerator ≥ denominator ≥ 1, in whole-number arithmetic."""
    return int(numerator**100 // denominator**100).bit_length() - 1


def rarities(counts: Numbers, total: int, least: int) -> Numbers:
    """Return the weight of each thing that `counts` of `total` have, in hundredths of a bit, never under `least`."""
    bits = {count: max(hundredths_of_bits(max(total, 1), max(count, 1)), least) for count in set(counts.tolist())}
    return np.array([bits[count] for count in counts.tolist()], dtype=np.int64)


class Runs:
    """Values grouped under the numbers 0, 1, 2…: `runs.of(number)` is the slice of its values in `order`."""

    def __init__(self, keys: Numbers, size: int, *, sorted_already: bool = False) -> None:
        """keys: the number each value stands under; size: how many numbers there are.

        sorted_already: the keys come in order, so that `order`, which would change nothing, is left empty.
        """
        self.order = np.zeros(0, dtype=np.int64) if sorted_already else np.argsort(keys, kind="stable")
        self.starts = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=size))))

    def of(self, number: int) -> slice:
        """Return the slice of the values under one number."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))
