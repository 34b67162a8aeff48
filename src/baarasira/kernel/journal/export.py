"""The head of the chain, carried out of the installation: what even a chain rewritten whole cannot answer for."""

from datetime import datetime
from pathlib import Path

from ..tables import write_atomically
from . import chain
from .models import Seal


def head_line(at: datetime) -> str:
    """Return one line: the hash of the newest seal, its number, and the moment it was read (ISO 8601)."""
    last = Seal.objects.order_by("-number").first()
    number, value = (last.number, last.hash) if last else (0, chain.FIRST)
    return f"{value} seal={number} at={at.isoformat(timespec='seconds')}\n"


def export_head(at: datetime, folder: Path) -> Path:
    """Seal what waits, then write the head to ``<folder>/<day>.txt``, and return the file. Raises OSError.

    The first word is the hash that ``baarasira journal verify --head`` takes. The operator carries the file elsewhere.
    """
    chain.seal_pending(at)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at.date().isoformat()}.txt"
    write_atomically(path, head_line(at).encode("ascii"))
    return path
