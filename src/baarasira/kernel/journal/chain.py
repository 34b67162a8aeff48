"""The chain of seals: closing entries into batches, and checking that nothing was changed since."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from ..locking import door
from .models import Entry, Seal, SealedEntry

FIRST = "0" * 64
BATCH = 5000
_SEPARATOR = "\x1f"
COLUMNS = (
    "id", "at", "kind", "verb", "noun", "object_id", "subject_id", "structure_id", "actor_id", "actor_label", "channel",
    "address", "payload",
)  # fmt: skip
# Entries are confirmed a little out of order: those this much older than the newest sealed are looked at every time.
_RECENT = timedelta(hours=1)
_READ = 1000
_IDS = frozenset({"id", "subject_id", "structure_id", "actor_id"})
_NONE = UUID(int=0)
Row = tuple[Any, ...]


def digest(entry: Entry) -> str:
    """Return the SHA-256 of every column of the entry, in one fixed order and form."""
    return _digest_of(tuple(getattr(entry, name) for name in COLUMNS))


def _digest_of(row: Row) -> str:
    """Return the digest of one entry's `COLUMNS`; ids as objects, or as the database writes them."""
    entry_id, at, kind, verb, noun, object_id, subject_id, structure_id, actor_id, *rest = row
    columns = (
        _id_text(entry_id),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        kind,
        verb,
        noun,
        object_id,
        _id_text(subject_id),
        _id_text(structure_id),
        _id_text(actor_id),
        *rest,
    )
    return digest_of_texts(columns)


def _id_text(value: UUID | str | None) -> str:
    """Return an id with its hyphens, as SQLite does not keep it; empty for none."""
    text = str(value or "")
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" if len(text) == 32 else text


def _as_text(name: str) -> Cast:
    """Read an id as the database writes it: over millions of entries, making objects of ids takes longest."""
    return Cast(name, CharField())


def _rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    """Yield the `COLUMNS` of entries, ids as text."""
    columns = [_as_text(name) if name in _IDS else F(name) for name in COLUMNS]
    return entries.values_list(*columns).iterator(chunk_size=_READ)


def digest_of_texts(columns: Iterable[str]) -> str:
    """Return the digest of an entry whose columns are in their one form already (bulk work).

    In the order of `COLUMNS`: ids with hyphens, the time in UTC with its microseconds, empty for what is not there.
    """
    return hashlib.sha256(_SEPARATOR.join(columns).encode()).hexdigest()


def link(previous: str, number: int, sealed_at: datetime, digests: list[str]) -> str:
    """Return the hash of a seal from the former seal's hash and the digests it closes over."""
    stamp = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [previous, str(number), stamp, *digests]
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()


def seal_pending(at: datetime, batch: int = BATCH) -> int:
    """Close every entry not yet sealed into seals of at most `batch` entries; return how many were sealed.

    Writers never wait for it: they add rows without a link, and one sealer at a time links them here. An entry that
    commits late with an early id simply enters a later seal.
    """
    total = 0
    for done in sealing(at, batch):
        total = done
    return total


def sealing(at: datetime, batch: int = BATCH) -> Iterator[int]:
    """Do what `seal_pending` does, yielding how many are sealed after each seal: each is a short transaction of its own.

    Only the entries from shortly before the newest sealed on are looked through, and all of them when that leaves more
    entries than the seals count: then one was confirmed very late.
    """
    total, after = 0, _recent()
    while True:
        for sealed in _seal_after(after, at, batch):
            total += sealed
            yield total
        closed = Seal.objects.aggregate(entries=Sum("entries"))["entries"] or 0
        if after == _NONE or Entry.objects.count() == closed:
            return
        after = _NONE


def _recent() -> UUID:
    """Return an id some time before that of the newest entry sealed; the least there is while there is none."""
    newest = SealedEntry.objects.order_by("-entry_id").values_list("entry_id", flat=True).first()
    if newest is None:
        return _NONE
    milliseconds = max(0, (newest.int >> 80) - int(_RECENT.total_seconds() * 1000))
    return UUID(int=milliseconds << 80)


def _seal_after(after: UUID, at: datetime, batch: int) -> Iterator[int]:
    """Go through the entries after an id page by page, and seal what each page has that is not sealed.

    Two short ranges of two primary keys a page, whatever the planner knows of the tables.
    """
    while ids := list(Entry.objects.filter(id__gt=after).order_by("id").values_list(_as_text("id"), flat=True)[:batch]):
        first, after = UUID(ids[0]), UUID(ids[-1])
        if len(_sealed_between(first, after)) < len(ids):
            sealed = _seal_between(first, after, at)
            if sealed:
                yield sealed


