"""Where the bytes lie: a folder of the installation's disk, by default."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from ..tables import write_atomically

_KEY = re.compile(r"[0-9a-z][0-9a-z-]*(/[0-9a-z][0-9a-z-]*)*")


class NoBytesError(Exception):
    """Nothing lies under this key."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that lies in a store: its key, its size in bytes, when it was put there."""

    key: str
    size: int
    put_at: datetime


class Store(Protocol):
    """Bytes by key (small letters, digits, hyphens and strokes); what is put appears whole or not at all.

    Every method raises OSError when the store does not answer.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keep the bytes, in place of those that were under this key, so that a power cut does not lose them."""

    def open(self, key: str) -> BinaryIO:
        """Return the bytes as a file to read and close; NoBytesError."""

    def delete(self, key: str) -> None:
        """Remove the bytes; nothing happens where there are none."""

    def held(self, prefix: str = "") -> Iterator[Held]:
        """Yield everything that lies under keys that begin so, in the order of the keys."""


def key_of(sha256: str) -> str:
    """Return under which key the bytes of this hash lie: in folders of two letters."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


class DiskStore:
    """A folder of a disk, readable by the service's account alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise ValueError(f"not a key of a store: {key!r}")
        return self.folder / key

    def put(self, key: str, content: bytes) -> None:
        """Write the file, then confirm to the disk the folders that name it."""
        path = self._path(key)
        new = [folder for folder in path.parents if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, content, private=True)
        for folder in [path.parent, *(folder.parent for folder in new)]:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def open(self, key: str) -> BinaryIO:
        """Return the file."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as fault:
            raise NoBytesError(key) from fault

    def delete(self, key: str) -> None:
        """Remove the file."""
        self._path(key).unlink(missing_ok=True)

    def held(self, prefix: str = "") -> Iterator[Held]:
        """Walk through the folder; what is being written at this moment (a name with a dot before it) is passed over."""
        for place, folders, names in os.walk(self.folder):
            folders.sort()
            for name in sorted(names):
                path = Path(place, name)
                key = path.relative_to(self.folder).as_posix()
                if key.startswith(prefix) and _KEY.fullmatch(key) is not None:
                    found = path.stat()
                    yield Held(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))


def store() -> Store:
    """Return the store that the settings name: a folder, or the address of an S3-compatible bucket."""
    place = str(settings.BAARASIRA_FILES)
    if not place.startswith(("https://", "http://")):
        return DiskStore(Path(place))
    from .s3 import Access, S3Store

    access = Access(settings.BAARASIRA_BUCKET_KEY, settings.BAARASIRA_BUCKET_SECRET, settings.BAARASIRA_BUCKET_REGION)
    return S3Store(place, access)
