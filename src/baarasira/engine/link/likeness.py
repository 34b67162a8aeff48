"""How likely it is that the file of one person and some others are one person: the model of whole registers, for a few files.

The weight of an agreement depends on how rare the value is: sharing the surname Traoré says little, sharing Guindo says
more. How rare names are is told by the register (`Frequencies`); the rest is as `linking` compares a whole file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from .comparing import compare
from .parameters import DUPLICATES_AT_THE_DESK, Model
from .records import Records, encode
from .scoring import odds, probability, reasons


@dataclass(frozen=True, slots=True)
class Identity:
    """What is compared of one person; an empty value is not known.

    `born` is a full date, `birth_year` the year alone; 1 January counts as a year alone, as registries write it for an
    unknown day. `phones` are numbers in any form; `national_id` is any text equal for equal numbers (a fingerprint will do).
    """

    given_names: str = ""
    surname: str = ""
    born: date | None = None
    birth_year: int | None = None
    sex: str = ""
    region: str = ""
    commune: str = ""
    phones: frozenset[str] = frozenset()
    national_id: str = ""
    mother_name: str = ""

    @property
    def year(self) -> int | None:
        """The birth year, from the date where there is one."""
        return self.born.year if self.born is not None else self.birth_year

    @property
    def day(self) -> tuple[int, int] | None:
        """The month and day of birth when they are truly known."""
        if self.born is None or (self.born.month, self.born.day) == (1, 1):
            return None
        return self.born.month, self.born.day


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many of `people` bear a name: canonical word → count. A word that is absent counts as borne once."""

    people: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The probability (0 to 1) that two files are one person, and the codes of the reasons for it (`scoring.CODES`)."""

    probability: float
    reasons: tuple[str, ...]


def likeness(left: Identity, right: Identity, frequencies: Frequencies, model: Model | None = None) -> Likeness:
    """Compare two people; symmetric in its first two arguments."""
    return likenesses(left, [right], frequencies, model)[0]


def likenesses(
    one: Identity, others: Sequence[Identity], frequencies: Frequencies, model: Model | None = None
) -> list[Likeness]:
    """Compare one person with each of the others, by the figures carried, or by those of a model learned from a register."""
    used = model or Model(duplicates=DUPLICATES_AT_THE_DESK, whole=True)
    records = _records([one, *others], frequencies)
    right = np.arange(1, len(others) + 1)
    evidence = compare(records, np.zeros(len(others), np.int64), right)
    found = probability(used, odds(used, frequencies.people, evidence)).tolist()
    told = evidence.levels.T.tolist()
    return [Likeness(share, reasons(levels)) for share, levels in zip(found, told, strict=True)]


def _records(people: Sequence[Identity], frequencies: Frequencies) -> Records:
    columns = {
        "given_names": [person.given_names for person in people],
        "surname": [person.surname for person in people],
        "born": [_born(person) for person in people],
        "sex": [person.sex for person in people],
        "region": [person.region for person in people],
        "commune": [person.commune for person in people],
        "phone": ["/".join(sorted(person.phones)) for person in people],
        "national_id": [person.national_id for person in people],
        "mother_name": [person.mother_name for person in people],
    }
    ids = [f"{place:06d}" for place in range(len(people))]
    return encode(ids, columns, frequencies.people, frequencies.counts)


def _born(person: Identity) -> str:
    if person.born is not None:
        return person.born.isoformat()
    return "" if person.birth_year is None else f"{person.birth_year:04d}"
