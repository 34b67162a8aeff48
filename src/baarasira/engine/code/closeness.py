"""How near unit groups are by the skills their occupations use (issue 8): whole 0–1000, symmetric.

A skill that few groups use says much, one that all use (« travailler en équipe ») nothing. Each group is a list of weights, one
a skill; the angle between two lists says how much of their work is the same. What an angle is worth is read off the published
classification itself: of the pairs that share three digits, worth 600 in `rank`, the nearest tenth stands at 600 and above. (Most
minor groups hold quite different work, so that their middle would call half of a trade's site near.) « Non classés ailleurs »
gathers what has no group: such a group is near nobody.
"""

from collections.abc import Collection, Iterable, Sequence
from math import isqrt
from typing import NamedTuple

import numpy as np

from .weights import Numbers, rarities

# What three equal digits are worth in `rank` (engine.md), and the least that is said: two equal digits.
_THREE_DIGITS, _LEAST = 600, 300
# Never the same occupation, however alike the lists of skills are.
_MOST = 900
# A group has at most this many near ones by its own count; more only where others count it among theirs.
_NEAREST = 12
# Where among the pairs of one minor group, by nearness, 600 stands: at nine tenths.
_NINE, _TENTHS = 9, 10
# A list of fewer skills is too short to compare.
_LEAST_SKILLS = 10
_ESSENTIAL, _OPTIONAL = 3, 2
_FINE = 1000


class SkillUse(NamedTuple):
    """A skill that occupations of a unit group use: how many of them, and whether one of them cannot do without."""

    group: str
    skill: str
    occupations: int
    essential: bool


class Near(NamedTuple):
    """Two unit groups, a before b by code, and how near they are (1–1000)."""

    a: str
    b: str
    closeness: int


def near_groups(uses: Iterable[SkillUse], apart: Collection[str] = ()) -> list[Near]:
    """Return the pairs of groups that are near, by code; each pair once.

    uses: each (group, skill) once, in any order. apart: groups that are near nobody (« non classés ailleurs »).
    """
    kept = sorted(use for use in uses if use.group not in apart)
    groups = sorted({use.group for use in kept})
    if not groups:
        return []
    worth = _worth(_angles(kept, groups), groups)
    return [
        Near(groups[left], groups[right], int(worth[left, right]))
        for left, right in zip(*np.nonzero(np.triu(worth)), strict=True)
    ]


def _angles(uses: list[SkillUse], groups: list[str]) -> Numbers:
    """Return the cosines (thousandths) between the groups' lists of skills, (groups, groups); 0 where a list is too short."""
    skills = {skill: place for place, skill in enumerate(sorted({use.skill for use in uses}))}
    row_of = {group: place for place, group in enumerate(groups)}
    rows = np.array([row_of[use.group] for use in uses], dtype=np.int64)
    columns = np.array([skills[use.skill] for use in uses], dtype=np.int64)
    rarity = rarities(np.bincount(columns, minlength=len(skills)), len(groups), 0)
    often = np.array(
        [isqrt(use.occupations * _FINE) * (_ESSENTIAL if use.essential else _OPTIONAL) for use in uses], dtype=np.int64
    )
    # Sums of whole numbers below 2**53 are exact in doubles, in whatever order they are added: one answer everywhere.
    lists = np.zeros((len(groups), len(skills)))
    lists[rows, columns] = rarity[columns] * often // _FINE
    products = (lists @ lists.T).astype(np.int64)
    lengths = np.array([isqrt(square * _FINE * _FINE) for square in products.diagonal().tolist()], dtype=np.int64)
    both = np.maximum(lengths[:, None] * lengths[None, :] // _FINE, 1)
    angles: Numbers = products * _FINE * _FINE // both
    compared = (np.bincount(rows, minlength=len(groups)) >= _LEAST_SKILLS).astype(np.int64)
    angles *= compared[:, None] * compared[None, :]
    np.fill_diagonal(angles, 0)
    return angles


def _worth(angles: Numbers, groups: Sequence[str]) -> Numbers:
    """Return the closeness of each pair, (groups, groups), symmetric; 0 for those that are not near."""
    minor = np.array([int(group[:3]) for group in groups], dtype=np.int64)
    alike = np.triu((minor[:, None] == minor[None, :]) & (angles > 0), 1)
    if not alike.any():
        return np.zeros_like(angles)
    usual = int(np.sort(angles[alike])[int(alike.sum()) * _NINE // _TENTHS])
    worth = np.minimum(angles * _THREE_DIGITS // max(usual, 1), _MOST)
    worth[worth < _LEAST] = 0
    # Of equals the lower code comes first, as argsort is stable.
    place = np.argsort(np.argsort(-worth, axis=1, kind="stable"), axis=1, kind="stable")
    near = (place < _NEAREST) & (worth > 0)
    return np.where(near | near.T, worth, 0)
