"""Applicants who match the same quotas are one group: inside it, the better score and then the ticket decide.

So an answer is told by how many of each group it takes, whatever the number of applicants (docs/decisions/0017).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .applicants import Applicants, Attribute, Ints
from .rules import Quota

_TABLE_AT_MOST = 1 << 20
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Groups:
    """The list parted into groups, and each group into cells of one score, greatest first.

    member: quotas × groups, whether the quota's `where` matches. order: applicants by group, then score, greatest first,
    in no order among equal scores. starts: of each group in `order`, one more than groups. Cells stand group after group:
    `first` is the first cell of each group (one more than groups), `score` and `size` are of the cell, `upto` and `worth`
    the applicants and the sum of scores from the group's start to the cell's end.
    """

    member: NDArray[np.bool_]
    order: Ints
    starts: Ints
    first: Ints
    score: Ints
    size: Ints
    upto: Ints
    worth: Ints
    of: Ints

    @property
    def sizes(self) -> Ints:
        """How many applicants each group has."""
        return np.diff(self.starts)

    def available(self) -> list[int]:
        """How many applicants match each quota."""
        return [int(count) for count in self.member @ self.sizes]


def group(applicants: Applicants, quotas: Sequence[Quota]) -> Groups:
    """Part the list by which quotas match."""
    of, member = _signatures(applicants, quotas)
    count = member.shape[1]
    order, key, base = _sorted(of, applicants.scores, count)
    edges = np.flatnonzero(key[1:] != key[:-1]) + 1
    ends = np.append(edges, len(key))
    begins = np.concatenate(([0], edges)) if len(key) else np.zeros(0, np.int64)
    ends = ends if len(key) else begins
    heads = key[begins]
    span = base[1]
    cell_of = heads // span
    score = base[0] - heads % span
    starts = np.searchsorted(cell_of, np.arange(count + 1))
    sizes = ends - begins
    bounds = np.append(begins, len(key))[starts]
    return Groups(
        member=member,
        order=order,
        starts=bounds,
        first=starts,
        score=score,
        size=sizes,
        upto=ends - bounds[cell_of],
        worth=_running(score * sizes, starts, cell_of),
        of=of,
    )


def _running(values: Ints, starts: Ints, of: Ints) -> Ints:
    """Return sums from the start of each group on."""
    total = np.concatenate(([0], np.cumsum(values)))
    return total[1:] - total[starts[of]]


def _sorted(of: Ints, scores: Ints, count: int) -> tuple[Ints, Ints, tuple[int, int]]:
    """Sort by group, then score, greatest first; return places, sorted keys, and (greatest score, keys of one group)."""
    size = len(scores)
    top = int(scores.max()) if size else 0
    span = top - int(scores.min()) + 1 if size else 1
    key = of * span
    key += top - scores
    bits = max(1, size - 1).bit_length()
    if (max(1, count) * span).bit_length() + bits < 63:
        # One sort of plain numbers that carry their place is several times quicker than sorting places by key.
        key <<= bits
        key |= np.arange(size, dtype=np.int64)
        key.sort()
        return key & ((1 << bits) - 1), key >> bits, (top, span)
    order = np.argsort(key, kind="stable")
    return order, key[order], (top, span)


def _signatures(applicants: Applicants, quotas: Sequence[Quota]) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the group of each applicant and which quotas match each group."""
    columns = list(dict.fromkeys(column for quota in quotas for column in quota.where))
    empty = Attribute(np.zeros(len(applicants), np.int32), ("",))
    code = np.zeros(len(applicants), np.int32)
    member = np.ones((len(quotas), 1), dtype=np.bool_)
    width = 1
    added: list[NDArray[np.bool_]] = []
    for column in columns:
        classes, patterns = _classes(applicants.attributes.get(column, empty), quotas, column)
        if width * patterns.shape[1] > _TABLE_AT_MOST:
            code, member = _compact(code, member, added)
            width, added = member.shape[1], []
        code *= np.int32(patterns.shape[1])
        code += classes.astype(np.int32)[applicants.attributes.get(column, empty).codes]
        width *= patterns.shape[1]
        added.append(patterns)
    code, member = _compact(code, member, added)
    return code.astype(np.int64), member


def _compact(code: Codes, member: NDArray[np.bool_], added: list[NDArray[np.bool_]]) -> tuple[Codes, NDArray[np.bool_]]:
    """Number the codes that occur from 0, one number for all that match the same quotas.

    code: of each applicant, the place in `member`, then the class of each column added, as digits. added: of each column,
    quotas × classes. Returns the new codes and quotas × codes.
    """
    width = member.shape[1] * math.prod(patterns.shape[1] for patterns in added)
    seen = np.zeros(width, dtype=np.bool_)
    seen[code] = True
    places = np.flatnonzero(seen)
    table = (np.cumsum(seen) - 1).astype(np.int32)
    matched = np.ones((member.shape[0], len(places)), dtype=np.bool_)
    for patterns in reversed(added):
        matched &= patterns[:, places % patterns.shape[1]]
        places = places // patterns.shape[1]
    matched &= member[:, places]
    first, classes = _alike(matched)
    return classes.astype(np.int32)[table][code], matched[:, first]


def _classes(attribute: Attribute, quotas: Sequence[Quota], column: str) -> tuple[Ints, NDArray[np.bool_]]:
    """Put together the values that no quota tells apart: value → class, and quotas × classes that match."""
    places = {value: place for place, value in enumerate(attribute.values)}
    rows = [row for row, quota in enumerate(quotas) if column in quota.where]
    allowed = np.zeros((len(rows), max(1, len(places))), dtype=np.bool_)
    for line, row in enumerate(rows):
        allowed[line, [places[value] for value in quotas[row].where[column] if value in places]] = True
    first, classes = _alike(allowed)
    patterns = np.ones((len(quotas), len(first)), dtype=np.bool_)
    patterns[rows] = allowed[:, first]
    return classes, patterns


def _alike(columns: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return one column of each pattern, and the pattern of every column, in the order of the patterns' bits."""
    packed = np.ascontiguousarray(np.packbits(columns, axis=0).T)
    if not packed.size:
        return np.zeros(min(1, columns.shape[1]), np.int64), np.zeros(columns.shape[1], np.int64)
    rows = packed.view(f"S{packed.shape[1]}").reshape(-1)
    _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1).astype(np.int64)
