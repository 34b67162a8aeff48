"""The chain of seals: closing entries into batches, and checking that nothing was changed since."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from ..locking import door
from .models import Entry, Seal, SealedEntry

FIRST = "0" * 64
BATCH = 5000
_SEPARATOR = "\x1f"


def digest(entry: Entry) -> str:
    """Return the SHA-256 of every column of the entry, in one fixed order and form."""
    columns = (
        entry.id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.kind,
        entry.verb,
        entry.noun,
        entry.object_id,
        entry.subject_id or "",
        entry.structure_id or "",
        entry.actor_id or "",
        entry.actor_label,
        entry.channel,
        entry.address,
        entry.payload,
    )
    return hashlib.sha256(_SEPARATOR.join(str(column) for column in columns).encode()).hexdigest()


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
    while sealed := _seal_one(at, batch):
        total += sealed
    return total


@transaction.atomic
def _seal_one(at: datetime, batch: int) -> int:
    door("journal:seal")
    sealed = SealedEntry.objects.values("entry_id")
    entries = list(Entry.objects.exclude(id__in=sealed).order_by("id")[:batch])
    if not entries:
        return 0
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    digests = [digest(entry) for entry in entries]
    Seal.objects.create(
        number=number,
        sealed_at=at,
        entries=len(entries),
        previous=previous,
        hash=link(previous, number, at, digests),
    )
    SealedEntry.objects.bulk_create(
        [
            SealedEntry(entry_id=entry.id, seal_number=number, position=position, digest=value)
            for position, (entry, value) in enumerate(zip(entries, digests, strict=True))
        ],
        batch_size=1000,
    )
    return len(entries)


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
    for place, entry in _places(seal):
        if entry is None:
            return _("entry %(entry)s of seal %(seal)d is missing") % {
                "entry": place.entry_id,
                "seal": seal.number,
            }, str(place.entry_id)
        if digest(entry) != place.digest:
            return _("entry %(entry)s of seal %(seal)d was changed") % {
                "entry": place.entry_id,
                "seal": seal.number,
            }, str(place.entry_id)
        digests.append(place.digest)
    if len(digests) != seal.entries:
        return _("seal %(seal)d should close over %(expected)d entries and has %(found)d") % {
            "seal": seal.number,
            "expected": seal.entries,
            "found": len(digests),
        }, ""
    if link(previous, seal.number, seal.sealed_at, digests) != seal.hash:
        return _("the hash of seal %(seal)d does not match its entries") % {"seal": seal.number}, ""
    return "", ""


def _places(seal: Seal) -> Iterator[tuple[SealedEntry, Entry | None]]:
    places = iter(SealedEntry.objects.filter(seal_number=seal.number).order_by("position").iterator(chunk_size=500))
    while chunk := list(islice(places, 500)):
        entries = Entry.objects.in_bulk([place.entry_id for place in chunk])
        for place in chunk:
            yield place, entries.get(place.entry_id)
