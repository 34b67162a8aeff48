"""A register as columns of numbers, ready to be compared: `encode` reads texts, whatever their order, and sorts by id."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from . import places, words
from .words import BIT, Ints, Longs, Words

COLUMNS = ("given_names", "surname", "born", "sex", "region", "commune", "phone", "national_id", "mother_name")
GIVEN_WORDS, SURNAME_WORDS, MOTHER_WORDS = 3, 2, 3
MOST_PHONES = 3
_PRIOR_YEARS, _YEARS = 300.0, 45
_MOST_PLACE_BITS, _MOST_NUMBER_BITS = 9 * BIT, 26 * BIT
_DIGITS = re.compile(r"\d")
_SEVERAL = re.compile(r"[/;,|]|\bou\b|\bet\b")
_Value = TypeVar("_Value")


@dataclass(frozen=True, eq=False)
class Records:
    """People in the order of their ids. Words are numbers of `words`, −1 for none; 0 stands for what is not known elsewhere.

    given (n, 3), surname (n, 2), mother (n, 3); mother_key: one number for all spellings of a mother's name, −1. year; day:
    32 × month + day, 0 where unknown, as on 1 January. sex 1 or 2. region, origin (the region it was cut out of), commune: −1.
    phones (n, up to 3); national. The bits beside them: −log2 of the share of people with that value, in 256ths.
    """

    ids: list[str]
    words: Words
    given: Ints
    surname: Ints
    mother: Ints
    mother_key: Ints
    year: Ints
    day: Ints
    sex: Ints
    region: Ints
    origin: Ints
    commune: Ints
    phones: Longs
    national: Longs
    year_bits: Ints
    region_bits: Ints
    commune_bits: Ints
    phone_bits: Ints
    national_bits: Ints

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.ids)


class _Numbers(dict[str, int]):
    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


@dataclass(frozen=True, eq=False)
class _Column:
    """A column of texts: the different ones, in no order that counts, and which each row has."""

    texts: list[str]
    rows: Ints

    @staticmethod
    def of(values: Iterable[str], count: int, order: Longs) -> "_Column":
        numbers = _Numbers()
        rows = np.fromiter(map(numbers.__getitem__, values), np.int32, count)[order]
        return _Column(list(numbers), rows)

    def each(self, read: Callable[[str], _Value], kind: Any = np.int64) -> npt.NDArray[Any]:
        """Return what `read` makes of the text of each row."""
        return np.array([read(text) for text in self.texts], kind)[self.rows]

    def counts(self) -> list[int]:
        return np.bincount(self.rows, minlength=len(self.texts)).tolist()  # type: ignore[no-any-return]


def encode(
    ids: Sequence[str],
    columns: Mapping[str, Iterable[str]],
    people: int = 0,
    heard: Mapping[str, int] | None = None,
) -> Records:
    """Return the records of people. columns: texts by the names of `COLUMNS`, in the order of ids; an absent one is empty.

    people, heard: where these are a few people out of a register, how many it has, and the bearers of canonical name words in it:
    then nothing is counted in these few, and what is found of two does not depend on the others.
    """
    few = heard is not None
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    size = max(people, len(ids))
    told = {name: _Column.of(columns.get(name, [""] * len(ids)), len(ids), order) for name in COLUMNS}
    vocabulary, matrices = _names(told, size, heard)
    born = told["born"].each(_birth, np.int32).reshape(-1, 2)
    region, origin, region_bits = _regions(told["region"], few)
    commune, commune_bits = _ranked(places.places(told["commune"].texts), told["commune"].rows, few)
    phones, phone_bits = _phones(told["phone"], size, few)
    national = told["national_id"].each(_national)
    return Records(
        [ids[at] for at in order], vocabulary, *matrices, _mother_keys(matrices[2], vocabulary), born[:, 0], born[:, 1],
        told["sex"].each(_sex, np.int32), region, origin, commune, phones, national, _year_bits(born[:, 0], few), region_bits,
        commune_bits, phone_bits, _number_bits(national, size, few=few, world=10**7, usual=4),
    )  # fmt: skip


def _names(
    told: Mapping[str, _Column], people: int, heard: Mapping[str, int] | None
) -> tuple[Words, tuple[Ints, Ints, Ints]]:
    """Number the words of the three columns of names; the mothers' words count for how common a name is only if nobody bears them."""
    names = ("given_names", "surname", "mother_name")
    found = {name: words.tokens(told[name].texts) for name in names}
    counts = words.tally(pair for name in names[:2] for pair in zip(found[name], told[name].counts(), strict=True))
    mothers = words.tally(zip(found["mother_name"], told["mother_name"].counts(), strict=True))
    counts = mothers | counts
    two = words.parted(counts, few=heard is not None)
    if two:
        for name in names:
            found[name] = [[part for word in line for part in two.get(word, (word,))] for line in found[name]]
        counts = _told_again(counts, two)
    vocabulary = words.number(counts, people, heard)
    place = {word: at for at, word in enumerate(vocabulary.spelt)}
    widths = (GIVEN_WORDS, SURNAME_WORDS, MOTHER_WORDS)
    matrices = [_matrix(found[name], place, width, told[name].rows) for name, width in zip(names, widths, strict=True)]
    return vocabulary, (matrices[0], matrices[1], matrices[2])


