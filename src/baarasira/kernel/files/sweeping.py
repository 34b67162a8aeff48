"""Comparing what lies in the store with what the tables say: what is missing, what is altered, what nobody has."""

import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from . import pieces
from .keeping import discard
from .models import StoredFile
from .storage import Held, NoBytesError, key_of, store

# Bytes this young may belong to an act that is not confirmed yet.
_YOUNG = timedelta(hours=1)
_AT_ONCE = 500


class Fault(enum.Enum):
    """How a file is not as it was kept."""

    MISSING = enum.auto()
    ALTERED = enum.auto()


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it was kept: how, and the hash that its bytes should have."""

    fault: Fault
    sha256: str


def _hash_of(item: Held) -> str:
    return item.key.rpartition("/")[2]


def _kept() -> Iterator[Held]:
    """Yield the bytes of files (not the pieces of those still being sent), in the order of their hashes."""
    return (item for item in store().held() if len(_hash_of(item)) == 64 and item.key == key_of(_hash_of(item)))


def unreferenced(at: datetime) -> Iterator[str]:
    """Yield the hashes of bytes that no file has, older than an hour; OSError when the store does not answer."""
    old = (_hash_of(item) for item in _kept() if item.put_at < at - _YOUNG)
    while hashes := list(islice(old, _AT_ONCE)):
        known = StoredFile.objects.filter(sha256__in=hashes, forgotten_at__isnull=True)
        yield from sorted(set(hashes) - set(known.values_list("sha256", flat=True)))


def sweep(at: datetime) -> int:
    """Remove the bytes that no file has and the uploads given up; return how many. OSError when the store does not answer."""
    return sum(discard(sha256) for sha256 in list(unreferenced(at))) + pieces.sweep(at)


def expected() -> Iterator[tuple[str, int]]:
    """Yield the hash and the size of everything that must lie in the store, in the order of the hashes."""
    rows = StoredFile.objects.filter(forgotten_at__isnull=True).order_by("sha256").values_list("sha256", "size")
    yield from rows.distinct().iterator(chunk_size=_AT_ONCE)


def differences(*, deep: bool) -> Iterator[Difference]:
    """Yield the files that are missing or altered: by their size, and when `deep` by reading every byte."""
    held = _kept()
    item = next(held, None)
    for sha256, size in expected():
        while item is not None and _hash_of(item) < sha256:
            item = next(held, None)
        if item is None or _hash_of(item) != sha256:
            yield Difference(Fault.MISSING, sha256)
        elif item.size != size or (deep and not sound(sha256)):
            yield Difference(Fault.ALTERED, sha256)


def sound(sha256: str) -> bool:
    """Tell whether the bytes that lie under a hash have that hash."""
    try:
        with store().open(key_of(sha256)) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256  # type: ignore[arg-type]
    except NoBytesError:
        return False
