"""Occupations: ISCO-08 with its titles, and the names people give to their work; usable without a database.

The titles are the ILO's (International Standard Classification of Occupations 2008) as published with ESCO by the European
Commission (decision 2011/833/EU), in French and English. One is mended: the published French title of 8181 lacks its first
word. The names of work are the product's own, by sector in ``data/names_of_work``; a name may stand in several groups, with
`sense` 2 where it is not the first thing meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from baarasira.engine import OccupationIndex, OccupationLabel

from .codelist import CodeList, Term, in_french, read_carried

_UNIT = 4
_NAMES = "names_of_work"

# What a carried label is worth beside another with the same words (thousandths).
_NAME, _SECOND_SENSE, _OTHER_WORDS, _TITLE = 1000, 920, 970, 950


@dataclass(frozen=True, slots=True)
class Group(Term):
    """A group of ISCO-08: one to four digits; `parent` is the code without its last digit, "" at the top."""

    parent: str = ""

    @property
    def level(self) -> int:
        """1 major group, 2 sub-major group, 3 minor group, 4 unit group."""
        return len(self.code)


@dataclass(frozen=True, slots=True)
class NameOfWork:
    """A French name of work: its unit group, masculine and feminine (one may be empty), other words for the same."""

    code: str
    masculine: str
    feminine: str
    everyday: tuple[str, ...] = ()
    second_sense: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The forms there are, masculine first."""
        return tuple(dict.fromkeys(form for form in (self.masculine, self.feminine) if form))


@dataclass(frozen=True, slots=True)
class Suggested:
    """A unit group suggested for a text: its title in the language asked for, the name that answered, 0–1000."""

    code: str
    title: str
    name: str
    score: int


GROUPS: CodeList[Group] = CodeList(
    "isco08.csv", lambda row: Group(row["code"], row["title_fr"], row["title_en"], parent=row["parent"])
)


@cache
def unit_groups() -> tuple[Group, ...]:
    """Return the 436 unit groups, by code."""
    return tuple(group for group in GROUPS if group.level == _UNIT)


def is_unit_group(code: str) -> bool:
    """Tell whether a code is one of the unit groups."""
    return len(code) == _UNIT and code in GROUPS


def occupation_label(code: str, lang: str = "") -> str:
    """Return the title of a group in a language (`fr`, `en`; the active one when left out); the code when unknown."""
    group = GROUPS.get(code)
    if group is None:
        return code
    french = lang == "fr" if lang else in_french()
    return group.name_fr if french else group.name_en


@cache
def names_of_work() -> tuple[NameOfWork, ...]:
    """Return every carried French name of work, by sector, then by code."""
    folder = resources.files("baarasira.reference").joinpath("data", _NAMES)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv"))
    return tuple(
        NameOfWork(
            code=row["code"],
            masculine=row["masculine"],
            feminine=row["feminine"],
            everyday=tuple(word.strip() for word in row["everyday"].split(";") if word.strip()),
            second_sense=row["sense"] == "2",
        )
        for file in files
        for row in read_carried(f"{_NAMES}/{file}")
    )


def carried_labels() -> Iterator[OccupationLabel]:
    """Yield what the product itself knows of French and English names of work, the surest first."""
    names = names_of_work()
    for name in names:
        weight = _SECOND_SENSE if name.second_sense else _NAME
        for text in name.texts:
            yield OccupationLabel(name.code, text, "fr", weight)
    for row in read_carried("names_of_work_en.csv"):
        yield OccupationLabel(row["code"], row["name"], "en", _NAME)
    for name in names:
        weight = _SECOND_SENSE if name.second_sense else _NAME
        for text in name.everyday:
            yield OccupationLabel(name.code, text, "fr", weight * _OTHER_WORDS // 1000)
    for group in unit_groups():
        yield OccupationLabel(group.code, group.name_fr, "fr", _TITLE)
        yield OccupationLabel(group.code, group.name_en, "en", _TITLE)


@cache
def carried_index() -> OccupationIndex:
    """Return the index over the carried labels alone; built at the first call (about a second)."""
    return OccupationIndex.build(carried_labels())


def titled(index: OccupationIndex, text: str, lang: str, top: int, *, unfinished: bool) -> list[Suggested]:
    """Return the suggestions of an index with the titles of their groups; see `OccupationIndex.suggest`."""
    return [
        Suggested(found.code, occupation_label(found.code, lang), found.label, found.score)
        for found in index.suggest(text, lang, top, unfinished=unfinished)
    ]
