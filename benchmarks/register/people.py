"""People drawn from a seed, straight to columns: a million in seconds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .vocabulary import LANGUAGES, LICENCES, POOL, SKILLS, Vocabulary

ANY_REGION = 31
ANY_COUNTRY = 15
"""The bit that stands for all regions, for all countries."""

_BLOCK = 100_000
_MOST_SKILLS = 15

# Shares of ISCED 0–8 by the first digit of the first occupation.
_LITTLE = (0.45, 0.22, 0.15, 0.10, 0.03, 0.02, 0.02, 0.007, 0.003)
_SOME = (0.30, 0.22, 0.20, 0.15, 0.06, 0.04, 0.02, 0.007, 0.003)
_MIDDLE = (0.03, 0.07, 0.15, 0.35, 0.15, 0.12, 0.09, 0.03, 0.01)
_HIGH = (0.0, 0.01, 0.04, 0.10, 0.10, 0.20, 0.30, 0.20, 0.05)
_EDUCATION = (_MIDDLE, _HIGH, _HIGH, _MIDDLE, _MIDDLE, _SOME, _LITTLE, _SOME, _SOME, _LITTLE)


def picks(source: np.random.Generator, shares: npt.ArrayLike, count: int) -> npt.NDArray[np.intp]:
    """Return `count` places drawn with these shares."""
    edges = np.cumsum(np.asarray(shares, np.float64))
    return np.searchsorted(edges / edges[-1], source.random(count), side="right")


def numbers_of_days(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int32]:
    """Return YYYYMMDD of days."""
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.asarray((years.astype(np.int64) + 1970) * 10_000 + month * 100 + day, np.int32)


def _days(source: np.random.Generator, first: str, last: str, count: int) -> npt.NDArray[np.int32]:
    start, end = np.datetime64(first, "D"), np.datetime64(last, "D")
    return numbers_of_days(start + source.integers(0, int((end - start).astype(int)) + 1, count))


def _occupations(
    words: Vocabulary, source: np.random.Generator, count: int
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int8]]:
    """Return (3, count) places of unit groups, none twice and no gap before one, and the years in each."""
    first = picks(source, words.group_shares, count)
    columns = np.full((3, count), words.no_group, np.int16)
    columns[0] = first
    many = source.random(count)
    for place, share in ((1, 0.45), (2, 0.15)):
        # Half of the further occupations stand close to the first one in the list, the others anywhere.
        near = np.clip(first + source.integers(-4, 5, count), 0, len(words.groups) - 1)
        other = np.where(source.random(count) < 0.5, near, picks(source, words.group_shares, count))
        new = (many < share) & (columns[:place] != other).all(axis=0) & (columns[place - 1] != words.no_group)
        columns[place, new] = other[new]
    columns[:, source.random(count) < 0.01] = words.no_group
    years = np.minimum(source.geometric(0.18, (3, count)) - 1, 40).astype(np.int8)
    years[columns == words.no_group] = 0
    return columns, years


def _skills(
    words: Vocabulary, source: np.random.Generator, first: npt.NDArray[np.int16]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int16]]:
    """Return how many skills each person holds, and all of them, person after person, each once."""
    count = len(first)
    shape = (count, _MOST_SKILLS)
    own = words.pools[np.minimum(first, len(words.groups) - 1)]
    places = (POOL * source.random(shape, np.float32) ** 1.6).astype(np.intp)
    anything = (SKILLS * source.random(shape, np.float32) ** 2).astype(np.int16)
    drawn = np.where(source.random(shape, np.float32) < 0.7, np.take_along_axis(own, places, 1), anything)
    drawn[np.arange(_MOST_SKILLS) >= source.integers(6, _MOST_SKILLS + 1, count)[:, None]] = SKILLS
    drawn.sort(axis=1)
    kept = drawn < SKILLS
    kept[:, 1:] &= drawn[:, 1:] != drawn[:, :-1]
    return kept.sum(axis=1), drawn[kept]


def _languages(words: Vocabulary, source: np.random.Generator, education: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """Return (languages, count) levels 0–6; schooling raises the level of French and English."""
    count = len(education)
    levels = np.zeros((len(words.languages), count), np.int8)
    for place, code in enumerate(words.languages):
        schooled = code in ("fr", "en", "es")
        level = source.integers(1, 4, count) + education * 0.5 if schooled else 7 - source.geometric(0.5, count)
        spoken = source.random(count) < LANGUAGES[code]
        levels[place, spoken] = np.clip(level, 1, 6).astype(np.int8)[spoken]
    return levels


def _wishes(
    source: np.random.Generator, shares: npt.ArrayLike, every: float, some: float, any_bit: int, count: int
) -> npt.NDArray[np.uint32]:
    """Return sets as bits: a share `every` of people has the bit of all, a share `some` one to three places."""
    kind, how_many = source.random(count), source.integers(1, 4, count)
    bits = np.zeros(count, np.uint32)
    for turn in range(3):
        more = (kind < some) & (how_many > turn)
        bits[more] |= np.uint32(1) << picks(source, shares, int(more.sum())).astype(np.uint32)
    bits[kind > 1 - every] = np.uint32(1 << any_bit)
    return bits


def _education(words: Vocabulary, source: np.random.Generator, first: npt.NDArray[np.int16]) -> npt.NDArray[np.int8]:
    majors = np.append(words.majors, 9)[first]
    education = np.zeros(len(first), np.int8)
    for major, shares in enumerate(_EDUCATION):
        these = majors == major
        education[these] = picks(source, shares, int(these.sum()))
    return education


def _born(source: np.random.Generator, count: int) -> npt.NDArray[np.int32]:
    """Return YYYYMMDD, YYYY0000 where the year alone is known (12 %), 0 where nothing is (1 %)."""
    days_old = (16 * 365 + source.gamma(2.2, 6.5 * 365, count)).astype(np.int64)
    born = numbers_of_days(np.datetime64("2026-11-01", "D") - np.minimum(days_old, 75 * 365))
    kind = source.random(count)
    born[kind < 0.12] = born[kind < 0.12] // 10_000 * 10_000
    born[kind > 0.99] = 0
    return born


def _mostly(source: np.random.Generator, column: npt.NDArray[np.int32], share: float) -> npt.NDArray[np.int32]:
    """Return the column with a share of it set to 0, for not known."""
    column[source.random(len(column)) < share] = 0
    return column


def _block(words: Vocabulary, source: np.random.Generator, count: int) -> dict[str, npt.NDArray[np.generic]]:
    occupations, years = _occupations(words, source, count)
    held, skills = _skills(words, source, occupations[0])
    education = _education(words, source, occupations[0])
    region = picks(source, words.region_shares, count).astype(np.int8)
    region[source.random(count) < 0.005] = words.no_region
    licences = np.zeros(count, np.uint8)
    for bit, code in enumerate(words.licences):
        licences[source.random(count) < LICENCES[code]] |= np.uint8(1 << bit)
    return {
        "occupations": occupations,
        "years": years,
        "skills_held": held.astype(np.int64),
        "skills": skills,
        "languages": _languages(words, source, education),
        "education": education,
        "region": region,
        "mobility": _wishes(source, words.region_shares, 0.25, 0.3, ANY_REGION, count),
        "destinations": _wishes(source, words.country_shares, 0.12, 0.28, ANY_COUNTRY, count).astype(np.uint16),
        "licences": licences,
        "born": _born(source, count),
        "available_from": _mostly(source, _days(source, "2026-06-01", "2027-09-30", count), 0.7),
        "registered_on": _mostly(source, _days(source, "2019-01-02", "2026-10-30", count), 0.01),
    }


@dataclass(frozen=True, eq=False)
class People:
    """n people as columns; a row is a person. Codes are places in the lists of `Vocabulary`.

    number: (n,) of the id. occupations, years: (3, n), `no_group` where not declared. skill_starts: (n + 1,) into skills.
    languages: (languages, n) levels 0–6. mobility, destinations: bits of places, with a bit for all (`ANY_REGION`,
    `ANY_COUNTRY`). licences: bits. born: YYYYMMDD, YYYY0000 or 0; available_from, registered_on: YYYYMMDD or 0.
    """

    number: npt.NDArray[np.int32]
    occupations: npt.NDArray[np.int16]
    years: npt.NDArray[np.int8]
    skill_starts: npt.NDArray[np.int64]
    skills: npt.NDArray[np.int16]
    languages: npt.NDArray[np.int8]
    education: npt.NDArray[np.int8]
    region: npt.NDArray[np.int8]
    mobility: npt.NDArray[np.uint32]
    destinations: npt.NDArray[np.uint16]
    licences: npt.NDArray[np.uint8]
    born: npt.NDArray[np.int32]
    available_from: npt.NDArray[np.int32]
    registered_on: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.number)


def _blocks(words: Vocabulary, source: np.random.Generator, count: int) -> Iterator[dict[str, npt.NDArray[np.generic]]]:
    for start in range(0, count, _BLOCK):
        yield _block(words, source, min(_BLOCK, count - start))


def draw_people(words: Vocabulary, count: int, seed: int) -> People:
    """Draw `count` people; the same for the same seed. The order of the rows says nothing of ids nor of dates."""
    source = np.random.default_rng((seed, 1))
    blocks = list(_blocks(words, source, count))
    columns: dict[str, npt.NDArray[np.generic]] = {
        name: np.concatenate([block[name] for block in blocks], axis=-1) for name in blocks[0]
    }
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(columns.pop("skills_held"))))
    return People(number=source.permutation(count).astype(np.int32), skill_starts=starts, **columns)  # type: ignore[arg-type]
