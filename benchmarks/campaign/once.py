"""One run, in a process of its own: makes the campaign and the people, lets the writers go, counts what stands in the database.

    python -m benchmarks.campaign.once --applications 10000 --writers 20 --twice 5 --seed 1

The installation is the one that the environment names; its database must be empty.
"""

import json
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence

from .options import parser
from .writing import OFFICES, Found, django_ready, write

People = Sequence[tuple[str, str]]


def deal(people: People, writers: int, twice: int, seed: int) -> list[list[tuple[str, str]]]:
    """Hand the people out to the writers, `twice` of a hundred to two of them, in an order of chance."""
    chance = random.Random(seed)
    piles: list[list[tuple[str, str]]] = [[] for _writer in range(writers)]
    for place, person in enumerate(people):
        piles[place % writers].append(person)
        if chance.random() * 100 < twice:
            piles[(place + 1 + chance.randrange(writers - 1)) % writers].append(person)
    for pile in piles:
        chance.shuffle(pile)
    return piles


def run(applications: int, writers: int, twice: int, seed: int) -> Found:
    """Make everything, let the writers go at once, and return what came of it."""
    django_ready()
    from django.db import connection

    from . import drawing

    campaign, people = drawing.everything(applications, OFFICES)
    piles = deal(people, writers, twice, seed)
    connection.close()
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        start = manager.Barrier(writers + 1)
        with context.Pool(writers) as pool:
            jobs = [pool.apply_async(write, (place, pile, campaign, start)) for place, pile in enumerate(piles)]
            start.wait()
            begun = time.perf_counter()
            answers = [job.get() for job in jobs]
            seconds = time.perf_counter() - begun
    return {"version": version(), "writers": writers, "seconds": seconds, **counted(campaign, people, answers)}


def version() -> str:
    """Return the database program and its version."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "postgresql":
        return f"PostgreSQL {connection.pg_version // 10_000}.{connection.pg_version % 10_000}"
    import sqlite3

    return f"SQLite {sqlite3.sqlite_version}"


def counted(campaign: str, people: People, answers: Sequence[Found]) -> Found:
    """Hold what the writers were told against what stands in the database.

    lost: people of whom no application stands. doubled: people of whom two stand, and receipts given out twice.
    not_as_told: receipts given out that no application bears, or the reverse. roads: open steps, one for each application.
    """
    from baarasira.candidacies.models import Candidacy, CandidacyStep

    ended: Counter[str] = sum((Counter(answer["ended"]) for answer in answers), Counter())
    receipts = [number for answer in answers for number in answer["receipts"]]
    rows = Candidacy.objects.filter(opening=campaign).order_by().values_list("person_id", "number")
    stored = Counter(str(person) for person, _number in rows)
    times = sorted(second for answer in answers for second in answer["times"])
    return {
        "applications": len(people),
        "sent": len(times),
        "ended": dict(ended),
        "lost": len({person for person, _office in people} - set(stored)),
        "doubled": sum(count > 1 for count in stored.values()) + len(receipts) - len(set(receipts)),
        "not_as_told": len(set(receipts) ^ {number for _person, number in rows}),
        "roads": CandidacyStep.objects.filter(candidacy__opening=campaign, closed_at__isnull=True).count(),
        "processor": sum(answer["processor"] for answer in answers),
        "median": times[len(times) // 2],
        "p99": times[int(len(times) * 0.99)],
        "longest": times[-1],
    }


if __name__ == "__main__":
    asked = parser().parse_args()
    print(json.dumps(run(asked.applications, asked.writers, asked.twice, asked.seed), ensure_ascii=False))
