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
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OFFICES = 20
Found = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=__doc__)
    options.add_argument("--applications", type=int, default=10_000)
    options.add_argument("--writers", type=int, default=20)
    options.add_argument("--twice", type=int, default=5, help="of a hundred people, how many are sent to two writers")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, help="a file the result is added to, one JSON object a line")
    return options


def django_ready(folder: str) -> None:
    """Start Django on the folder's database (or the one DATABASE_URL names)."""
    os.environ["BAARASIRA_DATA"] = folder
    os.environ.setdefault("BAARASIRA_SECRET", "only-for-measures")
    os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
    import django

    django.setup()


def write(place: int, folder: str, todo: Sequence[tuple[str, str]], campaign: str, start: Any) -> Found:
    """Register these (person, office) one after the other; return how each ended and how long each took."""
    django_ready(folder)
    from uuid import UUID

    from django.db import connection
    from django.utils import timezone

    from baarasira.accounts.models import User
    from baarasira.candidacies.actions import register_application
    from baarasira.kernel.actor import Actor
    from baarasira.kernel.errors import BusinessError
    from baarasira.people.name_index import current_names

    current_names()  # a server process has its index of names before it serves
    user = User.objects.get(email=f"guichet{place % OFFICES}@anpe.example")
    start.wait()
    ended: Counter[str] = Counter()
    times: list[float] = []
    receipts: list[str] = []
    for person, office in todo:
        begun = time.perf_counter()
        try:
            made = register_application(
                actor=Actor(user=user, at=timezone.now()),
                campaign_id=UUID(campaign),
                person_id=UUID(person),
                office_id=UUID(office),
            )
            receipts.append(made.number)
            ended["registered"] += 1
        except BusinessError as refusal:
            ended[refusal.code] += 1
        except Exception as fault:  # what no counter should ever see: counted, and told
            ended[f"{type(fault).__name__}: {fault}"[:200]] += 1
        times.append(time.perf_counter() - begun)
    connection.close()
    return {"ended": ended, "times": times, "receipts": receipts}


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
