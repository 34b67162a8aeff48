"""One run, in a process of its own: makes the campaign, times each act from its closed list to its published lists, checks.

    python -m benchmarks.campaign_selection.once --applications 30000

The installation is the one that the environment names; its database must be empty.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..campaign.once import version
from ..campaign.writing import django_ready
from .options import parser

OFFICES = 20
TOLD = 1_000
"""How many are told: the pace is what is asked; the worker goes on with the others."""
Found = dict[str, Any]


class Clock:
    """How long each act took: seconds by the clock on the wall, and of this process's own work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    def time(self, name: str, act: Callable[[], Any]) -> Any:
        """Do it, keep how long it took, return what it returns."""
        begun, worked = time.perf_counter(), time.process_time()
        found = act()
        self.seconds[name] = time.perf_counter() - begun
        self.processor[name] = time.process_time() - worked
        print(f"  {name}: {self.seconds[name]:.2f} s", file=sys.stderr, flush=True)
        return found


def run(applications: int) -> Found:
    """Make everything, take the time of each act, check what came out."""
    django_ready()
    from . import drawing

    campaign, head, second = drawing.at_the_selection(applications, OFFICES)
    load, clock = os.getloadavg()[0], Clock()
    done = published(clock, campaign, head, second)
    after = Clock()
    told = after.time("tell", lambda: tell_first(TOLD))
    return {
        "version": version(),
        "load": load,
        "applications": applications,
        "seats": done.seats,
        "seconds": sum(clock.seconds.values()),
        "steps": clock.seconds,
        "processor": clock.processor,
        "told": {"people": told, "seconds": after.seconds["tell"]},
        **checked(done),
    }


def published(clock: Clock, campaign: Any, head: Any, second: Any) -> Any:
    """Take a campaign from its closing to its published lists by the application's own actions; return the run."""
    from baarasira.selection import actions

    run = clock.time("close", lambda: actions.close_list(actor=head, campaign=campaign))
    seed = {"seed": "48 21 07 33 90", "source": "Loterie nationale, tirage du jour", "drawn_on": head.today}
    run = clock.time("seed", lambda: actions.fix_seed(actor=head, run=run, **seed))
    run = clock.time("propose", lambda: actions.propose(actor=head, run=run))
    run = clock.time("first", lambda: actions.sign(actor=head, run=run))
    run = clock.time("second", lambda: actions.sign(actor=second, run=run))
    clock.time("read", lambda: read(run))
    return run


def read(run: Any) -> None:
    """Read the published page and files as anyone may."""
    from django.conf import settings
    from django.test import Client, override_settings

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    number = run.campaign.opening.number
    files = (f"/listes/{number}/{run.number}/fichiers/{name}" for name in ("applicants.csv", "rules.toml"))
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=storages):
        for address in (f"/listes/{number}/", *files):
            if Client().get(address).status_code != 200:
                raise SystemExit(f"{address} does not answer")


def tell_first(least: int) -> int:
    """Let the worker's clock tell people how it ended for them, until so many are told or nobody is left; return how many."""
    from django.utils import timezone

    from baarasira.kernel.actor import system
    from baarasira.messaging.selection_notices import tell_results

    told = 0
    while told < least and (count := tell_results(actor=system(timezone.now()))) > 0:
        told += count
    return told


def checked(run: Any) -> Found:
    """Return what was filled, how many files did not move, and the published files that the command does not give."""
    from baarasira.candidacies.models import Candidacy
    from baarasira.project.cli import main
    from baarasira.selection.queries.runs import file_text

    still = Candidacy.objects.filter(opening_id=run.campaign_id, step="selection", state="under_way").count()
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as folder:
        for name in ("applicants.csv", "rules.toml"):
            (Path(folder) / name).write_bytes(file_text(run, name).encode())
        out = Path(folder) / "out"
        main(
            ["select", "--applicants", f"{folder}/applicants.csv", "--rules", f"{folder}/rules.toml", "--out", str(out)]
        )
        names = ("selected.csv", "reserve.csv", "minutes.json")
        other = [name for name in names if (out / name).read_bytes() != file_text(run, name).encode()]
    return {"filled": run.filled, "not_moved": still, "files_that_differ": other}


if __name__ == "__main__":
    print(json.dumps(run(parser().parse_args().applications), ensure_ascii=False))
