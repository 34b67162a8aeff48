"""The words of all names of a file, numbered once: how each sounds, which rarer word is a misspelling of which, how common each is.

A million people bear a few tens of thousands of different words. Words are compared here, once; pairs of people compare numbers.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .families import FAMILIES
from .names import canonical_each, fold_lines
from .shares import shares

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

BIT = 256
"""Weights are whole 256ths of a bit, so that sums do not depend on their order."""

MOST_NAME_BITS = 13 * BIT
PRIOR_PEOPLE = 500.0
_SHARE_OF_OTHERS = 1 / 3000
_LEAST_NEAR, _MOST_NEAR_GROUP = 4, 60
_MISSPELT_TIMES = 8
_USUAL_SPELLING = 0.6
_PART, _COMPOUND = 3, 8
_BASE = 0x9E3779B97F4A7C15

_PARTICLES = frozenset(
    [
        "el",
        "al",
        "hadj",
        "elhadj",
        "elhadji",
        "hadji",
        "hadj",
        "adj",
        "dit",
        "dite",
        "alias",
        "epouse",
        "epse",
        "ep",
        "mme",
        "mlle",
        "madame",
        "mr",
        "monsieur",
        "veuve",
        "vve",
        "nee",
        "feu",
        "ag",
        "ould",
        "oul",
        "walet",
        "mint",
        "ben",
        "bin",
    ]
)  # titles and links between names, which some write and others do not


@dataclass(frozen=True, eq=False)
class Words:
    """The words by number, in alphabetical order; each array has one element more, for "no word".

    sound: number of the canonical form; root: the sound of the word it is taken for a misspelling of, or its own. near: keys
    (lower sound × 2³² + greater), ascending, of sounds one slip apart. spelt_bits, sound_bits, root_bits: −log2 of the share of
    people who bear the word as written, as heard, or the root, in 256ths of a bit.
    """

    spelt: list[str]
    sound: Ints
    root: Ints
    near: Longs
    spelt_bits: Ints
    sound_bits: Ints
    root_bits: Ints


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """Return the folded words of each text without titles and initials, unless there is nothing else."""
    return [_kept(line.split()) for line in fold_lines(texts)]


def _kept(found: list[str]) -> list[str]:
    kept = [word[:24] for word in dict.fromkeys(found) if len(word) > 1 and word not in _PARTICLES]
    return kept or [word[:24] for word in found]


def parted(words: Mapping[str, int], *, few: bool) -> dict[str, tuple[str, ...]]:
    """Return, of each long word that is two known names written as one, the two: ``mohamedlamine``.

    words: each with how many times it is written. A part is known that is a common name, or, unless these are a few words out of
    a register, that is written far more often.
    """
    known = _known_names()
    found: dict[str, tuple[str, ...]] = {}
    for word, count in words.items():
        if len(word) < _COMPOUND or word in known:
            continue
        least = sys.maxsize if few else _MISSPELT_TIMES * count
        for cut in range(_PART + 1, len(word) - _PART + 1):
            one, other = word[:cut], word[cut:]
            if (one in known or words.get(one, 0) >= least) and (other in known or words.get(other, 0) >= least):
                found[word] = (one, other)
                break
    return found


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    """Return the folded names that everybody knows, however spelt."""
    return frozenset(fold_lines(list(shares()))) | {
        name for line in fold_lines(list(FAMILIES)) for name in line.split()
    }


@lru_cache(maxsize=1)
def _known_sounds() -> dict[str, float]:
    """Return the share of people of each sound that everybody knows."""
    names, table = shares(), dict.fromkeys(canonical_each(sorted(_known_names())), 0.0)
    for sound, share in zip(canonical_each(fold_lines(list(names))), names.values(), strict=True):
        table[sound] = table.get(sound, 0.0) + share
    return table


def number(counts: Mapping[str, int], people: int, heard: Mapping[str, int] | None = None) -> Words:
    """Number the words of a file. counts: bearers of each word as written; people: how many there are in all.

    heard: bearers of canonical forms in a register out of which these are a few words; then `counts` say nothing.
    """
    spelt = sorted(counts)
    forms = canonical_each(spelt)
    sounds = sorted(set(forms))
    place = {form: at for at, form in enumerate(sounds)}
    sound = np.array([place[form] for form in forms], np.int64)
    written = np.array([counts[word] for word in spelt], np.float64)
    pairs = _one_slip(spelt, sound, sounds)
    if heard is None:
        bearers = np.zeros(len(sounds), np.float64)
        np.add.at(bearers, sound, written)
        root, part = _roots(pairs, bearers), (written + 0.5) / (bearers[sound] + 0.5)
    else:
        bearers = np.array([heard.get(form, 1) for form in sounds], np.float64)
        root, part = np.arange(len(sounds)), np.full(len(spelt), _USUAL_SPELLING)
    of_sound = np.minimum(1.0, (bearers + PRIOR_PEOPLE * _told(sounds)) / (people + PRIOR_PEOPLE))
    of_root = np.minimum(1.0, np.bincount(root, of_sound, len(sounds))) if spelt else np.zeros(0)
    keys = np.unique((pairs.min(1) << 32) + pairs.max(1)) if len(pairs) else np.zeros(0, np.int64)
    return Words(
        spelt, _ended(sound, -1), _ended(root[sound], -1), keys,
        _ended(bits(of_sound[sound] * np.minimum(1.0, part)), 0), _ended(bits(of_sound[sound]), 0),
        _ended(bits(of_root[root[sound]]), 0),
    )  # fmt: skip


def _ended(values: npt.NDArray[Any], last: int) -> Ints:
    return np.append(values, last).astype(np.int32)


def bits(share: Floats) -> Ints:
    """Return −log2 of shares in 256ths of a bit, 13 bits at most."""
    with np.errstate(divide="ignore"):
        found = np.rint(-np.log2(np.minimum(1.0, share)) * BIT)
    weights: Ints = np.minimum(found, MOST_NAME_BITS).astype(np.int32)
    return weights


def _told(sounds: Sequence[str]) -> Floats:
    """Return the share of each sound by the carried table; a little for every other."""
    table = _known_sounds()
    return np.array([table.get(sound, 0.0) or _SHARE_OF_OTHERS for sound in sounds])


def _one_slip(spelt: Sequence[str], sound: Longs, sounds: Sequence[str]) -> Longs:
    """Return pairs of different sounds (n, 2), of which one spelling of each, or the sounds themselves, are one slip apart.

    One slip: a letter more, less, another, two exchanged, or one moved: the two words have a form in common once one letter
    at most is left out of each. Words of three letters and fewer are too alike to count.
    """
    found = [sound[_sharing(spelt)], _sharing(sounds)]
    pairs = np.concatenate([np.asarray(part, np.int64).reshape(-1, 2) for part in found])
    different: Longs = pairs[pairs[:, 0] != pairs[:, 1]]
    return different


def _sharing(words: Sequence[str]) -> Longs:
    """Return the pairs of places (n, 2) of words one slip apart."""
    hashes, owners = [], []
    lengths = np.array([len(word) for word in words], np.int64)
    for length in np.unique(lengths[lengths >= _LEAST_NEAR]).tolist():
        rows = np.flatnonzero(lengths == length)
        letters = (
            np.array([words[row] for row in rows.tolist()], f"U{length}").view(np.uint32).reshape(len(rows), length)
        )
        hashes.append(_without_each(letters.astype(np.uint64)).reshape(-1))
        owners.append(np.repeat(rows, length + 1))
    if not hashes:
        return np.zeros((0, 2), np.int64)
    key, owner = np.concatenate(hashes), np.concatenate(owners)
    order = np.lexsort((owner, key))
    return _within_groups(key[order], owner[order])


def _without_each(letters: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return (n, length + 1) hashes: of the whole word, then of the word without each of its letters."""
    count, length = letters.shape
    power = np.array([pow(_BASE, at, 1 << 64) for at in range(length + 1)], np.uint64)
    base = np.uint64(_BASE)
    before = np.zeros((count, length + 1), np.uint64)
    after = np.zeros((count, length + 1), np.uint64)
    for at in range(length):
        before[:, at + 1] = before[:, at] * base + letters[:, at]
    for at in range(length - 1, -1, -1):
        after[:, at] = letters[:, at] * power[length - 1 - at] + after[:, at + 1]
    found = np.empty((count, length + 1), np.uint64)
    found[:, 0] = before[:, length]
    for at in range(length):
        found[:, at + 1] = before[:, at] * power[length - 1 - at] + after[:, at + 1]
    return found