def _told_again(counts: Mapping[str, int], two: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    again: dict[str, int] = {}
    for word, count in counts.items():
        for part in two.get(word, (word,)):
            again[part] = again.get(part, 0) + count
    return again


def _matrix(found: Sequence[Sequence[str]], place: Mapping[str, int], width: int, rows: Ints) -> Ints:
    """Return the numbers of the first words of each row (n, width), −1 beyond."""
    table = np.full((max(1, len(found)), width), -1, np.int32)
    for at, line in enumerate(found):
        for column, word in enumerate(line[:width]):
            table[at, column] = place[word]
    return table[rows]


def _mother_keys(mother: Ints, vocabulary: Words) -> Ints:
    """Return one number for the mother's names, however spelt and in whatever order; −1 for fewer than two words."""
    roots = np.sort(np.where(mother >= 0, vocabulary.root[mother], -1), axis=1).astype(np.int64)
    key = (roots[:, 0] + 1) << 42 | (roots[:, 1] + 1) << 21 | (roots[:, 2] + 1)
    known = (mother >= 0).sum(axis=1) > 1
    _values, found = np.unique(np.where(known, key, -1), return_inverse=True)
    return np.where(known, found, -1).astype(np.int32)


def _birth(text: str) -> tuple[int, int]:
    """Return year and 32 × month + day of a year or a date; 1 January and a bare year have no day."""
    year, _dash, rest = text.partition("-")
    if not year.isdigit():
        return 0, 0
    month, _dash, day = rest.partition("-")
    if not (month.isdigit() and day.isdigit()) or (int(month), int(day)) == (1, 1):
        return int(year), 0
    return int(year), 32 * int(month) + int(day)


def _sex(text: str) -> int:
    return {"f": 2, "femme": 2, "female": 2, "feminin": 2, "féminin": 2, "2": 2, "w": 2, "m": 1, "h": 1, "homme": 1, "male": 1,
            "masculin": 1, "1": 1}.get(text.strip().casefold(), 0)  # fmt: skip


def _national(text: str) -> int:
    """Return a number for an identity number, however spaced; 0 for none and for one of a single repeated character."""
    bare = "".join(filter(str.isalnum, text.upper()))
    if not bare or (bare.isdigit() and len(set(bare)) < 2):
        return 0
    if bare.isdigit() and len(bare) < 18:
        return int(bare)
    if bare[:-1].isdigit() and len(bare) < 17:
        return int(bare[:-1]) * 64 + ord(bare[-1]) % 64 + (1 << 61)
    return int.from_bytes(blake2b(bare.encode(), digest_size=8).digest(), "big") >> 2 | 1 << 60


def phones_of(text: str) -> tuple[int, ...]:
    """Return the phone numbers written in a text, three at most: of Mali the eight digits, of elsewhere all."""
    bare = text.replace(" ", "").removeprefix("+223")
    if len(bare) == 8 and bare.isdigit():
        return (int(bare),) if bare != 8 * bare[0] else ()
    found: dict[int, None] = {}
    for part in _SEVERAL.split(text.casefold()):
        digits = "".join(_DIGITS.findall(part)).lstrip("0")
        digits = digits[3:] if digits.startswith("223") and len(digits) == 11 else digits
        if len(digits) >= 7 and len(set(digits)) > 1:
            found[int(digits[:17])] = None
    return tuple(found)[:MOST_PHONES]


def _phones(column: _Column, people: int, few: bool) -> tuple[Longs, Ints]:
    read = [phones_of(text) for text in column.texts]
    width = max((len(found) for found in read), default=0) or 1
    table = np.array([found + (0,) * (width - len(found)) for found in read] or [(0,)], np.int64)
    numbers = table[column.rows]
    return numbers, np.stack([_number_bits(numbers[:, at], people, numbers, few=few) for at in range(width)], axis=1)


def _number_bits(
    numbers: Longs,
    people: int,
    everywhere: Longs | None = None,
    *,
    few: bool = False,
    world: int = 10_000,
    usual: int = 1,
) -> Ints:
    """Return −log2 of the share of people with the same number; 0 without one."""
    values, counts = np.unique(numbers if everywhere is None else everywhere, return_counts=True)
    held = counts[np.searchsorted(values, numbers)] if len(values) else np.zeros(0)
    # A small file cannot tell how rare a number is: as if it were one of `world` numbers that strangers may come to share.
    share = np.maximum(1, 0 if few else held - usual) / max(people, world)
    found = np.minimum(np.rint(-np.log2(share) * BIT), _MOST_NUMBER_BITS)
    return np.where(numbers == 0, 0, found).astype(np.int32)


def _year_bits(year: Ints, few: bool) -> Ints:
    """Return −log2 of the share of people born in the same year."""
    counts = np.bincount(year, minlength=1) * (not few)
    known = counts[1:].sum()
    share = (counts[year] + _PRIOR_YEARS / _YEARS) / (known + _PRIOR_YEARS)
    return np.where(year == 0, 0, np.rint(-np.log2(share) * BIT)).astype(np.int32)


def _ranked(
    forms: Sequence[str], rows: Ints, few: bool, prior: float = 200.0, usual: float = 1 / 50
) -> tuple[Ints, Ints]:
    """Return the number of each row's form (−1 for an empty one) and −log2 of the share of those known that have it."""
    different = sorted(set(forms) - {""})
    place = {form: at for at, form in enumerate(different)} | {"": -1}
    number = np.array([place[form] for form in forms] or [-1], np.int32)[rows]
    counts = np.bincount(number[number >= 0], minlength=len(different) + 1) * (0.0 if few else 1.0)
    # A prior of places of which each has a usual share: a few rows from one village do not make it the whole country.
    share = (counts + prior * usual) / (counts.sum() + prior)
    found = np.minimum(np.rint(-np.log2(np.minimum(1.0, share)) * BIT), _MOST_PLACE_BITS)
    return number, np.where(number >= 0, found[number], 0).astype(np.int32)


def _regions(column: _Column, few: bool) -> tuple[Ints, Ints, Ints]:
    forms = places.places(column.texts)
    number, found = _ranked(forms, column.rows, few, prior=50.0, usual=1 / 7)
    older = places.origins()
    everywhere = sorted({older.get(form, form) for form in forms} - {""})
    place = {form: at for at, form in enumerate(everywhere)} | {"": -1}
    origin = np.array([place[older.get(form, form)] for form in forms] or [-1], np.int32)[column.rows]
    return number, origin, found
