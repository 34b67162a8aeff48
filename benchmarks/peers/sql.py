"""What the two databases have in common: columns for SQL, and one offer as SQL text."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..questions import Prepared, Question
from ..register.people import People
from ..register.vocabulary import Vocabulary

WORD_BITS = 31
WORDS = 97
"""Words of 31 bits (signed in SQL) that hold the 3000 skills."""

TIE_BITS = 21
LOW_BITS = 21
_TIE_MASK = (1 << TIE_BITS) - 1


def skill_words(people: People) -> dict[str, npt.NDArray[np.int32]]:
    """Return columns ``w0``…: bit b of word w of a person is skill 31·w + b, so that a skill is one test of one column."""
    rows = np.repeat(np.arange(len(people), dtype=np.int32), np.diff(people.skill_starts))
    order = np.argsort(people.skills, kind="stable")
    rows, skills = rows[order], people.skills[order].astype(np.int64)
    edges = np.searchsorted(skills, np.arange(WORDS + 1) * WORD_BITS)
    words = {}
    for word, (start, end) in enumerate(itertools.pairwise(edges)):
        bits = np.exp2(skills[start:end] - word * WORD_BITS)
        words[f"w{word}"] = np.bincount(rows[start:end], bits, len(people)).astype(np.int32)
    return words


def columns(words: Vocabulary, people: People, prepared: Prepared) -> dict[str, npt.NDArray[np.generic]]:
    """Return the columns by name, but for the skills. g1–g3 are unit groups as numbers, -1 where not declared."""
    groups = np.array([*map(int, words.groups), -1], np.int16)
    return {
        "tie": prepared.tie,
        "places": prepared.places.view(np.int32),
        "majors": prepared.majors.astype(np.int16),
        "free": np.asarray(people.available_from),
        "education": people.education.astype(np.int16),
        "licences": people.licences.astype(np.int16),
        "birthday": prepared.birthday,
        "region": people.region.astype(np.int16),
        **{f"g{place + 1}": groups[people.occupations[place]] for place in range(3)},
        **{f"y{place + 1}": people.years[place].astype(np.int32) for place in range(3)},
        **{f"l{place}": people.languages[place].astype(np.int16) for place in range(len(words.languages))},
    }


def signed(bit: int) -> int:
    """Return a 32-bit word as SQL's signed integers have it."""
    return bit - (1 << 32) if bit >> 31 else bit


@dataclass(frozen=True)
class Dialect:
    """Where the databases part: whole division, how one skill is tested, what keeps a subquery from being written out
    once for every use of its columns."""

    divide: str
    has_skill: str
    fence: str = ""
    count: str = ""

    def held(self, skills: Sequence[int]) -> str:
        """Return how many of the skills are held: by `count`, a test of all at once, or one after the other."""
        if self.count and skills:
            return self.count.format(skills=",".join(map(str, sorted(skills))))
        return _sum([self.skill(skill) for skill in skills])

    def skill(self, number: int) -> str:
        """Return the test of one skill, true where it is held."""
        word, bit = divmod(number, WORD_BITS)
        return self.has_skill.format(word=word, mask=1 << bit, skill=number)


WORD_TEST = "(w{word} & {mask}) <> 0"


