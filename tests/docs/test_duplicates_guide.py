"""The thirty typed examples of the guide of duplicates: what stands there is what the engine answers."""

import re
from datetime import date
from pathlib import Path

from django.utils import translation

from baarasira.engine import Frequencies, Identity, canonical_name, fold_name, likeness
from baarasira.engine.link.shares import shares
from baarasira.people.duplicates import WORDS
from baarasira.project.paths import PACKAGE

GUIDE = PACKAGE.parent.parent / "docs" / "guide" / "doublons.md"
PEOPLE = 200_000
_ROW = re.compile(r"\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (\d+) % \| (.*?) \|")
_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def register() -> Frequencies:
    """A register of 200 000 files in which names are as common as the engine takes them to be."""
    counts: dict[str, int] = {}
    for name, share in shares().items():
        form = canonical_name(fold_name(name))
        counts[form] = counts.get(form, 0) + round(share * PEOPLE)
    return Frequencies(PEOPLE, counts)


def identity(cell: str) -> Identity:
    """Read « Mamadou TRAORÉ, 12/05/1990, M, Kayes, c. Bafoulabé, 76 45 00 00, mère Awa Koné, NINA 1… »."""
    name, *parts = [part.strip() for part in cell.split(",")]
    words = name.split()
    held: dict[str, object] = {
        "surname": " ".join(word for word in words if word.isupper()),
        "given_names": " ".join(word for word in words if not word.isupper()),
    }
    phones = set()
    for part in parts:
        if found := _DATE.fullmatch(part):
            held["born"] = date(int(found[3]), int(found[2]), int(found[1]))
        elif re.fullmatch(r"\d{4}", part):
            held["birth_year"] = int(part)
        elif part in ("M", "F"):
            held["sex"] = part
        elif part.startswith("mère "):
            held["mother_name"] = part[5:]
        elif part.startswith("NINA "):
            held["national_id"] = part[5:]
        elif part.startswith("c. "):
            held["commune"] = part[3:]
        elif part[0] in "+0123456789":
            phones.add(part)
        else:
            held["region"] = part
    return Identity(**held, phones=frozenset(phones))  # type: ignore[arg-type]


def answer(on_file: str, typed: str) -> tuple[str, int, str]:
    """Return what the guide says of a pair: shown or not, per cent, the reasons in French."""
    found = likeness(identity(on_file), identity(typed), register())
    with translation.override("fr"):
        told = ", ".join(str(WORDS[code]) for code in found.reasons if code in WORDS and code != "sex")
    shown = "montré" if found.probability >= 0.5 else "pas montré"
    return shown, min(99, round(found.probability * 100)), told


def rows(text: str) -> list[tuple[str, str, str, str, int, str]]:
    """Return number, file, typed, shown, per cent and reasons of each row."""
    return [
        (number, one, other, shown, int(share), why) for number, one, other, shown, share, why in _ROW.findall(text)
    ]


def test_the_thirty_examples_are_what_the_engine_answers() -> None:
    found = rows(Path(GUIDE).read_text(encoding="utf-8"))
    assert len(found) >= 30
    for number, on_file, typed, shown, share, why in found:
        assert (shown, share, why) == answer(on_file, typed), number
    assert {shown for _n, _o, _t, shown, _s, _w in found} == {"montré", "pas montré"}
