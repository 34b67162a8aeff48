"""Offers drawn from a seed, in the words of the file of offers (engine.md): codes, ISO days, nothing worked out."""

from datetime import date, timedelta
from random import Random
from typing import TypedDict

from .vocabulary import POOL, SKILLS, Vocabulary, skill_code

_FIRST_START = date(2026, 12, 1)
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
_ABROAD = {"ES": "es", "FR": "fr", "IT": "fr", "SA": "ar", "AE": "en", "QA": "en", "KW": "ar", "CA": "fr", "MR": "ar"}
_SCHOOLING = ((3, 4), (5, 6), (5, 6), (4, 5), (3, 4), (1, 2), (1, 1), (1, 2), (1, 2), (1, 1))


class Asked(TypedDict):
    """One offer as the engine's `Offer` takes it, but for dates (ISO) and languages (pairs of code and level)."""

    id: str
    occupation: str
    starts_on: str
    region: str
    country: str
    alternatives: list[str]
    min_years: int | None
    min_years_strict: bool
    skills_required: list[str]
    skills_wanted: list[str]
    languages_required: list[list[str]]
    languages_wanted: list[list[str]]
    min_education: int
    licences: list[str]
    min_age: int | None
    max_age: int | None


def _group(words: Vocabulary, source: Random) -> str:
    """Draw a unit group: four of five as people's occupations are, the fifth any, so that rare ones come too."""
    if source.random() < 0.2:
        return source.choice(words.groups)
    return source.choices(words.groups, words.group_shares.tolist())[0]


def _alternatives(words: Vocabulary, source: Random, group: str) -> list[str]:
    if source.random() > 0.3:
        return []
    near = [other for other in words.groups if other[:2] == group[:2] and other != group]
    found = source.sample(near, min(len(near), source.choice((1, 1, 2))))
    if source.random() < 0.2:
        found.append(_group(words, source))
    return list(dict.fromkeys(found))


def _skills(words: Vocabulary, source: Random, group: str, count: int, power: float) -> list[str]:
    """Draw skills out of the pool of the unit group, one in five of any."""
    pool = words.pools[words.groups.index(group)]
    drawn = [
        int(pool[int(POOL * source.random() ** power)]) if source.random() < 0.8 else int(SKILLS * source.random() ** 2)
        for _ in range(count)
    ]
    return [skill_code(number) for number in dict.fromkeys(drawn)]


def _languages(source: Random, country: str) -> tuple[list[list[str]], list[list[str]]]:
    """Draw (required, wanted) languages with levels; a code may be wanted above the level that is required."""
    required, wanted = [], []
    spoken = _ABROAD.get(country, "fr")
    if source.random() < 0.35:
        required.append([spoken, source.choice(_LEVELS[:4])])
        if source.random() < 0.15:
            required.append(["bm", source.choice(_LEVELS[:3])])
    if source.random() < 0.4:
        wanted.append([spoken, source.choice(_LEVELS[1:5])])
        if source.random() < 0.4:
            wanted.append([source.choice(("bm", "en", "ar", "snk", "ff")), source.choice(_LEVELS[:5])])
    return required, wanted


def _ages(source: Random) -> tuple[int | None, int | None]:
    """Draw the bounds of age: few offers have any, most of those a lower one."""
    kind = source.random()
    if kind > 0.05:
        return None, None
    low, high = source.choice((18, 21, 25)), source.choice((35, 40, 45, 50))
    return (low if kind < 0.04 else None), (high if kind > 0.025 else None)


def _offer(words: Vocabulary, source: Random, number: int) -> Asked:
    group = _group(words, source)
    country = source.choices(words.countries, words.country_shares.tolist())[0] if source.random() < 0.35 else ""
    region = "" if country else source.choices(words.regions, words.region_shares.tolist())[0]
    alternatives = _alternatives(words, source, group)
    required, wanted = _languages(source, country)
    years = source.choice((None, None, None, 0, 1, 1, 2, 2, 3, 5, 7))
    low, high = _ages(source)
    return Asked(
        id=f"O{number:06d}",
        occupation=group,
        starts_on=(_FIRST_START + timedelta(days=source.randrange(212))).isoformat(),
        region=region,
        country=country,
        alternatives=alternatives,
        min_years=years,
        min_years_strict=source.random() < 0.3,
        skills_required=_skills(words, source, group, source.choices((0, 1, 2), (80, 15, 5))[0], 3.0),
        skills_wanted=_skills(words, source, group, source.choice((0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8)), 1.6),
        languages_required=required,
        languages_wanted=wanted,
        min_education=source.choice(_SCHOOLING[int(group[0])]) if source.random() < 0.4 else 0,
        licences=source.sample(words.licences[:5], 1) if source.random() < 0.1 else [],
        min_age=low,
        max_age=high,
    )


def draw_offers(words: Vocabulary, count: int, seed: int) -> list[Asked]:
    """Draw `count` offers; the same for the same seed, and the first ones whatever the count."""
    source = Random(f"offers {seed}")
    return [_offer(words, source, number) for number in range(count)]
