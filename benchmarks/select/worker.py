"""One task of the selection bench in a process of its own; prints its measurements as JSON.

python -m benchmarks.select.worker TASK --people 100000 --seed 1
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from baarasira.engine import Selection, select

from ..processes import peak
from . import instances
from .instances import Instance
from .peers import PEERS, matching

Reply = dict[str, Any]


def _holds(instance: Instance, chosen: Selection) -> bool:
    """Check the answer by counting, without the engine: seats, every quota, the sum."""
    applicants, rules = instance
    inside = np.zeros(len(applicants), dtype=np.bool_)
    inside[list(chosen.chosen)] = True
    if int(inside.sum()) != chosen.filled or int(applicants.scores[inside].sum()) != chosen.total:
        return False
    for quota in rules.quotas:
        count = int(inside[matching(applicants, quota)].sum())
        least, most = quota.least(chosen.filled), quota.most(chosen.filled)
        if (least is not None and count < least) or (most is not None and count > most):
            return False
    return True


def _timed(make: Callable[[], Any], times: int) -> tuple[Any, list[float]]:
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        found = make()
        seconds.append(time.perf_counter() - begun)
    return found, seconds


def _ours(instance: Instance, times: int) -> Reply:
    chosen, seconds = _timed(lambda: select(instance.applicants, instance.rules), times)
    return {
        "passes": seconds,
        "seconds": float(np.median(seconds)),
        "first": seconds[0],
        "filled": chosen.filled,
        "total": chosen.total,
        "holds": _holds(instance, chosen),
        "conflict": [
            {"name": instance.rules.quotas[one.quota].name, "bound": one.bound, "change": one.change}
            for one in chosen.conflict
        ],
    }


def campaign(args: argparse.Namespace) -> Reply:
    """Us on the campaign, and the time it takes to sort its list by group and score."""
    instance = instances.campaign(args.people, args.seed)
    cercle, *flags = (
        instance.applicants.attributes[name].codes.astype(np.int64)
        for name in ("cercle", "sex", "returnee", "repeater")
    )
    group = ((cercle * 2 + flags[0]) * 2 + flags[1]) * 2 + flags[2]
    key = group * 100_001 + 100_000 - instance.applicants.scores
    _, sorting = _timed(lambda: np.argsort(key), 7)
    return _ours(instance, args.times) | {"sort": float(np.median(sorting)), "sorts": sorting}


def free(args: argparse.Namespace) -> Reply:
    """Us on free overlapping quotas."""
    instance = instances.free(args.people, args.quotas, args.seed)
    return _ours(instance, 1) | {"quotas": args.quotas}


def contradictory(args: argparse.Namespace) -> Reply:
    """Us on quotas that cannot hold: from the grouped list to the minimal set and its least changes."""
    from baarasira.engine.select.conflict import contradiction
    from baarasira.engine.select.groups import group

    instance = instances.contradictory(args.people, args.seed)
    groups = group(instance.applicants, instance.rules.quotas)
    _, seconds = _timed(lambda: contradiction(groups, instance.rules.quotas, instance.rules.seats), args.times)
    return _ours(instance, args.times) | {"alone": float(np.median(seconds)), "alones": seconds}


def peer(args: argparse.Namespace) -> Reply:
    """A peer on the campaign."""
    instance = instances.campaign(args.people, args.seed)
    return PEERS[args.task](*instance)._asdict()


TASKS: dict[str, Callable[[argparse.Namespace], Reply]] = {
    "campaign": campaign,
    "free": free,
    "contradictory": contradictory,
    **dict.fromkeys(PEERS, peer),
}


def main() -> int:
    """Do one task."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quotas", type=int, default=400)
    parser.add_argument("--times", type=int, default=7)
    args = parser.parse_args()
    # What a library prints must not end up in the reply.
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    found = TASKS[args.task](args) | {"task": args.task, "people": args.people, "memory": peak()["peak"]}
    reply.write(json.dumps(found) + "\n")
    reply.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
