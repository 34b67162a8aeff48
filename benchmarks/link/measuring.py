"""How well pairs with probabilities answer the truth: precision and recall from the surest pair down, and the calibration."""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
WANTED = 0.95
_BINS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 1.0001)


@dataclass(frozen=True)
class Answer:
    """Pairs by two ids each, left first, with their probabilities, in any order."""

    pairs: Sequence[tuple[str, str]]
    probability: Floats


def quality(answer: Answer, true: Collection[tuple[str, str]], least: float = 0.5) -> dict[str, object]:
    """Return recall at 95 % precision, the best F1, what holds from a probability on, the curve and the calibration.

    Pairs of one probability are taken together: nobody can tell them apart.
    """
    hit = np.array([pair in true for pair in answer.pairs], np.bool_)
    order = np.argsort(-answer.probability, kind="stable")
    share, hit = answer.probability[order], hit[order]
    last = np.flatnonzero(np.append(share[1:] != share[:-1], True)) if len(share) else np.zeros(0, np.int64)
    found = np.cumsum(hit)[last]
    precision, recall = found / (last + 1), found / max(1, len(true))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    good = np.flatnonzero(precision >= WANTED)
    kept = share >= least
    at_least = _at(int((hit & kept).sum()), int(kept.sum()), len(true))
    return {
        "pairs": len(share), "recall_at_95": float(recall[good[-1]]) if len(good) else 0.0, "best_f1": float(f1.max(initial=0)),
        "at_half": at_least, "curve": _curve(precision, recall), "calibration": _calibration(share, hit),
    }  # fmt: skip


def _at(right: int, told: int, true: int) -> dict[str, float]:
    precision, recall = right / max(1, told), right / max(1, true)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}


def _curve(precision: Floats, recall: Floats) -> list[tuple[float, float]]:
    """Return the best precision still had at each twentieth of recall."""
    best = np.maximum.accumulate(precision[::-1])[::-1] if len(precision) else precision
    points = []
    for step in range(1, 20):
        reached = np.flatnonzero(recall >= step / 20)
        if len(reached):
            points.append((step / 20, float(best[reached[0]])))
    return points


def _calibration(share: Floats, hit: npt.NDArray[np.bool_]) -> list[dict[str, float]]:
    rows = []
    for low, high in itertools.pairwise(_BINS):
        inside = (share >= low) & (share < high)
        if inside.any():
            rows.append(
                {
                    "from": low,
                    "pairs": int(inside.sum()),
                    "told": float(share[inside].mean()),
                    "right": float(hit[inside].mean()),
                }
            )
    return rows
