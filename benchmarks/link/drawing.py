"""The register of the reported figures: villages, households, twins and homonyms; a tenth of the files are somebody's second or third.

Nothing is shared with `training.py`. A second file is written by another clerk on another day: every error has its own way of coming
about, and what a household has in common (phone, mother, commune, surname) is shared by people who are not the same.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from . import names

COLUMNS = ("given_names", "surname", "born", "sex", "region", "commune", "phone", "national_id", "mother_name")
REGIONS = {
    "Bamako": 300, "Kayes": 90, "Koulikoro": 110, "Sikasso": 80, "Ségou": 110, "Mopti": 60, "Tombouctou": 35, "Gao": 35, "Kidal": 6,
    "Nioro": 25, "Kita": 25, "Dioïla": 25, "Nara": 12, "Bougouni": 40, "Koutiala": 40, "San": 25, "Bandiagara": 25, "Douentza": 10,
    "Ménaka": 6, "Taoudénit": 4,
}  # fmt: skip
_COMMUNES, _RARE = 38, 3000


@dataclass
class Person:
    """One true person as the village knows them; `day` 0 where nobody wrote it down."""

    given: list[str]
    surname: str
    year: int
    month: int
    day: int
    sex: str
    region: str
    commune: str
    phone: str
    national: str
    mother: str
    home_phone: str = ""


@dataclass
class Drawn:
    """Ids, columns by name, and the pairs (ids, left first) that are one person."""

    ids: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    true: set[tuple[str, str]] = field(default_factory=set)


class _Table:
    """Values drawn by weight, quickly."""

    def __init__(self, weights: dict[str, int]) -> None:
        self.values, self.edges = list(weights), list(accumulate(weights.values()))

    def draw(self, rng: random.Random) -> str:
        return rng.choices(self.values, cum_weights=self.edges)[0]


class _Country:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.rare = names.rare(rng, _RARE)
        self.men, self.women, self.regions = _Table(names.MEN), _Table(names.WOMEN), _Table(REGIONS)
        self.surnames = {region: self._at_home(region) for region in REGIONS}
        self.communes = {region: [self._commune(region) for _ in range(_COMMUNES)] for region in REGIONS}
        self.communes["Bamako"] = [f"Commune {number}" for number in ("I", "II", "III", "IV", "V", "VI")]

    def _at_home(self, region: str) -> _Table:
        """Surnames lean by region: some are three times as common there as elsewhere."""
        return _Table({name: weight * self.rng.choice((1, 2, 2, 3, 6)) for name, weight in names.SURNAMES.items()})

    def _commune(self, _region: str) -> str:
        return names.rare(self.rng, 1)[0] + self.rng.choice(("", "", "bougou", "dougou", "koro"))

    def surname(self, region: str) -> str:
        return self.surnames[region].draw(self.rng) if self.rng.random() < 0.9 else self.rng.choice(self.rare)

    def given(self, sex: str) -> list[str]:
        table = self.men if sex == "M" else self.women
        first = table.draw(self.rng)
        return [first, table.draw(self.rng)] if self.rng.random() < 0.14 else [first]

    def phone(self) -> str:
        return self.rng.choice("56779") + "".join(self.rng.choices("0123456789", k=7))

    def household(self) -> list[Person]:
        """Draw who lives together and comes to the service: parents, children of one mother, now and then twins."""
        rng = self.rng
        region = self.regions.draw(rng)
        commune, surname, phone = rng.choice(self.communes[region]), self.surname(region), self.phone()
        mother_given, mother_surname = self.given("F"), self.surname(region)
        mother = f"{mother_given[0]} {mother_surname}"
        base = rng.choices(range(1958, 1990), k=1)[0]
        found: list[Person] = []
        if rng.random() < 0.3:
            found.append(
                self._one(surname, "M", base, region, commune, phone, f"{self.women.draw(rng)} {self.surname(region)}")
            )
        if rng.random() < 0.25:
            wife = self._one(
                mother_surname, "F", base + 7, region, commune, phone, f"{self.women.draw(rng)} {self.surname(region)}"
            )
            found.append(replace(wife, given=mother_given))
        year = base + rng.randrange(17, 24)
        for _child in range(rng.choices((0, 1, 2, 3, 4), weights=(5, 10, 7, 4, 2))[0]):
            child = self._one(surname, rng.choice("MF"), year, region, commune, phone, mother)
            found.append(child)
            if rng.random() < 0.02:
                twin = self._one(surname, rng.choice("MF"), year, region, commune, phone, mother)
                found.append(replace(twin, month=child.month, day=child.day))
            year += rng.randrange(1, 4)
        return [person for person in found if person.year <= 2008]

    def _one(self, surname: str, sex: str, year: int, region: str, commune: str, phone: str, mother: str) -> Person:
        rng = self.rng
        dated = rng.random() < 0.5
        own = rng.random()
        number = phone if own < 0.3 else self.phone() if own < 0.8 else ""
        national = ""
        if rng.random() < 0.18:
            digits = f"{1 if sex == 'M' else 2}{year % 100:02d}{rng.randrange(10**7):07d}{rng.randrange(1000):03d}"
            national = f"1{digits}{rng.choice('ABCDEFGHJKLMNPRSTUVWXYZ')}"
        return Person(
            self.given(sex), surname, year, rng.randrange(1, 13) if dated else 0, rng.randrange(1, 29) if dated else 0, sex, region,
            commune, number, national, mother, phone,
        )  # fmt: skip


def draw(people: int, share: float = 0.1, seed: int = 1) -> Drawn:
    """Draw so many files, of which a share are second or third files of somebody among the others."""
    rng = random.Random(f"reported {seed}")
    country = _Country(rng)
    first: list[Person] = []
    while len(first) < people * (1 - share):
        first += country.household()
    del first[int(people * (1 - share)) :]
    owners = list(range(len(first)))
    while len(owners) < people:
        owner = rng.randrange(len(first))
        owners += [owner] * (2 if rng.random() < 0.06 else 1)
    del owners[people:]
    rows = [_written(rng, country, person, clean=True) for person in first]
    rows += [_written(rng, country, first[owner], clean=False) for owner in owners[len(first) :]]
    return _shuffled(rng, rows, owners)


def _shuffled(rng: random.Random, rows: Sequence[tuple[str, ...]], owners: Sequence[int]) -> Drawn:
    order = list(range(len(rows)))
    rng.shuffle(order)
    ids = [f"{place:08d}" for place in range(len(rows))]
    drawn = Drawn(ids, {name: [rows[at][column] for at in order] for column, name in enumerate(COLUMNS)})
    held: dict[int, list[str]] = {}
    for number, at in zip(ids, order, strict=True):
        held.setdefault(owners[at], []).append(number)
    for files in held.values():
        drawn.true |= {(one, other) for place, one in enumerate(files) for other in files[place + 1 :]}
    return drawn


def _written(rng: random.Random, country: _Country, person: Person, *, clean: bool) -> tuple[str, ...]:
    """Return the cells a clerk writes; `clean` for the first file, which has few errors of its own."""
    wrong = 0.2 if clean else 1.0
    given, surname = _names(rng, country, person, wrong)
    region, commune = _place(rng, country, person, wrong)
    return (
        given, surname, _born(rng, person, wrong), "" if rng.random() < 0.02 else person.sex, region, commune,
        _phone(rng, country, person, wrong), _national(rng, person, clean), _mother(rng, person, wrong),
    )  # fmt: skip


def _names(rng: random.Random, country: _Country, person: Person, wrong: float) -> tuple[str, str]:
    words = [names.misheard(rng, word) if rng.random() < 0.24 * wrong else word for word in person.given]
    if len(words) > 1 and rng.random() < 0.4 * wrong:
        words.pop(rng.randrange(2))
    given = ("" if rng.random() < 0.08 else " ").join(words) if len(words) > 1 else words[0]
    surname = names.misheard(rng, person.surname) if rng.random() < 0.22 * wrong else person.surname
    if person.sex == "F" and rng.random() < 0.07 * wrong:
        surname = country.surname(person.region)  # the husband's
    if rng.random() < 0.05 * wrong:
        given, surname = surname, given
    if rng.random() < 0.15:
        given, surname = given.upper(), surname.upper()
    return given, surname


def _born(rng: random.Random, person: Person, wrong: float) -> str:
    year, month, day = person.year, person.month, person.day
    chance = rng.random()
    if not day:
        year += rng.choice((-3, -2, -1, -1, 1, 1, 2, 3)) if chance < 0.18 * wrong else 0
        return f"{year}-01-01" if rng.random() < 0.4 else f"{year}"
    if chance < 0.10 * wrong:
        return f"{year}" if rng.random() < 0.6 else f"{year}-01-01"
    if chance < 0.14 * wrong and day <= 12:
        month, day = day, month
    elif chance < 0.18 * wrong:
        day = min(28, max(1, day + rng.choice((-10, -1, 1, 10))))
    elif chance < 0.23 * wrong:
        year += rng.choice((-10, -2, -1, 1, 2, 10))
    return f"{year}-{month:02d}-{day:02d}"


def _place(rng: random.Random, country: _Country, person: Person, wrong: float) -> tuple[str, str]:
    region, commune = person.region, person.commune
    if rng.random() < 0.16 * wrong:
        region = country.regions.draw(rng) if rng.random() < 0.6 else region
        commune = rng.choice(country.communes[region])
    if rng.random() < 0.12 * wrong:
        commune = (
            names.misheard(rng, commune) if not commune.startswith("Commune ") else f"commune {commune[8:].lower()}"
        )
    if rng.random() < 0.15:
        commune = ""
    return ("" if rng.random() < 0.03 else region), commune


def _phone(rng: random.Random, country: _Country, person: Person, wrong: float) -> str:
    number, chance = person.phone, rng.random()
    if chance < 0.30 * wrong:
        number = country.phone()
    elif chance < 0.40 * wrong:
        number = ""
    elif chance < 0.46 * wrong:
        number = person.home_phone
    elif chance < 0.50 * wrong and number:
        at = rng.randrange(1, 8)
        number = number[:at] + rng.choice("0123456789") + number[at + 1 :]
    if number and rng.random() < 0.3:
        number = f"+223 {number[:2]} {number[2:4]} {number[4:6]} {number[6:]}"
    return number


def _national(rng: random.Random, person: Person, clean: bool) -> str:
    number = person.national
    if number and not clean:
        if rng.random() < 0.45:
            return ""
        if rng.random() < 0.03:
            at = rng.randrange(3, 11)
            number = number[:at] + rng.choice("0123456789") + number[at + 1 :]
    return number


def _mother(rng: random.Random, person: Person, wrong: float) -> str:
    if rng.random() < 0.35:
        return ""
    words = [names.misheard(rng, word) if rng.random() < 0.22 * wrong else word for word in person.mother.split()]
    if rng.random() < 0.12 * wrong:
        return words[0]
    return " ".join(reversed(words) if rng.random() < 0.06 * wrong else words)
