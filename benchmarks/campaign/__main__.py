"""Register applications to one campaign by many writers at once, through the application's own action, and count.

    python -m benchmarks.campaign [--applications 10000] [--writers 20] [--twice 5]
    python tools/postgres.py -- python -m benchmarks.campaign

The database is a new SQLite file, or the one DATABASE_URL names, which must be empty. Each writer is a process with a
connection of its own. `--twice` of a hundred people are sent to two writers: the second must be told that they applied.
Status 1 when an application is lost or doubled, or a writer met an error.
"""

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .writing import OFFICES, Found, django_ready, write


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=__doc__)
    options.add_argument("--applications", type=int, default=10_000)
    options.add_argument("--writers", type=int, default=20)
    options.add_argument("--twice", type=int, default=5, help="of a hundred people, how many are sent to two writers")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, help="a file the result is added to, one JSON object a line")
    return options


def deal(people: Sequence[tuple[str, str]], writers: int, twice: int, seed: int) -> list[list[tuple[str, str]]]:
    """Hand the people out to the writers, some of them to two, in an order of chance."""
    chance = random.Random(seed)
    piles: list[list[tuple[str, str]]] = [[] for _writer in range(writers)]
    for place, person in enumerate(people):
        piles[place % writers].append(person)
        if chance.random() * 100 < twice:
            piles[(place + 1 + chance.randrange(writers - 1)) % writers].append(person)
    for pile in piles:
        chance.shuffle(pile)
    return piles


def run(args: argparse.Namespace, folder: str) -> Found:
    """Make the campaign and the people, let the writers go, count what stands in the database."""
    django_ready(folder)
    from django.db import connection

    from . import drawing

    campaign, people = drawing.everything(args.applications, OFFICES)
    connection.close()
    piles = deal(people, args.writers, args.twice, args.seed)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        start = manager.Barrier(args.writers + 1)
        with context.Pool(args.writers) as pool:
            jobs = [pool.apply_async(write, (place, folder, pile, campaign, start)) for place, pile in enumerate(piles)]
            start.wait()
            begun = time.perf_counter()
            answers = [job.get() for job in jobs]
            seconds = time.perf_counter() - begun
    return {**_counted(args, campaign, people, answers), "seconds": seconds, "database": connection.vendor}


def _counted(args: argparse.Namespace, campaign: str, people: Sequence[tuple[str, str]], answers: list[Found]) -> Found:
    from baarasira.candidacies.models import Candidacy, CandidacyStep

    ended = sum((answer["ended"] for answer in answers), Counter())
    receipts = [number for answer in answers for number in answer["receipts"]]
    stored = Counter(str(key) for key in Candidacy.objects.filter(opening=campaign).values_list("person_id", flat=True))
    times = sorted(second for answer in answers for second in answer["times"])
    return {
        "applications": args.applications,
        "writers": args.writers,
        "sent": len(times),
        "ended": dict(ended),
        "lost": len({key for key, _office in people} - set(stored)),
        "doubled": sum(count > 1 for count in stored.values()) + len(receipts) - len(set(receipts)),
        "not_answered_so": len(set(receipts) ^ set(Candidacy.objects.values_list("number", flat=True))),
        "roads_begun": CandidacyStep.objects.filter(closed_at__isnull=True).count(),
        "median": times[len(times) // 2],
        "p99": times[int(len(times) * 0.99)],
        "longest": times[-1],
    }


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 1 when an application was lost or doubled, or a writer met an error."""
    args = parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as folder:
        found = run(args, folder)
    right = not (found["lost"] or found["doubled"] or found["not_answered_so"])
    right = right and set(found["ended"]) <= {"registered", "apply.twice"}
    print(json.dumps(found, ensure_ascii=False))
    print(
        f"{found['database']}: {found['ended'].get('registered', 0):,} applications in {found['seconds']:.1f} s by "
        f"{found['writers']} writers, {found['sent'] / found['seconds']:,.0f} a second; one: median "
        f"{found['median'] * 1000:.0f} ms, 99 of 100 under {found['p99'] * 1000:.0f} ms; lost {found['lost']}, doubled "
        f"{found['doubled']}, told twice {found['ended'].get('apply.twice', 0)}."
    )
    if args.results is not None:
        with args.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
