"""The compiled search: ready when it has been loaded, never waited for.

`load` compiles `kernels.py`, or takes what an earlier process compiled from the cache beside the source; it is called when
the product is installed and, by whoever will rank, in the background. Until it has returned, and where no compiler works, the
plain path of `ranking.py` gives the same answers.
"""

import hashlib
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import layout
from .asking import Packed
from .segment import Segment
from .terms import FULL, Weights
from .words import LIVING_SLOTS

NO_CEILING = 2**63 - 1
_MOST_SCORE = 2**31 - 1
ROW_BITS = 31
_MOST_ROWS = 2**31 - 1
_MOST_TOP = 100_000
_lock = threading.Lock()
_best: Callable[..., None] | None = None


def is_ready() -> bool:
    """Tell whether the compiled search is loaded in this process."""
    return _best is not None


def load() -> bool:
    """Load the compiled search, compiling it where no earlier process has; False where no compiler works."""
    global _best  # noqa: PLW0603 - one per process, set once
    with _lock:
        if _best is None:
            try:
                _best = _compile()
            except Exception:  # whatever keeps a compiler from working: the plain path stays
                return False
        return True


def unload() -> None:
    """Go back to the plain path (tests that compare the two)."""
    global _best  # noqa: PLW0603
    with _lock:
        _best = None


def _compile() -> Callable[..., None]:
    import numba  # the compiler

    setattr(numba.config, "CACHE_DIR", str(_cache()))  # noqa: B010 - a setting that its types do not tell
    from .kernels import best

    _call(best, *_nothing())  # the types of a real call: compiled, or read from the cache, here
    return best


def _cache() -> Path:
    """Return where compiled code is kept: a folder for these very sources, older ones being removed.

    The compiler looks whether a function's own file changed, not those of the functions it calls.
    """
    here = Path(__file__).parent
    told = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))).hexdigest()[:16]
    folder = here / "__pycache__" / f"compiled-{told}"
    for other in folder.parent.glob("compiled-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _nothing() -> tuple[Any, ...]:
    from .drafting import build

    packed = Packed(np.zeros(0, np.int64), *(np.zeros(shape, np.int64) for shape in (1, (1, 1), (1, LIVING_SLOTS))))
    return build([]), packed, Weights(), np.zeros(0, np.int64), 1


def _arrays(segment: Segment) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of a segment that the search reads, by the names of `layout.TABLES`."""
    arrays: dict[str, npt.NDArray[Any]] = dict(segment.columns)
    arrays |= {"fits": segment.fits, "levels": segment.levels, "shadow": segment.shadow}
    arrays["alive"] = np.zeros(0, np.uint8) if segment.alive is None else segment.alive.view(np.uint8)
    for name, held in segment.lists.items():
        arrays |= {f"{name}_starts": held.starts, f"{name}_items": held.items}
        if held.levels is not None:
            arrays[f"{name}_levels"] = held.levels
    for name in type(segment.postings).__dataclass_fields__:
        arrays[f"post_{name}"] = getattr(segment.postings, name)
    return arrays


@dataclass(frozen=True, eq=False)
class _Tables:
    """Where a segment's arrays lie, and the arrays, kept from going away meanwhile."""

    where: npt.NDArray[np.int64]
    arrays: Sequence[npt.NDArray[Any]]
    alive: npt.NDArray[Any] | None


def _tables_of(segment: Segment) -> _Tables:
    """Return the addresses of a segment's arrays, worked out once; TypeError for an array of another type or layout."""
    known = segment.notes.get("compiled")
    if not isinstance(known, _Tables) or known.alive is not segment.alive:
        arrays, where = _arrays(segment), []
        for name, kind in layout.TABLES:
            array = arrays[name]
            if array.dtype != kind or not array.flags.c_contiguous:
                raise TypeError(f"{name}: {array.dtype}, {kind} in one piece is read")
            where += [array.ctypes.data, array.size]
        known = _Tables(np.array(where, np.int64), list(arrays.values()), segment.alive)
        segment.notes["compiled"] = known
    return known


def can_rank(segments: Sequence[Segment], weights: Weights, top: int) -> bool:
    """Tell whether the search is loaded, one key of 63 bits holds every score and row, and no weight is below 0."""
    return (
        is_ready()
        and min(weights) >= 0
        and FULL * sum(weights) < _MOST_SCORE
        and all(len(segment) < _MOST_ROWS and min(top, len(segment)) <= _MOST_TOP for segment in segments)
    )


class Answer:
    """What the search found for the offers packed: arrays of (offers, top…), filled up to `sizes`."""

    def __init__(self, offers: int, top: int) -> None:
        """Make room for `top` people of each offer."""
        self.rows = np.empty((offers, top), np.int32)
        self.scores = np.empty((offers, top), np.int64)
        self.parts = np.empty((offers, top, 5), np.int64)
        self.places = np.empty((offers, top), np.int64)
        self.sizes = np.zeros(offers, np.int64)


def _call(
    function: Callable[..., None],
    segment: Segment,
    packed: Packed,
    weights: Weights,
    floors: npt.NDArray[np.int64],
    top: int,
    ceilings: npt.NDArray[np.int64] | None = None,
) -> Answer:
    offers = len(packed.starts) - 1
    if ceilings is None:
        ceilings = np.full(offers, NO_CEILING, np.int64)
    answer = Answer(offers, min(top, max(1, len(segment))))
    top, tables = answer.rows.shape[1], _tables_of(segment)
    scratch = np.empty(layout.scratch(top, len(segment.postings.groups)), np.int64)
    arrays = (
        packed.numbers, packed.starts, np.array(weights, np.int64), floors, packed.near, packed.near_slots, scratch,
        answer.rows, answer.scores, answer.parts, answer.places, answer.sizes, ceilings,
    )  # fmt: skip
    given = np.array([array.__array_interface__["data"][0] for array in arrays], np.int64)
    function(tables.where.ctypes.data, given.ctypes.data, offers, top, packed.near.shape[1])
    return answer


def search(
    segment: Segment,
    packed: Packed,
    weights: Weights,
    floors: npt.NDArray[np.int64],
    top: int,
    ceilings: npt.NDArray[np.int64] | None = None,
) -> Answer:
    """Rank the people of a segment for the offers packed. floors: (offers,) scores below which nobody enters.

    ceilings: (offers,) keys (`key_of`) above which nobody enters. The lock of the interpreter is let go meanwhile: threads
    rank side by side. RuntimeError before `load`.
    """
    if _best is None:
        raise RuntimeError("the compiled search is not loaded")
    return _call(_best, segment, packed, weights, floors, top, ceilings)


def key_of(score: int, row: int) -> int:
    """Return the key of a row with a score: greater keys stand before it."""
    return (score << ROW_BITS) + _MOST_ROWS - row


def in_threads(work: Callable[[Any], Any], parts: list[Any], threads: int) -> list[Any]:
    """Do the parts side by side in threads, in order."""
    if threads < 2 or len(parts) < 2:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, parts))
