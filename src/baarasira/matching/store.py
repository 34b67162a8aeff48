"""The index on disk: generations of arrays that every process of a machine maps and shares.

A generation is a folder of arrays (one ``.npy`` each) and a description. It is written beside the one in use and put in its
place by one rename, so that a crash while it is written leaves the former one as it was. Nothing in it is of value by itself:
all of it is made again from the register.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
from django.conf import settings
from django.db import connection

from baarasira import engine

FORM = 2
"""Raised when what a generation holds is laid out otherwise: older ones are then made again."""

_ABOUT = "about.json"
_CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Generation:
    """What stands on disk: its name, when it was made, how many people and bytes it holds, the journal entries it has seen.

    held: the ids of the recent entries that are in it, ascending; the last one is the newest.
    """

    name: str
    made_at: datetime
    people: int
    size: int
    held: tuple[UUID, ...]


def folder() -> Path:
    """Return the folder of this database's index."""
    name = str(connection.settings_dict["NAME"])
    return Path(settings.DATA) / "index" / Path(name).stem


def current_name() -> str:
    """Return the name of the generation in use, "" while there is none; costs one small read."""
    try:
        return (folder() / _CURRENT).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def describe() -> Generation | None:
    """Return what is said of the generation in use, None while there is none that this version reads."""
    name = current_name()
    if not name:
        return None
    try:
        about = json.loads((folder() / name / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if about.get("form") != FORM:
        return None
    return Generation(
        name=name,
        made_at=datetime.fromisoformat(about["made_at"]),
        people=about["people"],
        size=about["size"],
        held=tuple(UUID(text) for text in about["held"]),
    )


def open_register(generation: Generation) -> engine.Register | None:
    """Map a generation; None when it is gone or was cut short (it is then made again)."""
    place = folder() / generation.name
    try:
        names = json.loads((place / _ABOUT).read_text(encoding="utf-8"))["names"]
        arrays = {path.stem: np.asarray(np.load(path, mmap_mode="r")) for path in place.glob("*.npy")}
        return engine.Register.of_arrays(arrays, names)
    except (OSError, ValueError, KeyError):
        return None


def write(register: engine.Register, held: Sequence[UUID], made_at: datetime) -> Generation:
    """Write a register of one segment as the generation in use; the one before goes once nobody opens it any more."""
    name = f"g-{uuid4().hex}"
    place = folder()
    making = place / f".making-{name}"
    making.mkdir(parents=True)
    size = 0
    for array_name, array in register.arrays():
        with (making / f"{array_name}.npy").open("wb") as file:
            np.save(file, array)
            file.flush()
            os.fsync(file.fileno())
        size += array.nbytes
    about = {
        "form": FORM,
        "made_at": made_at.isoformat(),
        "people": len(register),
        "size": size,
        "held": [str(entry) for entry in held],
        "names": {table: list(names) for table, names in register.names.items()},
    }
    (making / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    making.rename(place / name)
    pointer = place / f".{_CURRENT}"
    pointer.write_text(name, encoding="ascii")
    pointer.replace(place / _CURRENT)
    _clear(place, name)
    return Generation(name, made_at, len(register), size, tuple(held))


def _clear(place: Path, kept: str) -> None:
    """Remove the former generations and what a crash left; whoever has them mapped keeps what is mapped."""
    for path in place.iterdir():
        if path.is_dir() and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


def drop() -> None:
    """Remove the index of this database."""
    shutil.rmtree(folder(), ignore_errors=True)


@contextlib.contextmanager
def only_writer() -> Iterator[bool]:
    """Give True to one process of this machine at a time, False to the others, who need not write it too."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
