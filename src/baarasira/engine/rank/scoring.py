"""One offer put to many people at once: the nine conditions of eligibility and the five parts of the score.

Each condition is a function of (question, segment, rows) that returns one boolean per row; ranking drops rows by them one
after the other, explaining evaluates them all. All arithmetic is in whole numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from . import days
from .items import Flags, Ints, Rows
from .segment import UNIT_GROUPS, Segment
from .terms import ANY, CODES, FULL, LEVELS, MOST_OCCUPATIONS, Neighbours, Offer, Related, Weights, group_number

PREFIX_WORTH = ((1, 100), (2, 300), (3, 600), (4, FULL))
"""Digits in common → O."""

TOUCHING = 500

# Which declared occupation counts: engine.md writes these two numbers out there, apart from the weights of the score,
# so other weights do not change the choice (docs/decisions/0001-ranking-reading.md).
CHOICE_BY_OCCUPATION = 45
CHOICE_BY_EXPERIENCE = 10


class Used(NamedTuple):
    """The declared occupation that counts, per row: its place (-1 for none), its O, its E and its years."""

    place: Ints
    occupation: Ints
    experience: Ints
    years: Ints


@dataclass(frozen=True, eq=False)
class Question:
    """An offer with the settings it is ranked under; made once per offer, put to every segment."""

    offer: Offer
    weights: Weights
    neighbours: Neighbours
    related: Related

    @cached_property
    def closeness(self) -> npt.NDArray[np.int64]:
        """O of every unit group for this offer, at its number; 0 at the last place, for none declared."""
        table = np.zeros(UNIT_GROUPS + 1, np.int64)
        groups = self.offer.unit_groups
        for digits, worth in PREFIX_WORTH:
            width = 10 ** (4 - digits)
            for prefix in {group_number(group) // width for group in groups}:
                start = prefix * width
                table[start : start + width] = worth
        for group in groups:
            for other, worth in self.related.get(group, {}).items():
                number = group_number(other)
                table[number] = max(worth, int(table[number]))
        return table

    def used(self, segment: Segment, rows: Rows) -> Used:
        """Return the occupation that counts per row: greatest 45·O + 10·E among O > 0, the first declared on a tie."""
        declared_years = [segment.years[rows, place].astype(np.int64) for place in range(MOST_OCCUPATIONS)]
        best = Used(*(np.full(len(rows), start, np.int64) for start in (-1, 0, 0, 0)))
        best_worth = np.full(len(rows), -1, np.int64)
        for place, years in enumerate(declared_years):
            occupation = self.closeness[segment.occupations[rows, place]]
            experience = np.minimum(FULL, FULL * years // self.offer.need)
            worth = CHOICE_BY_OCCUPATION * occupation + CHOICE_BY_EXPERIENCE * experience
            better = (occupation > 0) & (worth > best_worth)
            best_worth[better] = worth[better]
            for column, values in zip(best, (place, occupation, experience, years), strict=True):
                np.copyto(column, values, where=better)
        return best

    def ages(self, segment: Segment, rows: Rows) -> Ints:
        """Return the completed years of each row on the day the work starts; meaningless where birth is unknown."""
        year, day = divmod(days.number_of(self.offer.starts_on), 10_000)
        born = segment.columns["birthday"][rows].astype(np.int64)
        return year - born // 10_000 - (day < born % 10_000)

    def skills_held(self, segment: Segment, rows: Rows) -> Ints:
        """Return how many of the wanted skills each row holds."""
        held = np.zeros(len(rows), np.int64)
        for code in dict.fromkeys(self.offer.skills_wanted):
            held += segment.lists["skills"].have(rows, code)
        return held

    def languages_held(self, segment: Segment, rows: Rows) -> Ints:
        """Return how many of the wanted languages each row speaks at their levels; a code may be wanted at two."""
        held = np.zeros(len(rows), np.int64)
        for code, level in dict.fromkeys(self.offer.languages_wanted):
            held += segment.lists["languages"].have(rows, code, LEVELS[level])
        return held

    def place_part(self, segment: Segment, rows: Rows) -> Ints:
        """Return P: 1000 in the offer's region or abroad, 500 where the regions touch, else 0."""
        if self.offer.foreign:
            return np.full(len(rows), FULL, np.int64)
        touching = self.neighbours.get(self.offer.region, frozenset())
        worths = dict.fromkeys(touching, TOUCHING) | {self.offer.region: FULL, "": 0}
        table = np.array([worths.get(region, 0) for region in segment.names["regions"]], np.int64)
        return table[segment.region[rows]]

    def parts(self, segment: Segment, rows: Rows, used: Used) -> Ints:
        """Return the five parts of each row, an array of shape (rows, 5) in the order O, S, E, L, P."""
        skills = len(set(self.offer.skills_wanted))
        languages = len(set(self.offer.languages_wanted))
        full = np.full(len(rows), FULL, np.int64)
        return np.column_stack(
            (
                used.occupation,
                FULL * self.skills_held(segment, rows) // skills if skills else full,
                used.experience,
                FULL * self.languages_held(segment, rows) // languages if languages else full,
                self.place_part(segment, rows),
            )
        )

    def scores(self, parts: Ints) -> Ints:
        """Return the score of each row of parts."""
        return parts @ np.array(self.weights, np.int64)


