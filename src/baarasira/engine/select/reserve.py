"""The reserve: who stands next on each list, and who is called when a seat falls free (engine.md, reserve.csv)."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from .applicants import Applicants, Ints, Tickets
from .choosing import Selection, in_order
from .rules import Quota, Rules

EVERYBODY = "all"


def reserve_lists(selection: Selection) -> list[tuple[str, list[int]]]:
    """Return the reserve lists by name, in the order of names, each with the places of its applicants in order.

    Those not chosen, by score, greatest first, then ticket; quotas are not looked at. No list where nobody was chosen.
    """
    rules, applicants = selection.rules, selection.applicants
    if not selection.chosen or not rules.reserve:
        return []
    waiting = np.ones(len(applicants), dtype=np.bool_)
    waiting[list(selection.chosen)] = False
    tickets = Tickets(rules.seed, applicants.ids)
    lists = []
    for name, places in _parted(applicants, rules.reserve_by, np.flatnonzero(waiting)):
        if len(places):
            lists.append(
                (name, in_order(applicants, tickets, _foremost(applicants, places, rules.reserve))[: rules.reserve])
            )
    return lists


def _parted(applicants: Applicants, column: str, places: Ints) -> Iterable[tuple[str, Ints]]:
    if not column:
        yield EVERYBODY, places
        return
    attribute = applicants.attributes.get(column)
    if attribute is None:
        yield "", places
        return
    codes = attribute.codes[places]
    for value, code in sorted((value, code) for code, value in enumerate(attribute.values)):
        yield value, places[codes == code]


def _foremost(applicants: Applicants, places: Ints, count: int) -> list[int]:
    """Return the places whose scores are not below that of the last one kept."""
    if len(places) > count:
        scores = applicants.scores[places]
        last = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = places[scores >= last]
    return list(places.tolist())


def matches(applicants: Applicants, place: int, quota: Quota) -> bool:
    """Say whether an applicant matches a quota."""
    return all(_cell(applicants, column, place) in wanted for column, wanted in quota.where.items())


def _cell(applicants: Applicants, column: str, place: int) -> str:
    attribute = applicants.attributes.get(column)
    return "" if attribute is None else attribute.values[int(attribute.codes[place])]


def holds(applicants: Applicants, rules: Rules, seated: Collection[int]) -> bool:
    """Say whether those seated meet every quota, shares being of the seats they fill."""
    for quota in rules.quotas:
        count = sum(matches(applicants, place, quota) for place in seated)
        least, most = quota.least(len(seated)), quota.most(len(seated))
        if (least is not None and count < least) or (most is not None and count > most):
            return False
    return True


def next_called(applicants: Applicants, rules: Rules, seated: Sequence[int], waiting: Sequence[int]) -> int | None:
    """Return the first of `waiting` who keeps every quota holding beside those still `seated`; None where nobody does.

    seated, waiting: places in the list, without the person who left and without those who were called before.
    """
    tried: set[tuple[bool, ...]] = set()
    for place in waiting:
        signature = tuple(matches(applicants, place, quota) for quota in rules.quotas)
        if signature not in tried and holds(applicants, rules, [*seated, place]):
            return place
        tried.add(signature)
    return None


def quotas_of(selection: Selection, places: Sequence[int]) -> list[tuple[str, ...]]:
    """Return the names of the quotas that match each of some applicants, in the order of the rules."""
    groups = selection.groups
    if groups is None:
        return [() for _ in places]
    names = [quota.name for quota in selection.rules.quotas]
    of_group: dict[int, tuple[str, ...]] = {}
    for group in set(groups.of[np.array(places, dtype=np.int64)].tolist()):
        of_group[group] = tuple(names[row] for row in np.flatnonzero(groups.member[:, group]).tolist())
    return [of_group[group] for group in groups.of[np.array(places, dtype=np.int64)].tolist()]
