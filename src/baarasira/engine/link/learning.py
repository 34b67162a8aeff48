"""What a file says of itself: how often one person's two files differ, and how many there are, without anybody saying which.

Expectation and maximisation over the pairs that may be one person: each counts as far as it is believed to be. What was expected
before weighs as much as `parameters.PAIRS` sure pairs, so a small file changes little and a large one speaks for itself.
"""

from dataclasses import dataclass

import numpy as np

from . import parameters as p
from .comparing import Evidence
from .parameters import Model, Table
from .scoring import at_least_one, weights
from .words import BIT, Floats

GROUPS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (p.SURNAME, (p.DIFFERENT, p.NEAR, p.HEARD, p.WRITTEN)),
    (p.GIVEN, (p.DIFFERENT, p.NEAR, p.HEARD, p.WRITTEN)),
    (p.ORDER, (p.STRAIGHT, p.CROSSED)),
    (p.BORN, (p.FAR, p.YEARS_APART, p.SAME_YEAR, p.SAME_DAY, p.NEAR_DATE, p.SAME_DATE)),
    (p.BORN, (p.BARE_FAR, p.BARE_THREE, p.BARE_TWO, p.BARE_ONE, p.BARE_SAME)),
    (p.SEX, (p.DIFFERENT, p.SEX_SAME)),
    (p.SEX, (p.SEX_OTHER_NAMED, p.SEX_SAME_NAMED)),
    (p.PLACE, (p.ELSEWHERE, p.COMMUNE_OTHER, p.COMMUNE_SAME)),
    (p.PLACE, (p.REGION_OTHER, p.REGION_CUT, p.REGION_SAME)),
    (p.PHONE, (p.DIFFERENT, p.NUMBER_NEAR, p.NUMBER_SAME)),
    (p.NATIONAL, (p.DIFFERENT, p.NUMBER_NEAR, p.NUMBER_SAME)),
    (p.MOTHER, (p.DIFFERENT, p.MOTHER_SOME, p.MOTHER_ALL)),
    (p.MOTHER, (p.MOTHER_ONE_OTHER, p.MOTHER_ONE)),
)
"""Of each field, the levels among which one comes about once it is known what is written on both sides."""

PEOPLE = 3000.0
_ROUNDS = 15
_MOST = 1_000_000
_LEAST_SHARE = 0.002


@dataclass(frozen=True, eq=False)
class _Sample:
    evidence: Evidence
    times: float


def learn(model: Model, people: int, evidence: Evidence) -> Model:
    """Return the model as the pairs of a file correct it; evidence: every pair that may be one person, once."""
    sample = _sample(evidence)
    first = model
    for _round in range(_ROUNDS):
        same, home = weights(model, people, sample.evidence)
        believed = 1 / (1 + np.exp2(np.clip((at_least_one(home) - same) / BIT, -60, 60)))
        shares = _shares(sample, believed, first.same)
        found = float(believed.sum()) * sample.times
        each = (found + first.duplicates * PEOPLE) / (people + PEOPLE)
        model = model.with_same(shares, each, found)
    return model


def _sample(evidence: Evidence) -> _Sample:
    """Return the pairs themselves, or of very many every so manyth, in their order."""
    count = len(evidence.by_chance)
    step = max(1, -(-count // _MOST))
    chosen = Evidence(evidence.levels[:, ::step], evidence.by_chance[::step], evidence.at_home[::step])
    return _Sample(chosen, float(step))


def _shares(sample: _Sample, believed: Floats, before: Table) -> Table:
    found: dict[int, dict[int, float]] = {}
    for which, levels in GROUPS:
        counted = np.bincount(sample.evidence.levels[which], believed, p.LEVELS) * sample.times
        total = sum(float(counted[level]) for level in levels)
        shares = {
            level: max(_LEAST_SHARE, (float(counted[level]) + p.PAIRS * before[which][level]) / (total + p.PAIRS))
            for level in levels
        }
        found.setdefault(which, {}).update(shares)
    return found
