"""The words of the generated register and how common each is: unit groups, skills, regions, countries, languages."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]

ANY = "*"
SKILLS = 3000
POOL = 30
"""Skills of the pool of one unit group."""

# Majors of ISCO-08 → share of first occupations. Farming (6), trade and services (5) and crafts (7) are 60 %.
MAJOR_SHARES = {
    "6": 0.30,
    "5": 0.16,
    "7": 0.14,
    "9": 0.13,
    "8": 0.09,
    "2": 0.06,
    "3": 0.05,
    "4": 0.04,
    "1": 0.02,
    "0": 0.01,
}
TOP_GROUP, TOP_SHARE = "6111", 0.09
REGION_SHARES = {"ML-BKO": 0.31, "ML-3": 0.10, "ML-4": 0.09, "ML-1": 0.08, "ML-2": 0.08}
COUNTRIES = {"ES": 0.2, "FR": 0.17, "SA": 0.14, "CI": 0.12, "IT": 0.08, "AE": 0.07, "QA": 0.06, "SN": 0.05}
COUNTRIES |= {"GA": 0.04, "KW": 0.03, "CA": 0.03, "MR": 0.01}
LANGUAGES = {"bm": 0.8, "fr": 0.5, "ff": 0.12, "snk": 0.08, "ses": 0.08, "ar": 0.08, "dts": 0.07, "en": 0.07}
LANGUAGES |= {"myk": 0.06, "shz": 0.05, "taq": 0.05, "mey": 0.03, "bmq": 0.03, "es": 0.02}
LICENCES = {"B": 0.14, "A": 0.10, "C": 0.05, "D": 0.03, "E": 0.03, "SOUD": 0.02, "ELEC": 0.02, "CACES-489": 0.015}

_DATA = Path(__file__).resolve().parents[2] / "src" / "baarasira" / "reference" / "data"


@dataclass(frozen=True)
class Vocabulary:
    """Codes in a fixed order, with their shares; columns of people hold places in these lists.

    pools: (groups, `POOL`) skills of each unit group, the commonest first. touching: for each region the places of those
    that touch it.
    """

    groups: tuple[str, ...]
    group_shares: Shares
    pools: npt.NDArray[np.int16]
    regions: tuple[str, ...]
    region_shares: Shares
    touching: tuple[frozenset[int], ...]
    countries: tuple[str, ...]
    country_shares: Shares
    languages: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def no_group(self) -> int:
        """The place that stands for no occupation declared."""
        return len(self.groups)

    @property
    def no_region(self) -> int:
        """The place that stands for an unknown region."""
        return len(self.regions)

    @property
    def majors(self) -> npt.NDArray[np.int8]:
        """First digit of every unit group."""
        return np.array([int(group[0]) for group in self.groups], np.int8)


def skill_code(number: int) -> str:
    """Return the code of a skill, from its number."""
    return f"S{number:04d}"


def person_id(number: int) -> str:
    """Return the id of a person, from their number; ids of one length, so they stand in the order of the numbers."""
    return f"P{number:08d}"


def _column(file: str, *names: str) -> list[tuple[str, ...]]:
    with (_DATA / file).open(encoding="utf-8", newline="") as lines:
        return [tuple(row[name] for name in names) for row in csv.DictReader(lines)]


def _falling(count: int, power: float = 1.0) -> Shares:
    """Return Zipf shares that sum to 1."""
    weights = 1.0 / np.arange(1, count + 1) ** power
    return np.asarray(weights / weights.sum(), np.float64)


def _group_shares(groups: tuple[str, ...], source: np.random.Generator) -> Shares:
    """Return the share of each unit group: the majors as stated, Zipf inside each in an order of chance."""
    shares = np.zeros(len(groups))
    for major, share in MAJOR_SHARES.items():
        places = [place for place, group in enumerate(groups) if group[0] == major and group != TOP_GROUP]
        rest = share - TOP_SHARE if TOP_GROUP[0] == major else share
        shares[source.permutation(places)] = rest * _falling(len(places))
    shares[groups.index(TOP_GROUP)] = TOP_SHARE
    return np.asarray(shares / shares.sum(), np.float64)


def _pools(groups: tuple[str, ...], source: np.random.Generator) -> npt.NDArray[np.int16]:
    """Return the pool of each unit group: half of it out of the skills of its minor group, half of its sub-major group."""
    near = {prefix: source.choice(SKILLS, 40, replace=False) for prefix in sorted({group[:3] for group in groups})}
    wide = {prefix: source.choice(SKILLS, 80, replace=False) for prefix in sorted({group[:2] for group in groups})}
    pools = np.empty((len(groups), POOL), np.int16)
    for place, group in enumerate(groups):
        known = list(dict.fromkeys(source.permutation(near[group[:3]])[: POOL // 2].tolist()))
        others = [skill for skill in source.permutation(wide[group[:2]]).tolist() if skill not in known]
        pools[place] = source.permutation([*known, *others][:POOL])
    return pools


def _shares_of(codes: tuple[str, ...], stated: dict[str, float]) -> Shares:
    """Return shares in the order of `codes`: those stated, the rest spread in a falling row."""
    others = [code for code in codes if code not in stated]
    rest = dict(zip(others, (1 - sum(stated.values())) * _falling(len(others), 0.5), strict=True))
    return np.array([stated.get(code, rest.get(code, 0.0)) for code in codes])


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary; the same in every process."""
    source = np.random.default_rng(436)
    groups = tuple(code for code, level in _column("isco08.csv", "code", "level") if level == "4")
    pairs = _column("region_neighbours.csv", "a", "b")
    regions = tuple(sorted({code for pair in pairs for code in pair}))
    touching: list[set[int]] = [set() for _ in regions]
    for one, other in ((regions.index(a), regions.index(b)) for a, b in pairs):
        touching[one].add(other)
        touching[other].add(one)
    return Vocabulary(
        groups=groups,
        group_shares=_group_shares(groups, source),
        pools=_pools(groups, source),
        regions=regions,
        region_shares=_shares_of(regions, REGION_SHARES),
        touching=tuple(map(frozenset, touching)),
        countries=tuple(COUNTRIES),
        country_shares=np.array(list(COUNTRIES.values())),
        languages=tuple(LANGUAGES),
        licences=tuple(LICENCES),
    )
