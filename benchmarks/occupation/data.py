"""The titles that are looked up, and the labels both sides are given.

Without ESCO: `titles.csv`, written down before any tuning (TITLES.md). With a release: labels held out **by occupation**. One
ESCO occupation has a preferred label and a dozen others that say the same in other words; held out one by one, a title would
find its own twin. So a fifth of the occupations, by the SHA-256 of their address, give all their labels up: nothing either side
is given comes from them. Of those labels only the ones that no occupation kept bears too, whatever accents and case, are asked.
"""

import csv
import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from baarasira.engine import OccupationLabel
from baarasira.reference.codelist import fold
from baarasira.reference.esco import find_files
from baarasira.reference.occupations import carried_labels, is_unit_group

FOLDER = Path(__file__).parent
TITLES, DEVELOPMENT = FOLDER / "titles.csv", FOLDER / "development.csv"
CARRIED, ESCO, BOTH = "carried", "esco", "both"
# A label of a release beside the product's own, as `reference.coding` gives it to the index.
ESCO_WEIGHT = 940
_PARTS, _HELD = 5, 0
SAMPLE = (OccupationLabel("7212", "soudeur", "fr"), OccupationLabel("7212", "welder", "en"))


class Case(NamedTuple):
    """A title to look up: the words, the unit groups that are right (the first is meant), its language, its kind."""

    text: str
    codes: tuple[str, ...]
    lang: str
    kind: str


class Split(NamedTuple):
    """A release parted: the labels kept, the titles asked, and how many occupations gave their labels up."""

    labels: list[OccupationLabel]
    cases: list[Case]
    held: int
    occupations: int


def titles(file: Path = TITLES) -> list[Case]:
    """Return the list of titles of a file."""
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return [
        Case(row["text"], tuple(row["codes"].split(";")), "en" if row["kind"] == "english" else "fr", row["kind"])
        for row in rows
    ]


def carried() -> list[OccupationLabel]:
    """Return what the product itself knows."""
    return list(carried_labels())


def is_held(address: str, part: int = _HELD) -> bool:
    """Tell whether an occupation gives its labels up."""
    return int(hashlib.sha256(address.encode()).hexdigest(), 16) % _PARTS == part


def split(release: Path, sample: int, seed: int) -> Split:
    """Part a release; at most `sample` titles a language are asked, drawn by the seed. French preferred labels are two: m/f."""
    kept: dict[OccupationLabel, None] = {}
    held: dict[tuple[str, str, str], None] = {}
    addresses: dict[str, bool] = {}
    for lang, address, code, label in _labels(release):
        addresses[address] = is_held(address)
        if addresses[address]:
            held.update(((part.strip(), code, lang), None) for part in label.split("/") if part.strip())
        else:
            kept[OccupationLabel(code, label, lang, ESCO_WEIGHT)] = None
    known = {(part_of.lang, fold(part)) for part_of in [*kept, *carried()] for part in part_of.text.split("/")}
    cases = []
    for lang in ("fr", "en"):
        asked = sorted(one for one in held if one[2] == lang and (lang, fold(one[0])) not in known)
        random.Random(seed).shuffle(asked)
        cases += [Case(text, (code,), lang, lang) for text, code, _lang in asked[:sample]]
    return Split(list(kept), cases, sum(addresses.values()), len(addresses))


def _labels(release: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield (language, address of the occupation, unit group, label) of a release."""
    csv.field_size_limit(1_000_000)
    for lang, path in find_files(release).occupations.items():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restval=""):
                code = row["iscoGroup"].strip().removeprefix("C")
                if not is_unit_group(code):
                    continue
                for label in (row["preferredLabel"], *row["altLabels"].split("\n")):
                    if plain := " ".join(label.split()):
                        yield lang, row["conceptUri"], code, plain


def labels_of(source: str, parted: Split | None) -> list[OccupationLabel]:
    """Return the labels a side is given: `carried`, `esco` (what is kept of the release), or `both`."""
    mine = carried() if source != ESCO else []
    return mine + (parted.labels if parted is not None and source != CARRIED else [])
