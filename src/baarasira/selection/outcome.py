"""A selection computed on a closed list: the files anyone gets from the same list and rules, byte for byte."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baarasira.engine import Selection, draw, minutes, parse_rules, quotas_of, reserve_lists, select
from baarasira.kernel.tables import csv_bytes
from baarasira.programmes.enums import SeatMethod

from .applicants_file import applicants, digest

SELECTED = ("id", "score", "rank", "quotas")
RESERVE = ("list", "rank", "id", "score", "quotas")
NAMES = ("selected.csv", "reserve.csv", "minutes.json")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One place given: the receipt, the list ("" for a seat), the rank on it from 1, the quotas that match."""

    receipt: str
    list: str
    rank: int
    quotas: tuple[str, ...]


def computed(list_text: str, rules_text: str, method: str) -> Selection:
    """Run the engine on the texts themselves, as an outsider would. Raises BadRules, NotProven."""
    choose = draw if method == SeatMethod.DRAW else select
    return choose(applicants(list_text), parse_rules(rules_text))


def seats_of(selection: Selection) -> list[Chosen]:
    """Return the seats given, by rank."""
    matched = quotas_of(selection, selection.chosen)
    ids = selection.applicants.ids
    return [
        Chosen(ids[place], "", rank, tuple(names))
        for rank, (place, names) in enumerate(zip(selection.chosen, matched, strict=True), start=1)
    ]


def reserve_of(selection: Selection) -> list[Chosen]:
    """Return the places on the reserve lists, list by list."""
    ids = selection.applicants.ids
    return [
        Chosen(ids[place], name, rank, tuple(names))
        for name, places in reserve_lists(selection)
        for rank, (place, names) in enumerate(zip(places, quotas_of(selection, places), strict=True), start=1)
    ]


def document(selection: Selection, list_text: str) -> dict[str, Any]:
    """Return what ``minutes.json`` says."""
    return minutes(selection, digest(list_text))


def files(selection: Selection, list_text: str) -> dict[str, str]:
    """Return the texts of the answer by name, equal to what the command writes."""
    return {
        "selected.csv": csv_bytes(SELECTED, _seat_rows(selection)).decode("utf-8"),
        "reserve.csv": csv_bytes(RESERVE, _reserve_rows(selection)).decode("utf-8"),
        "minutes.json": json.dumps(document(selection, list_text), ensure_ascii=False, indent=2) + "\n",
    }


def _seat_rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    for place, row in zip(selection.chosen, seats_of(selection), strict=True):
        yield row.receipt, int(selection.applicants.scores[place]), row.rank, ";".join(row.quotas)


def _reserve_rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    scores = dict(zip(selection.applicants.ids, selection.applicants.scores.tolist(), strict=True))
    for row in reserve_of(selection):
        yield row.list, row.rank, row.receipt, scores[row.receipt], ";".join(row.quotas)


def sealed(texts: dict[str, str]) -> str:
    """Return one SHA-256 over the three files of an answer, in the order of `NAMES`."""
    whole = hashlib.sha256()
    for name in NAMES:
        whole.update(hashlib.sha256(texts[name].encode("utf-8")).digest())
    return whole.hexdigest()
