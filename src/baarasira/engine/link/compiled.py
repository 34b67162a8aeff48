"""The compiled loop over pairs: ready once loaded; until then, and where no compiler works, `pairing` does the same plainly."""

import hashlib
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

_lock = threading.Lock()
_pairs: Callable[..., tuple[int, int]] | None = None


def loaded() -> Callable[..., tuple[int, int]] | None:
    """Return the compiled loop, if it is loaded in this process."""
    return _pairs


def load() -> bool:
    """Load the loop, compiling it where no earlier process has; False where no compiler works."""
    global _pairs  # noqa: PLW0603 - one per process, set once
    with _lock:
        if _pairs is None:
            try:
                _pairs = _compile()
            except Exception:  # whatever keeps a compiler from working: the plain path stays
                return False
        return True


def unload() -> None:
    """Go back to the plain path (tests that compare the two)."""
    global _pairs  # noqa: PLW0603
    with _lock:
        _pairs = None


def _compile() -> Callable[..., tuple[int, int]]:
    import numba  # the compiler

    before = getattr(numba.config, "CACHE_DIR")  # noqa: B009 - a setting that its types do not tell
    setattr(numba.config, "CACHE_DIR", str(_cache()))  # noqa: B010
    try:
        from . import kernels

        pairs: Callable[..., tuple[int, int]] = kernels.pairs
        small, large = np.zeros(0, np.int32), np.zeros(0, np.int64)
        columns = (small, large, *[small] * 7, large, large)
        pairs(*columns, 1, 1, 0, 0, 0, np.zeros(2, np.int64))  # the types of a real call
    finally:
        setattr(numba.config, "CACHE_DIR", before)  # noqa: B010
    return pairs


def _cache() -> Path:
    """Return where compiled code is kept: a folder for these very sources, older ones being removed."""
    here = Path(__file__).parent
    told = hashlib.sha256(
        b"".join((here / name).read_bytes() for name in ("kernels.py", "quick.py", "words.py"))
    ).hexdigest()
    folder = here / "__pycache__" / f"compiled-{told[:16]}"
    for other in folder.parent.glob("compiled-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder
