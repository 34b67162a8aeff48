"""What turns the evidence into a probability: a straight line on the odds, fitted on the training registers, never on the reported ones.

python -m benchmarks.link.calibrating
"""

import sys

import numpy as np
import numpy.typing as npt

from baarasira.engine import LinkModel, encode_people, find_duplicates

from . import training

Floats = npt.NDArray[np.float64]
REGISTERS = ((3_000, 11), (3_000, 12), (10_000, 13), (40_000, 14))

_ROUNDS, _LEAST, _MOST = 40, 0.004, 0.9999


def fit(bits: Floats, hit: Floats) -> tuple[float, float]:
    """Return slope and offset of the line from bits of evidence to log2 of the odds that fit the truth best."""
    slope, offset = 1.0, 0.0
    for _round in range(_ROUNDS):
        share = 1 / (1 + np.exp2(-(slope * bits + offset)))
        weight = share * (1 - share) * np.log(2)
        gradient = np.array([((hit - share) * bits).sum(), (hit - share).sum()])
        curve = np.array([[(weight * bits**2).sum(), (weight * bits).sum()], [(weight * bits).sum(), weight.sum()]])
        step = np.linalg.solve(curve, gradient)
        slope, offset = slope + float(step[0]), offset + float(step[1])
    return slope, offset


def main() -> int:
    """Print the line that each register asks for, learned from the file and by the figures carried; 0."""
    for people, seed in REGISTERS:
        drawn = training.draw(people, seed=seed)
        records = encode_people(drawn.ids, drawn.columns)
        for model in (None, LinkModel(slope=1.0, offset=0.0)):
            found = find_duplicates(records, 0.005, model)
            used = found.model
            share = np.clip(found.probability, _LEAST, _MOST)
            bits = (np.log2(share / (1 - share)) - used.offset) / used.slope
            pairs = zip(found.left.tolist(), found.right.tolist(), strict=True)
            hit = np.array([(records.ids[left], records.ids[right]) in drawn.true for left, right in pairs], np.float64)
            slope, offset = fit(bits, hit)
            print(
                f"{people} people, {'learned' if model is None else 'as carried'}: slope {slope:.2f}, offset {offset:.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
