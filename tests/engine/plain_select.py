"""A second reading of engine.md, select and draw, that looks at every set of applicants there is: slow, plain, independent.

Written from the text alone; nothing of the engine is used. Good for a dozen applicants.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

Person = Mapping[str, str]
Quota = Mapping[str, Any]


class Chosen(NamedTuple):
    """What is chosen: ids by score then hash; or the names of a minimal contradicting set."""

    ids: list[str]
    total: int
    conflict: list[str]


def hashed(seed: str, person: Person) -> str:
    """The hash of one applicant."""
    return hashlib.sha256(f"{seed}\n{person['id']}".encode()).hexdigest()


def order(seed: str, person: Person) -> tuple[int, str, str]:
    """By score, greatest first, then hash, then id."""
    return -int(person["score"]), hashed(seed, person), person["id"]


def matches(quota: Quota, person: Person) -> bool:
    """Whether every key of `where` matches the whole cell."""
    for column, wanted in quota["where"].items():
        texts = [wanted] if isinstance(wanted, str) else wanted
        if person.get(column, "") not in texts:
            return False
    return True


def bounds(quota: Quota, filled: int) -> tuple[int, int]:
    """The least and the most as counts."""
    least = max(quota.get("min", 0), math.ceil(Fraction(str(quota.get("min_share", 0))) * filled))
    most = min(quota.get("max", 10**9), math.floor(Fraction(str(quota.get("max_share", 1))) * filled))
    return least + quota.get("min_more", 0), most + quota.get("max_more", 0)


def is_answer(people: Sequence[Person], quotas: Sequence[Quota], chosen: int) -> bool:
    """Whether the set (bits) meets every quota."""
    filled = chosen.bit_count()
    for quota in quotas:
        count = sum(matches(quota, person) for place, person in enumerate(people) if chosen >> place & 1)
        least, most = bounds(quota, filled)
        if "min" not in quota and "min_share" not in quota:
            least = 0
        if not ("max" in quota or "max_share" in quota):
            most = filled
        if not least <= count <= most:
            return False
    return True


def answers(people: Sequence[Person], quotas: Sequence[Quota], seats: int) -> list[int]:
    """Every answer."""
    sets = (
        sum(1 << place for place in places)
        for size in range(1, min(seats, len(people)) + 1)
        for places in combinations(range(len(people)), size)
    )
    return [chosen for chosen in sets if is_answer(people, quotas, chosen)]


def worth(people: Sequence[Person], chosen: int) -> tuple[int, int]:
    """Seats filled, then sum of scores."""
    total = sum(int(person["score"]) for place, person in enumerate(people) if chosen >> place & 1)
    return chosen.bit_count(), total


def best_worth(people: Sequence[Person], quotas: Sequence[Quota], seats: int) -> tuple[int, int] | None:
    """Seats and sum of a best answer; None without any."""
    return max((worth(people, chosen) for chosen in answers(people, quotas, seats)), default=None)


def conflict(people: Sequence[Person], quotas: Sequence[Quota], seats: int) -> list[str]:
    """From all quotas, each from the last to the first is dropped if those left still have no answer."""
    left = list(quotas)
    for quota in reversed(quotas):
        without = [other for other in left if other is not quota]
        if not answers(people, without, seats):
            left = without
    return [quota["name"] for quota in left]


def choose(people: Sequence[Person], rules: Mapping[str, Any]) -> Chosen:
    """The whole rule."""
    quotas, seats, seed = rules.get("quota", []), rules["seats"], rules["seed"]
    if not people or not seats:
        return Chosen([], 0, [])
    found = answers(people, quotas, seats)
    if not found:
        return Chosen([], 0, conflict(people, quotas, seats))
    best = max(worth(people, chosen) for chosen in found)
    found = [chosen for chosen in found if worth(people, chosen) == best]
    for place in sorted(range(len(people)), key=lambda place: order(seed, people[place])):
        with_this_one = [chosen for chosen in found if chosen >> place & 1]
        found = with_this_one or found
    (chosen,) = found
    kept = [person for place, person in enumerate(people) if chosen >> place & 1]
    return Chosen([person["id"] for person in sorted(kept, key=lambda one: order(seed, one))], best[1], [])


def least_change(people: Sequence[Person], quotas: Sequence[Quota], seats: int, name: str) -> int | None:
    """How far the minimum (below 0) or the maximum of one of these quotas must move for them to have an answer."""
    for by in range(1, len(people) + seats + 1):
        for bound, key in (("min", "min_more"), ("max", "max_more")):
            changed = [
                {**quota, key: -by if bound == "min" else by} if quota["name"] == name else quota for quota in quotas
            ]
            own = next(quota for quota in quotas if quota["name"] == name)
            if (bound in own or f"{bound}_share" in own) and answers(people, changed, seats):
                return -by if bound == "min" else by
    return None