def closeness(groups: Sequence[int], column: str) -> str:
    """Return O of a column of unit groups: a prefix in common is a range of numbers."""
    lines = []
    for tail, worth in ((1, 1000), (10, 600), (100, 300), (1000, 100)):
        starts = sorted({group // tail * tail for group in groups})
        tests = [f"{column} = {a}" if tail == 1 else f"{column} BETWEEN {a} AND {a + tail - 1}" for a in starts]
        lines.append(f"WHEN {' OR '.join(tests)} THEN {worth}")
    return f"CASE {' '.join(lines)} ELSE 0 END"


def conditions(question: Question, dialect: Dialect) -> list[str]:
    """Return every condition but OCCUPATION and YEARS."""
    found = [f"(places & {signed(question.place_bit)}) <> 0", f"free <= {question.starts_on}"]
    if question.education:
        found.append(f"education >= {question.education}")
    if question.licences:
        found.append(f"(licences & {question.licences}) = {question.licences}")
    if question.born_upto is not None or question.born_after is not None:
        found.append(f"birthday > {max(question.born_after or 0, 0)}")
    if question.born_upto is not None:
        found.append(f"birthday <= {question.born_upto}")
    found += [f"l{language} >= {level}" for language, level in question.languages_required]
    return found + [dialect.skill(skill) for skill in question.skills_required]


def _sum(tests: Sequence[str]) -> str:
    return " + ".join(f"CASE WHEN {test} THEN 1 ELSE 0 END" for test in tests) or "0"


def _share(column: str, wanted: int, divide: str) -> str:
    return f"(1000 * {column} {divide} {wanted})" if wanted else "1000"


def _place(question: Question) -> str:
    """Return P halved twice: 2 in the offer's region or abroad, 1 where the regions touch, else 0."""
    if question.place_worths is None:
        return "2"
    home = int(np.flatnonzero(question.place_worths == 1000)[0])
    touching = ", ".join(map(str, np.flatnonzero(question.place_worths == 500).tolist())) or "-1"
    return f"CASE WHEN region = {home} THEN 2 WHEN region IN ({touching}) THEN 1 ELSE 0 END"


def _worth(question: Question, divide: str) -> str:
    """Return the worth of the occupation that counts, of o1–o3: ((45·O + 10·E)·4 + place from the last)·1024 + O.

    An occupation without O is worth 0, whatever the years in it.
    """
    terms = []
    for place in (1, 2, 3):
        e = f"least(1000, 1000 * y{place} {divide} {question.need})"
        terms.append(f"(o{place} > 0)::int * (((45 * o{place} + 10 * {e}) * 4 + {3 - place}) * 1024 + o{place})")
    return f"greatest({', '.join(terms)})"


def scored(question: Question, source: str, dialect: Dialect, extra: Sequence[str], names: str) -> str:
    """Return a SELECT of `names` and o, s, e, l, p (in the form of `_place`), held and spoken, of the eligible rows.

    `source` holds only people with a first digit in common with the offer, or `extra` says so: their O is above 0.
    """
    divide = dialect.divide
    held = dialect.held(question.skills_wanted)
    spoken = _sum([f"l{place} >= {level}" for place, level in question.languages_wanted])
    tests = " AND ".join([*extra, *conditions(question, dialect)])
    o = ", ".join(f"{closeness(question.groups, f'g{place}')} AS o{place}" for place in (1, 2, 3))
    first = f"SELECT {names}, y1, y2, y3, {o}, {held} AS held, {spoken} AS spoken, {_place(question)} AS p"
    first += f" FROM {source} WHERE {tests}{dialect.fence}"
    second = f"SELECT {names}, {_worth(question, divide)} AS v, held, spoken, p FROM ({first}) AS near{dialect.fence}"
    third = (
        f"SELECT {names}, v & 1023 AS o, {_share('held', len(question.skills_wanted), divide)} AS s, "
        f"((v >> 12) - 45 * (v & 1023)) {divide} 10 AS e, "
        f"{_share('spoken', len(question.languages_wanted), divide)} AS l, p, held, spoken FROM ({second}) AS worthy"
    )
    return f"SELECT * FROM ({third}) AS told WHERE e = 1000" if question.strict else third


def score(weights: Sequence[int]) -> str:
    """Return the score of `scored` rows."""
    first, second, third, fourth, fifth = weights
    return f"({first} * o + {second} * s + {third} * e + {fourth} * l + {fifth * 500} * p)"


def key(weights: Sequence[int]) -> str:
    """Return one whole number that sorts as the contract orders people, greatest first, and still tells the parts.

    From high to low: score, place among ties (reversed), then what the parts are made from. No two people share a place,
    so the low bits never decide.
    """
    # In SQL << and | bind alike, so everything stands in brackets.
    low = "((o // 250)::bigint << 18) | (e::bigint << 8) | (held::bigint << 4) | (spoken::bigint << 2) | p::bigint"
    return (
        f"({score(weights)}::bigint << {TIE_BITS + LOW_BITS}) | (({_TIE_MASK} - tie)::bigint << {LOW_BITS}) | ({low})"
    )


def decode(question: Question, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return tie, score and (k, 5) parts of keys."""
    low = keys & ((1 << LOW_BITS) - 1)
    o = np.array([100, 300, 600, 0, 1000])[low >> 18]
    held, spoken = (low >> 4) & 15, (low >> 2) & 3
    s = 1000 * held // len(question.skills_wanted) if question.skills_wanted else np.full(len(keys), 1000)
    languages = len(question.languages_wanted)
    shares = 1000 * spoken // languages if languages else np.full(len(keys), 1000)
    parts = np.column_stack((o, s, (low >> 8) & 1023, shares, (low & 3) * 500))
    return _TIE_MASK - ((keys >> LOW_BITS) & _TIE_MASK), keys >> (LOW_BITS + TIE_BITS), parts
