"""`baarasira rank` on files: the command that an auditor runs, held against the engine. Not raced, not run unless asked for."""

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ..answers import Answer
from ..register.texts import rows_of, write_offers, write_people
from .base import Settings


class Command:
    """See the module."""

    shapes = ("files",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.people = settings.folder / "people.csv"

    def load(self) -> None:
        """Write the file of people."""
        write_people(self.settings.data, self.people)

    def use(self, shape: str) -> None:
        """There is one shape."""

    def rank(self, offers: Sequence[int]) -> Path:
        """Write the file of these offers and run the command; return the file it wrote."""
        asked, out = self.settings.folder / "offers.csv", self.settings.folder / "ranking.csv"
        write_offers(self.settings.data, offers, asked)
        command = [sys.executable, "-m", "baarasira.project.cli", "rank", "--people", str(self.people)]
        command += ["--offers", str(asked), "--out", str(out), "--top", str(self.settings.top)]
        command += ["--weights", ",".join(map(str, self.settings.weights))]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return out

    def answers(self, offers: Sequence[int], found: Path) -> list[Answer]:
        """Read the file; ranks must be 1, 2, 3…"""
        by_offer: dict[str, list[dict[str, str]]] = defaultdict(list)
        with found.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                by_offer[row["offer_id"]].append(row)
                if int(row["rank"]) != len(by_offer[row["offer_id"]]):
                    raise ValueError(f"{row['offer_id']}: rank {row['rank']} out of turn")
        answers = []
        for offer in offers:
            rows = by_offer[self.settings.data.offers[offer]["id"]]
            places = rows_of([row["person_id"] for row in rows], self.settings.data.people)
            parts = [[int(row[name]) for name in "OSELP"] for row in rows]
            answers.append(Answer.of(places, [int(row["score"]) for row in rows], parts))
        return answers

    def memory(self) -> dict[str, int]:
        """The command is gone when it has answered."""
        return {}

    def close(self) -> None:
        """Nothing was started."""


def make(settings: Settings) -> Command:
    """Return the peer."""
    return Command(settings)
