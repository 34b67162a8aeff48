"""Storing invented people by the thousand: rows made here or in other processes, written by this one alone."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from baarasira.kernel.actor import Actor
from baarasira.kernel.journal.chain import add_seal
from baarasira.kernel.sequences import next_numbers
from baarasira.people.models import Person
from baarasira.reference.queries import value

from .making import ENTRIES, PLACES, SOURCE, TABLES, Piece
from .population import Place, Plan
from .workers import Recipe, make_beside, make_here

PIECE = 1000
_TOGETHER = 4  # pieces a transaction
_ALONE_BELOW = 20_000
"""For fewer people than this, starting other processes takes longer than they save."""


class NumbersTaken(Exception):
    """Someone else was given a file or card number while the register was being loaded."""


def stored() -> int:
    """Return how many invented people are in the database."""
    return Person.objects.filter(source=SOURCE).count()


def recipe_for(plan: Plan, places: Sequence[Place], agents: Mapping[UUID, Actor]) -> Recipe:
    """Return what makes the people of a plan; `agents`: for each office the counsellor who registers there."""
    return Recipe(
        places=list(places),
        plan=plan,
        agents={office: _named(actor) for office, actor in agents.items()},
        months=int(value("card.validity_months", plan.day)),
        grace=int(value("card.grace_days", plan.day)),
    )


def _named(actor: Actor) -> tuple[str | None, str, str, str]:
    """Return the actor as rows name them (`making.Agent`)."""
    return (actor.id.hex if actor.id else None, str(actor.id or ""), actor.label, actor.channel)


def store(recipe: Recipe, already: int = 0, processes: int | None = None) -> Iterator[int]:
    """Store the people of the plan after the first `already`, yielding how many are stored after each transaction.

    Each transaction is whole or absent, and they follow the order of the numbers: a stopped load goes on after the last.
    Without `processes`, as many make rows as this process may use cores, none but this one for a small register.
    """
    count = recipe.plan.count
    spans = [(first, min(PIECE, count - first + 1)) for first in range(already + 1, count + 1, PIECE)]
    if processes is None:
        processes = 0 if count - already < _ALONE_BELOW else len(os.sched_getaffinity(0))
    pieces = make_beside(recipe, spans, min(processes, len(spans))) if processes else make_here(recipe, spans)
    for start in range(0, len(spans), _TOGETHER):
        together = spans[start : start + _TOGETHER]
        with transaction.atomic():
            _take_numbers(recipe.plan, together[0][0], sum(together[-1]))
            for _span in together:
                _write(next(pieces))
        yield sum(together[-1]) - 1


def _write(piece: Piece) -> None:
    """Write the rows of some people, and seal their journal at once: the worker would take its first hour over millions."""
    tables, digests = piece
    for table, rows in zip(TABLES, tables, strict=True):
        table.write(rows)
    number = add_seal(timezone.now(), digests)
    first = ENTRIES.place_of("id")
    entries = tables[TABLES.index(ENTRIES)]
    PLACES.write([(entry[first], number, position, digests[position]) for position, entry in enumerate(entries)])


def _take_numbers(plan: Plan, first: int, end: int) -> None:
    """Count the file and card numbers of the people from `first` to before `end` as given out.

    The rows bear them already: raises NumbersTaken when the sequences do not stand where these people begin.
    """
    years = Counter(plan.registered_on(number).year for number in range(first, end))
    for year, taken in sorted(years.items()):
        expected = max(first, plan.first_of(year)) - plan.first_of(year) + 1
        for name in ("person", "card"):
            if next_numbers(f"{name}:{year}", taken) != expected:
                raise NumbersTaken(f"{name}:{year}")


def refresh_statistics() -> None:
    """Tell PostgreSQL's planner at once how large the tables have become; it would find out by itself minutes later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


_SQLITE_LOADING = {"synchronous": "NORMAL", "wal_autocheckpoint": 50_000, "cache_size": -160_000, "mmap_size": 0}


@contextmanager
def long_strides() -> Iterator[None]:
    """Let the database write in long strides meanwhile. What was committed still outlives this process, however it ends.

    Only a power cut may lose the last transactions, never a part of one: they reach the disk a little later, and on
    SQLite the log is folded into the file more rarely. Call it outside a transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = off")
        else:
            for name, setting in _SQLITE_LOADING.items():
                cursor.execute(f"PRAGMA {name} = {setting}")
    try:
        yield
    finally:
        # The next connection has the installation's own settings again; on SQLite the last one to close folds the log in.
        connection.close()
