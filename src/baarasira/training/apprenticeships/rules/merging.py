"""How entries of several devices become one logbook. Pure: the same entries, in any order and however often, give the same.

1. An entry is known by the id its phone made. It is never changed: one entry sent twice is one entry.
2. A withdrawal names an entry. It counts whether it came before or after what it withdraws.
3. Of the entries of a task that stand, the last noted says where the apprentice is; the id settles a tie of clocks.
4. Of the marks of a day, what the centre settled stands before what a device noted, then the last noted. Devices whose last
   marks differ leave a difference to be settled; nothing of either is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the logbook: a task at a level, or the withdrawal of the entry `withdraws`."""

    entry: UUID
    noted_at: datetime
    task: UUID | None = None
    level: int | None = None
    withdraws: UUID | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """The mark of a day as a device noted it (`device`: which, None for none that is known) or as the centre settled it."""

    entry: UUID
    noted_at: datetime
    on: date
    mark: str
    device: UUID | None = None
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Where a day stands: the mark in force, and the marks that differ when two devices do not agree."""

    mark: str
    differ: tuple[str, ...] = ()


def standing(entries: Iterable[Noted]) -> dict[UUID, Noted]:
    """Return for each task the entry that says where the apprentice is."""
    rows = {row.entry: row for row in entries}
    withdrawn = {row.withdraws for row in rows.values() if row.withdraws is not None}
    found: dict[UUID, Noted] = {}
    for row in sorted(rows.values(), key=lambda row: (row.noted_at, row.entry)):
        if row.task is not None and row.entry not in withdrawn:
            found[row.task] = row
    return found


def withdrawn(entries: Iterable[Noted]) -> frozenset[UUID]:
    """Return the ids of the entries that were withdrawn."""
    return frozenset(row.withdraws for row in entries if row.withdraws is not None)


def days(marks: Iterable[Marked]) -> dict[date, Day]:
    """Return where each day stands."""
    of_day: dict[date, dict[UUID, Marked]] = {}
    for row in marks:
        of_day.setdefault(row.on, {})[row.entry] = row
    return {on: _day(rows) for on, rows in of_day.items()}


def _day(rows: Mapping[UUID, Marked]) -> Day:
    ordered = sorted(rows.values(), key=lambda row: (row.noted_at, row.entry))
    settled = [row for row in ordered if row.settles]
    if settled:
        return Day(settled[-1].mark)
    last: dict[UUID | None, str] = {}
    for row in ordered:
        last[row.device] = row.mark
    differ = tuple(sorted(set(last.values())))
    return Day(ordered[-1].mark, differ if len(differ) > 1 else ())
