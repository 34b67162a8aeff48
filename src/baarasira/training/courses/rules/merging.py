"""How the entries of attendance about one person on one day become one mark. Pure, and the same in whatever order they came.

1. What counts of a device is the last thing noted on it while the group was there: within twelve hours, by its own clock, of
   the first thing it noted. Earlier entries are kept and no longer speak. What the same device says later still is another
   voice: nobody changes a mark in silence the day after.
2. Where every voice says the same, that is the mark.
3. Where they differ, nobody is believed more than another: the day is disputed, and the mark most favourable to the person
   stands until somebody settles it by hand.
4. A correction, which has an author and a reason, stands over everything it had before it (`seen`). What came later from a
   device and differs from it makes the day disputed again; the correction stands meanwhile.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from ..enums import EntryKind, Mark

SAME_SITTING = timedelta(hours=12)
FAVOURABLE = (Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, as far as merging asks: who noted what, when by the device's clock; of a correction, what it had seen."""

    id: UUID
    kind: str
    mark: str
    device: str
    noted_at: datetime
    seen: Collection[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Standing:
    """The mark that stands, whether it is disputed, and the entries that differ from one another or from a correction."""

    mark: str
    disputed: bool
    differing: tuple[UUID, ...] = ()


def standing(entries: Iterable[Said]) -> Standing:
    """Return what stands of the entries of one person on one day. Raises ValueError without any."""
    ordered = sorted(entries, key=lambda entry: (entry.noted_at, entry.id))
    last = _voices(entry for entry in ordered if entry.kind == EntryKind.NOTE)
    corrections = [entry for entry in ordered if entry.kind == EntryKind.CORRECTION]
    if corrections:
        return _corrected(corrections[-1], last.values())
    if not last:
        raise ValueError("nothing was noted")
    marks = {entry.mark for entry in last.values()}
    best = next(mark for mark in FAVOURABLE if mark in marks)
    differing = tuple(sorted(entry.id for entry in last.values())) if len(marks) > 1 else ()
    return Standing(best.value, len(marks) > 1, differing)


def _voices(notes: Iterable[Said]) -> dict[tuple[str, bool], Said]:
    """Return the entry that speaks for each device, of the day and of later, from notes in the order of their clocks."""
    first: dict[str, datetime] = {}
    last: dict[tuple[str, bool], Said] = {}
    for note in notes:
        begun = first.setdefault(note.device, note.noted_at)
        last[note.device, note.noted_at - begun > SAME_SITTING] = note
    return last


def _corrected(correction: Said, notes: Iterable[Said]) -> Standing:
    seen = set(correction.seen)
    later = [entry.id for entry in notes if str(entry.id) not in seen and entry.mark != correction.mark]
    return Standing(str(correction.mark), bool(later), tuple(sorted(later)))