def _all_rows(rows: Rows) -> Flags:
    return np.ones(len(rows), np.bool_)


def has_skills(question: Question, segment: Segment, rows: Rows) -> Flags:
    """Every required skill is held."""
    flags = _all_rows(rows)
    for code in question.offer.skills_required:
        flags &= segment.lists["skills"].have(rows, code)
    return flags


def has_languages(question: Question, segment: Segment, rows: Rows) -> Flags:
    """Every required language is spoken at its level or above."""
    flags = _all_rows(rows)
    for code, level in question.offer.languages_required:
        flags &= segment.lists["languages"].have(rows, code, LEVELS[level])
    return flags


def has_education(question: Question, segment: Segment, rows: Rows) -> Flags:
    """The level of education is reached."""
    return np.asarray(segment.columns["education"][rows] >= question.offer.min_education, np.bool_)


def has_licences(question: Question, segment: Segment, rows: Rows) -> Flags:
    """Every required licence is held."""
    flags = _all_rows(rows)
    for code in question.offer.licences:
        flags &= segment.lists["licences"].have(rows, code)
    return flags


def is_in_place(question: Question, segment: Segment, rows: Rows) -> Flags:
    """The person lives in the offer's region or would move there; for a foreign offer, would go to its country."""
    offer = question.offer
    if offer.foreign:
        countries = segment.lists["destinations"]
        return countries.have(rows, offer.country) | countries.have(rows, ANY)
    here = np.array([region == offer.region for region in segment.names["regions"]], np.bool_)
    regions = segment.lists["mobility"]
    would_move = regions.have(rows, offer.region) | regions.have(rows, ANY)
    return np.asarray(here[segment.region[rows]] | would_move, np.bool_)


def is_available(question: Question, segment: Segment, rows: Rows) -> Flags:
    """The person is free on the day the work starts."""
    return np.asarray(segment.columns["available_from"][rows] <= days.number_of(question.offer.starts_on), np.bool_)


def is_of_age(question: Question, segment: Segment, rows: Rows) -> Flags:
    """With a bound given, the birth is known and the completed years on the first day lie within the bounds."""
    low, high = question.offer.min_age, question.offer.max_age
    if low is None and high is None:
        return _all_rows(rows)
    flags = np.asarray(segment.columns["birthday"][rows] > 0, np.bool_)
    ages = question.ages(segment, rows)
    if low is not None:
        flags &= ages >= low
    if high is not None:
        flags &= ages <= high
    return flags


def has_years(question: Question, used: Used) -> Flags:
    """The years of the occupation used reach a strict minimum; true where none counts (OCCUPATION says that)."""
    offer = question.offer
    if not offer.min_years_strict or not offer.min_years:
        return np.ones(len(used.place), np.bool_)
    return np.asarray((used.years >= offer.min_years) | (used.place < 0), np.bool_)


Condition = Callable[[Question, Segment, Rows], Flags]

CONDITIONS: Mapping[str, Condition] = {
    "PLACE": is_in_place,
    "DATE": is_available,
    "EDUCATION": has_education,
    "LICENCE": has_licences,
    "AGE": is_of_age,
    "SKILL": has_skills,
    "LANGUAGE": has_languages,
}
"""The conditions that need no occupation, the cheapest first."""


def failing(question: Question, segment: Segment, rows: Rows, used: Used) -> npt.NDArray[np.bool_]:
    """Return which conditions fail, an array of shape (9, rows) in the order of `CODES`."""
    holds = {code: condition(question, segment, rows) for code, condition in CONDITIONS.items()}
    holds["OCCUPATION"] = np.asarray(used.place >= 0, np.bool_)
    holds["YEARS"] = has_years(question, used)
    return ~np.stack([holds[code] for code in CODES])
