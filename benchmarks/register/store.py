"""The generated register on disk: one array a file, so that every process maps the same data."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from .offers import Asked, draw_offers
from .people import People, draw_people
from .vocabulary import Vocabulary, vocabulary

_ABOUT = "about.json"


@dataclass(frozen=True, eq=False)
class Data:
    """What everyone ranks: the people as mapped columns, the offers in words, the vocabulary."""

    words: Vocabulary
    people: People
    offers: list[Asked]


def skew(words: Vocabulary, people: People) -> dict[str, float]:
    """Return how the register leans, as shares: what the note says of the data is measured on it."""
    first = people.occupations[0]
    first = first[first != words.no_group]
    groups = np.bincount(first, minlength=len(words.groups)) / len(first)
    majors, wide = np.zeros(10), np.zeros(100)
    np.add.at(majors, words.majors, groups)
    np.add.at(wide, [int(group[:2]) for group in words.groups], groups)
    regions = np.bincount(people.region, minlength=words.no_region) / len(people)
    return {
        "farming_trade_crafts": float(majors[[5, 6, 7]].sum()),
        "top_unit_group": float(groups.max()),
        "top_two_digits": float(wide.max()),
        "largest_region": float(regions[: words.no_region].max()),
        "skills_per_person": float(len(people.skills) / len(people)),
        "occupations_per_person": float((people.occupations != words.no_group).sum() / len(people)),
    }


def generate(folder: Path, people: int, offers: int, seed: int) -> dict[str, Any]:
    """Write a register into `folder`, unless the same one stands there; return what `about.json` says of it."""
    about: dict[str, Any] = {"people": people, "offers": offers, "seed": seed, "form": 2}
    file = folder / _ABOUT
    if file.exists() and about.items() <= (known := json.loads(file.read_text())).items():
        return dict(known)
    folder.mkdir(parents=True, exist_ok=True)
    words = vocabulary()
    drawn = draw_people(words, people, seed)
    for field in fields(People):
        np.save(folder / f"{field.name}.npy", getattr(drawn, field.name))
    (folder / "offers.json").write_text(json.dumps(draw_offers(words, offers, seed)))
    about["skew"] = skew(words, drawn)
    file.write_text(json.dumps(about))
    return about


def open_data(folder: Path) -> Data:
    """Open what `generate` wrote; columns are read from the files as they are touched."""
    columns = {field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r") for field in fields(People)}
    return Data(vocabulary(), People(**columns), json.loads((folder / "offers.json").read_text()))