def _within_groups(key: npt.NDArray[np.uint64], owner: Longs) -> Longs:
    """Return the pairs of owners with one key; keys ascending. Groups too large to mean anything are passed over."""
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    sizes = np.diff(np.append(starts, len(key)))
    pairs = []
    for step in range(1, _MOST_NEAR_GROUP):
        wide = (sizes > step) & (sizes <= _MOST_NEAR_GROUP)
        if not wide.any():
            break
        at = np.repeat(starts[wide], sizes[wide] - step)
        offset = np.arange(len(at)) - np.repeat(
            np.cumsum(sizes[wide] - step) - (sizes[wide] - step), sizes[wide] - step
        )
        first = at + offset
        pairs.append(np.stack([owner[first], owner[first + step]], axis=1))
    if not pairs:
        return np.zeros((0, 2), np.int64)
    return np.unique(np.concatenate(pairs), axis=0)


def _roots(pairs: Longs, bearers: Floats) -> Longs:
    """Return for each sound the sound it is taken for a misspelling of: the commonest one slip away, if far commoner."""
    root = np.arange(len(bearers), dtype=np.int64)
    if not len(pairs):
        return root
    both = np.concatenate([pairs, pairs[:, ::-1]])
    rarer = both[bearers[both[:, 1]] >= _MISSPELT_TIMES * bearers[both[:, 0]]]
    order = np.lexsort((-rarer[:, 1], bearers[rarer[:, 1]], rarer[:, 0]))
    root[rarer[order, 0]] = rarer[order, 1]  # the last of each, the commonest, stays
    return root[root]


def tally(found: Iterable[tuple[Sequence[str], int]]) -> dict[str, int]:
    """Return how many times each word is written, each text counting `times`."""
    counts: dict[str, int] = {}
    for words, times in found:
        for word in words:
            counts[word] = counts.get(word, 0) + times
    return counts
