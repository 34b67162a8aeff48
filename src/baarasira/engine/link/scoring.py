"""From what two people share to how likely they are one: evidence in 256ths of a bit, then a probability; and why."""

from collections.abc import Sequence

import numpy as np

from . import parameters as p
from .comparing import Evidence
from .parameters import Model
from .words import BIT, Floats, Ints

_FARTHEST = 16 * BIT
_MOST_ODDS = 60.0
# log2(1 + 2^−x) by x in 256ths: to add two likelihoods that are given as logarithms.
_ADDED = np.rint(np.log2(1 + np.exp2(-np.arange(_FARTHEST + 1) / BIT)) * BIT).astype(np.int32)
_AT_HOME = p.household_bits()


def odds(model: Model, people: int, evidence: Evidence) -> Ints:
    """Return log2 of the odds that each pair is one person and not two, in 256ths of a bit."""
    same, home = weights(model, people, evidence)
    return (same - at_least_one(home)).astype(np.int32)


def weights(model: Model, people: int, evidence: Evidence) -> tuple[Ints, Ints]:
    """Return log2 of how much likelier than two strangers each pair is one person, and two of one household."""
    prior, prior_home = model.prior_bits(people)
    table = model.same_bits()
    same = evidence.by_chance + prior
    home = evidence.at_home + prior_home
    for which in range(p.FIELDS):
        same = same + table[which][evidence.levels[which]]
        home = home + _AT_HOME[which][evidence.levels[which]]
    return same, home


def at_least_one(bits: Ints) -> Ints:
    """Return log2(1 + 2^x) of each, x in 256ths of a bit."""
    added: Ints = np.maximum(0, bits) + _ADDED[np.minimum(np.abs(bits), _FARTHEST)]
    return added


def probability(model: Model, bits: Ints) -> Floats:
    """Return the probability of each, from 0 to 1, to four decimals."""
    scaled = np.clip(bits / BIT * model.slope + model.offset, -_MOST_ODDS, _MOST_ODDS)
    return np.round(1 / (1 + np.exp2(-scaled)), 4)


def bits_of(model: Model, wanted: float) -> int:
    """Return the odds in 256ths of a bit from which a probability is reached, rounded down."""
    share = min(max(wanted, 1e-6), 1 - 1e-6)
    return int(np.floor((np.log2(share / (1 - share)) - model.offset) / model.slope * BIT))


_CODES = {
    (p.BORN, p.SAME_DATE): "born", (p.BORN, p.NEAR_DATE): "born_near", (p.BORN, p.SAME_DAY): "year_near",
    (p.BORN, p.SAME_YEAR): "year", (p.BORN, p.BARE_SAME): "year", (p.BORN, p.YEARS_APART): "year_near",
    (p.BORN, p.BARE_ONE): "year_near", (p.BORN, p.BARE_TWO): "year_near", (p.BORN, p.BARE_THREE): "year_near",
    (p.SEX, p.SEX_SAME): "sex", (p.PLACE, p.COMMUNE_SAME): "commune", (p.PLACE, p.COMMUNE_OTHER): "region",
    (p.PLACE, p.REGION_SAME): "region", (p.PLACE, p.REGION_CUT): "region", (p.PHONE, p.NUMBER_SAME): "phone",
    (p.PHONE, p.NUMBER_NEAR): "phone_near", (p.NATIONAL, p.NUMBER_SAME): "national_id",
    (p.NATIONAL, p.NUMBER_NEAR): "national_id_near", (p.MOTHER, p.MOTHER_ALL): "mother", (p.MOTHER, p.MOTHER_SOME): "mother",
    (p.MOTHER, p.MOTHER_ONE): "mother",
}  # fmt: skip
# In the order in which they are told: what decides first.
CODES = (
    "national_id", "phone", "name", "name_spelling", "name_swapped", "surname", "given_names", "born", "mother", "phone_near",
    "national_id_near", "born_near", "year", "commune", "year_near", "region", "sex",
)  # fmt: skip


def reasons(levels: Sequence[int]) -> tuple[str, ...]:
    """Return the codes of what speaks for one person in a pair with these levels, in the order of `CODES`."""
    found = {code for (which, level), code in _CODES.items() if levels[which] == level}
    surname, given = levels[p.SURNAME], levels[p.GIVEN]
    if levels[p.ORDER] == p.CROSSED:
        found.add("name_swapped")
    elif p.UNKNOWN not in (surname, given) and min(surname, given) > p.UNKNOWN:
        found.add("name" if min(surname, given) == p.WRITTEN else "name_spelling")
    else:
        found |= {code for code, level in (("surname", surname), ("given_names", given)) if level > p.UNKNOWN}
    return tuple(code for code in CODES if code in found)
