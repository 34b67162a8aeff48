"""Time a selection through the application's own actions: from closing the list of a campaign to its published lists.

    python -m benchmarks.campaign_selection [--applications 30000]
    python tools/postgres.py -- python -m benchmarks.campaign_selection

400 seats, split by region, a grid with facts of the files and the marks of three members. The people, their files at the
selection and the sheets of the panel are made first and are not timed; closing and hashing the list, fixing the seed, the
run with its proof, both signatures (the second moves every file) and reading the published pages are. The messages that
follow leave by the worker's clock, and are timed apart. The database is a new SQLite file, or the one DATABASE_URL names,
which must be empty. Status 1 when a file did not move or a published file is not what the command gives.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.campaign.__main__ import django_ready

OFFICES = 20
Found = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign_selection", description=__doc__)
    options.add_argument("--applications", type=int, default=30_000)
    options.add_argument("--profile", type=Path, help="a file for the profile of the second signature")
    options.add_argument("--results", type=Path, help="a file the result is added to, one JSON object a line")
    return options


class Clock:
    """How long each step took, in seconds."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def time(self, name: str, act: Callable[[], Any]) -> Any:
        """Do it and keep how long it took."""
        begun = time.perf_counter()
        found = act()
        self.taken[name] = round(time.perf_counter() - begun, 2)
        print(f"  {name}: {self.taken[name]:.2f} s", file=sys.stderr, flush=True)
        return found


def run(args: argparse.Namespace, folder: str) -> Found:
    """Make everything, take the time of each step, check what came out."""
    os.environ["BAARASIRA_DATA"] = folder
    django_ready(folder)
    from django.db import connection

    from . import drawing

    campaign, head, second = drawing.at_the_selection(args.applications, OFFICES)
    clock = Clock()
    found = _selected(clock, campaign, head, second, args.profile)
    whole = sum(clock.taken.values())
    told = _told(clock, args.applications)
    return {
        "database": connection.vendor,
        "applications": args.applications,
        "seconds": round(whole, 2),
        "steps": clock.taken,
        "told": told,
        **_checked(found, folder),
    }


def _selected(clock: Clock, campaign: Any, head: Any, second: Any, profile: Path | None) -> Any:
    from baarasira.selection import actions

    run = clock.time("close and hash the list", lambda: actions.close_list(actor=head, campaign=campaign))
    seed = {"seed": "48 21 07 33 90", "source": "Loterie nationale, tirage du jour", "drawn_on": head.today}
    run = clock.time("fix the seed", lambda: actions.fix_seed(actor=head, run=run, **seed))
    run = clock.time("run, proven", lambda: actions.propose(actor=head, run=run))
    run = clock.time("first signature", lambda: actions.sign(actor=head, run=run))
    last = _profiled(profile, lambda: actions.sign(actor=second, run=run))
    run = clock.time("second signature: every file moves", last)
    clock.time("read the published pages and files", lambda: _read(run))
    return run


def _profiled(path: Path | None, act: Callable[[], Any]) -> Callable[[], Any]:
    if path is None:
        return act

    def watched() -> Any:
        import cProfile

        with cProfile.Profile() as profile:
            found = act()
        profile.dump_stats(path)
        return found

    return watched


def _read(run: Any) -> None:
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    client, number = Client(), run.campaign.opening.number
    addresses = [
        f"/listes/{number}/",
        *(f"/listes/{number}/{run.number}/fichiers/{name}" for name in ("applicants.csv", "rules.toml")),
    ]
    for address in addresses:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} does not answer")


def _told(clock: Clock, applications: int) -> int:
    """Let the worker's clock tell everybody; return how many were told (or are to be called)."""
    from django.utils import timezone

    from baarasira.kernel.actor import system
    from baarasira.messaging.selection_notices import tell_results

    told = 0

    def tell() -> None:
        nonlocal told
        while (count := tell_results(actor=system(timezone.now()))) > 0:
            told += count

    clock.time("tell everybody, by the clock (apart)", tell)
    return told


def _checked(run: Any, folder: str) -> Found:
    """Return what is wrong: files that stand where they stood, published files that the command does not give."""
    from baarasira.candidacies.models import Candidacy
    from baarasira.project.cli import main
    from baarasira.selection.queries.runs import file_text

    still = Candidacy.objects.filter(opening_id=run.campaign_id, step="selection", state="under_way").count()
    out = Path(folder) / "verification"
    for name in ("applicants.csv", "rules.toml"):
        (Path(folder) / name).write_bytes(file_text(run, name).encode())
    main(["select", "--applicants", f"{folder}/applicants.csv", "--rules", f"{folder}/rules.toml", "--out", str(out)])
    names = ("selected.csv", "reserve.csv", "minutes.json")
    other = [name for name in names if (out / name).read_bytes() != file_text(run, name).encode()]
    return {"filled": run.filled, "not_moved": still, "files_that_differ": other}


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 1 when a file did not move or a published file is not what the command gives."""
    args = parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as folder:
        found = run(args, folder)
    print(json.dumps(found, ensure_ascii=False))
    print(
        f"{found['database']}: {found['applications']:,} applications for 400 seats, from closing to published lists in "
        f"{found['seconds']:.1f} s; {found['filled']} seats filled, {found['not_moved']} files not moved."
    )
    if args.results is not None:
        with args.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 1 if found["not_moved"] or found["files_that_differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
