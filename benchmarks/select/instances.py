"""Lists of applicants and quotas drawn from a seed, the same everywhere. All of it is made up.

`campaign`: 123 overlapping quotas (20 regions with a minimum and a maximum, 60 cercles with a cap, women, women by region,
returnees, returnees by region, repeaters). `free`: any number of quotas on one to three of seven attributes.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baarasira.engine import Applicants, Attribute, Quota, Rules

SEED = "48 21 07 33 90"
_REGIONS, _CERCLES = 20, 3
_FREE = {"region": 20, "sex": 2, "age": 3, "school": 3, "trade": 3, "place": 3, "priority": 2}


class Instance(NamedTuple):
    """A list with its rules, ready for everyone."""

    applicants: Applicants
    rules: Rules


def _ids(count: int) -> list[str]:
    return [f"D-{place:07d}" for place in range(count)]


def _seats(people: int) -> int:
    return min(5000, people // 10)


def _attribute(codes: NDArray[np.int64], prefix: str, count: int) -> Attribute:
    return Attribute(codes.astype(np.int32), tuple(f"{prefix}{value:02d}" for value in range(count)))


def _flag(values: NDArray[np.bool_], yes: str, no: str) -> Attribute:
    return Attribute(values.astype(np.int32), (no, yes))


def campaign(people: int, seed: int) -> Instance:
    """Draw a national campaign: 5,000 seats (a tenth of a small list), 123 quotas that hold together."""
    random = np.random.default_rng((seed, people, 1))
    share = 1 / (np.arange(_REGIONS) + 2.0)
    share /= share.sum()
    within = np.array([0.5, 0.3, 0.2])
    region = random.choice(_REGIONS, people, p=share)
    cercle = region * _CERCLES + random.choice(_CERCLES, people, p=within)
    woman = random.random(people) < 0.33
    returnee = random.random(people) < 0.10
    repeater = random.random(people) < 0.08
    level = 50_000 + random.normal(0, 4_000, _REGIONS)[region] - 3_000 * woman - 5_000 * returnee
    scores = np.clip(np.rint(random.normal(level, 15_000)), 0, 100_000).astype(np.int64)
    attributes = {
        "region": _attribute(region, "R", _REGIONS),
        "cercle": _attribute(cercle, "C", _REGIONS * _CERCLES),
        "sex": _flag(woman, "F", "M"),
        "returnee": _flag(returnee, "1", "0"),
        "repeater": _flag(repeater, "1", "0"),
    }
    return Instance(Applicants(_ids(people), scores, attributes), campaign_rules(_seats(people), share, within))


def campaign_rules(seats: int, share: NDArray[np.float64], within: NDArray[np.float64]) -> Rules:
    """Return the 123 quotas of a campaign."""
    quotas: list[Quota] = []
    for region, weight in enumerate(share):
        name, fair = f"R{region:02d}", seats * weight
        quotas.append(Quota(name, {"region": (name,)}, int(0.7 * fair), int(1.25 * fair) + 1))
        quotas.append(Quota(f"women {name}", {"region": (name,), "sex": ("F",)}, int(0.7 * 0.3 * fair)))
        quotas.append(Quota(f"returnees {name}", {"region": (name,), "returnee": ("1",)}, int(0.7 * 0.1 * fair)))
        for cercle, part in enumerate(within):
            code = f"C{region * _CERCLES + cercle:02d}"
            quotas.append(Quota(code, {"cercle": (code,)}, None, int(1.15 * fair * part) + 1))
    quotas.append(Quota("women", {"sex": ("F",)}, minimum_share=Fraction(40, 100)))
    quotas.append(Quota("returnees", {"returnee": ("1",)}, minimum_share=Fraction(15, 100)))
    quotas.append(Quota("repeaters", {"repeater": ("1",)}, minimum_share=Fraction(10, 100)))
    return Rules(seats, SEED, tuple(quotas))


def free(people: int, quotas: int, seed: int) -> Instance:
    """Draw quotas on one to three of seven attributes, minimum and maximum around what another good choice would hold."""
    random = np.random.default_rng((seed, people, 2))
    codes = {name: random.choice(count, people, p=_leaning(count)) for name, count in _FREE.items()}
    effects = {name: random.normal(0, 3_000, count) for name, count in _FREE.items()}
    level = 50_000 + sum(effects[name][codes[name]] for name in _FREE)
    scores = np.clip(np.rint(random.normal(level, 12_000)), 0, 100_000).astype(np.int64)
    attributes = {name: _attribute(codes[name], name[0], count) for name, count in _FREE.items()}
    other = scores - level * 0.7 + random.normal(0, 6_000, people)
    chosen = np.argpartition(-other, _seats(people))[: _seats(people)]
    found = [_around(place, random, codes, attributes, chosen) for place in range(quotas)]
    return Instance(Applicants(_ids(people), scores, attributes), Rules(_seats(people), SEED, tuple(found)))


def _leaning(count: int) -> NDArray[np.float64]:
    weights = 1 / (np.arange(count) + 2.0)
    return np.asarray(weights / weights.sum())


def _around(
    place: int,
    random: np.random.Generator,
    codes: dict[str, NDArray[np.int64]],
    attributes: dict[str, Attribute],
    chosen: NDArray[np.int64],
) -> Quota:
    names: Sequence[str] = random.choice(list(_FREE), random.integers(1, 4), replace=False).tolist()
    values = {name: int(random.integers(_FREE[name])) for name in names}
    matching = np.logical_and.reduce([codes[name][chosen] == value for name, value in values.items()])
    count = int(matching.sum())
    where = {name: (attributes[name].values[value],) for name, value in values.items()}
    slack = max(1, count // 20)
    return Quota(f"q{place:03d}", where, max(0, count - slack), count + slack)


def contradictory(people: int, seed: int) -> Instance:
    """Draw the campaign with 31 quotas more, three of which cannot hold together."""
    applicants, rules = campaign(people, seed)
    seats = rules.seats
    extra = [
        Quota(f"room {place}", {"cercle": (f"C{place:02d}", f"C{place + 1:02d}")}, 0, seats) for place in range(28)
    ]
    extra.append(Quota("women out of the north", {"sex": ("F",), "returnee": ("0",)}, None, int(0.25 * seats)))
    extra.append(Quota("women returned", {"sex": ("F",), "returnee": ("1",)}, None, int(0.10 * seats)))
    extra.append(Quota("women, half", {"sex": ("F",)}, int(0.5 * seats)))
    return Instance(applicants, Rules(seats, SEED, (*rules.quotas, *extra)))