def _sealed_between(first: UUID, last: UUID) -> set[str]:
    places = SealedEntry.objects.filter(entry_id__gte=first, entry_id__lte=last)
    return set(places.values_list(_as_text("entry_id"), flat=True))


@transaction.atomic
def _seal_between(first: UUID, last: UUID, at: datetime) -> int:
    """Close what is not sealed between two ids (both included) into one seal; return how many entries it has."""
    door("journal:seal")
    sealed = _sealed_between(first, last)
    rows = _rows(Entry.objects.filter(id__gte=first, id__lte=last).order_by("id"))
    digests = {row[0]: _digest_of(row) for row in rows if row[0] not in sealed}
    if not digests:
        return 0
    number = add_seal(at, list(digests.values()))
    SealedEntry.objects.bulk_create(
        [
            SealedEntry(entry_id=UUID(entry_id), seal_number=number, position=position, digest=value)
            for position, (entry_id, value) in enumerate(digests.items())
        ],
        batch_size=1000,
    )
    return len(digests)


def add_seal(at: datetime, digests: list[str]) -> int:
    """Add the next seal over these digests and return its number, inside the caller's transaction.

    The caller gives each entry its place (SealedEntry) in the same transaction, in the order of the digests.
    """
    door("journal:seal")
    newest = Seal.objects.order_by("-number").first()
    number, previous = (newest.number + 1, newest.hash) if newest else (1, FIRST)
    Seal.objects.create(
        number=number,
        sealed_at=at,
        entries=len(digests),
        previous=previous,
        hash=link(previous, number, at, digests),
    )
    return number


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: `sound`, how much was read, the newest hash, and the first fault in words."""

    sound: bool
    entries: int
    seals: int
    head: str
    unsealed: int
    fault: str = ""
    entry_id: str = ""


def head() -> str:
    """Return the hash of the newest seal, 64 zeros when nothing was sealed yet."""
    last = Seal.objects.order_by("-number").first()
    return last.hash if last else FIRST


def verify(expected_head: str = "") -> Verdict:
    """Recompute every digest and every link, oldest first, and stop at the first that does not hold.

    With `expected_head`, a hash kept outside from an earlier day, one seal must still have exactly that hash: a chain
    rewritten whole is consistent in itself but has lost it.
    """
    previous, read, seals, met = FIRST, 0, 0, not expected_head or expected_head == FIRST
    for seal in Seal.objects.order_by("number").iterator(chunk_size=500):
        fault, entry_id = _check_seal(seal, previous, seals + 1)
        if fault:
            return Verdict(False, read, seals, previous, 0, fault, entry_id)
        seals, read, previous = seals + 1, read + seal.entries, seal.hash
        met = met or seal.hash == expected_head
    stray = SealedEntry.objects.count() - read
    if stray:
        return Verdict(
            False, read, seals, previous, 0, _("%(count)d sealed places belong to no seal") % {"count": stray}
        )
    if not met:
        return Verdict(
            False, read, seals, previous, 0, _("no seal has the expected head: the chain was rewritten or cut")
        )
    return Verdict(True, read, seals, previous, Entry.objects.count() - read)


def _check_seal(seal: Seal, previous: str, number: int) -> tuple[str, str]:
    if seal.number != number or seal.previous != previous:
        return _("seal %(seal)d does not follow the seal before it") % {"seal": seal.number}, ""
    digests: list[str] = []
    for entry_id, expected, found in _places(seal):
        if found is None:
            return _("entry %(entry)s of seal %(seal)d is missing") % {
                "entry": entry_id,
                "seal": seal.number,
            }, entry_id
        if found != expected:
            return _("entry %(entry)s of seal %(seal)d was changed") % {
                "entry": entry_id,
                "seal": seal.number,
            }, entry_id
        digests.append(expected)
    if len(digests) != seal.entries:
        return _("seal %(seal)d should close over %(expected)d entries and has %(found)d") % {
            "seal": seal.number,
            "expected": seal.entries,
            "found": len(digests),
        }, ""
    if link(previous, seal.number, seal.sealed_at, digests) != seal.hash:
        return _("the hash of seal %(seal)d does not match its entries") % {"seal": seal.number}, ""
    return "", ""


def _places(seal: Seal) -> Iterator[tuple[str, str, str | None]]:
    """Yield the entries of a seal by place: id, the digest it had then, the one it has now (None: it is gone)."""
    places = SealedEntry.objects.filter(seal_number=seal.number)
    entries = Entry.objects.filter(id__in=places.order_by().values("entry_id")).order_by()
    now = {row[0]: _digest_of(row) for row in _rows(entries)}
    for entry_id, expected in places.order_by("position").values_list(_as_text("entry_id"), "digest"):
        yield _id_text(entry_id), expected, now.get(entry_id)
