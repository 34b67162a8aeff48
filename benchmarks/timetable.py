"""Weeks of a hundred groups filled by `engine.timetable`, beside a hand's way and beside HiGHS on the whole program.

python -m benchmarks.timetable [--groups 100] [--seconds 60] [--out FILE]

Each answer is checked by `engine.clashes`; status 1 when one clashes. HiGHS is given the same program and as long as asked.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from baarasira import engine
from baarasira.engine.timetable.greedy import greedy
from baarasira.engine.timetable.program import build, most_lessons

from .machine import described
from .markdown import table

TIGHTNESS = (0.8, 1.0, 1.15, 1.2, 1.3, 1.5)
"""How much is asked for what there is: up to 1.2 everything fits, above it not."""
_PARTS = ((480, 600), (615, 735), (840, 960), (975, 1095))
_EQUIPMENT = ("soudure", "mécanique", "couture", "ordinateurs")
_PLACES = 4


def drawn(groups: int, tight: float, seed: int = 1) -> engine.TimetableProblem:
    """Return a week drawn from a seed: four centres 45 minutes apart, five days of four slots, each group six trainers to
    choose from, four groups in ten a room with equipment."""
    chance = random.Random(seed)
    slots = tuple(engine.Slot(day, *part) for day in range(5) for part in _PARTS)
    trainers = tuple(
        engine.TrainerFree(
            chance.choice((10, 12, 14)), frozenset(slot for slot in range(len(slots)) if chance.random() < 0.85)
        )
        for _n in range(max(6, int(groups * 0.55 / tight)))
    )
    rooms = tuple(
        engine.RoomFree(
            n % _PLACES, chance.choice((16, 20, 25, 30)),
            frozenset({_EQUIPMENT[n // _PLACES % 4]} if n // _PLACES % 2 else ()),
        )
        for n in range(max(_PLACES, int(groups * 0.5 / tight)))
    )  # fmt: skip
    travel = tuple(tuple(0 if one == other else 45 for other in range(_PLACES)) for one in range(_PLACES))
    asked = tuple(_group(chance, n % _PLACES, rooms, len(trainers)) for n in range(groups))
    return engine.TimetableProblem(slots, rooms, trainers, asked, travel)


def _group(chance: random.Random, place: int, rooms: Sequence[engine.RoomFree], trainers: int) -> engine.GroupAsks:
    own = [room for room in rooms if room.place == place]
    needs = chance.choice(own).equipment if chance.random() < 0.4 else frozenset()
    size = min(chance.choice((12, 15, 18, 22)), max(room.seats for room in own if needs <= room.equipment))
    named = tuple((key, None) for key in sorted(chance.sample(range(trainers), 6)))
    return engine.GroupAsks(place, size, chance.choice((4, 5, 6)), named, needs, None, 3)


def ours(problem: engine.TimetableProblem, _seconds: float) -> Sequence[engine.Lesson]:
    """Fill a week by the engine."""
    return engine.timetable(problem).lessons


def by_hand(problem: engine.TimetableProblem, _seconds: float) -> Sequence[engine.Lesson]:
    """Fill a week the way a hand does: the hardest group first, each lesson where it costs least, nothing moved again."""
    return greedy(problem).lessons


def whole_program(problem: engine.TimetableProblem, seconds: float) -> Sequence[engine.Lesson]:
    """Fill a week by HiGHS on the whole program, for so long at most."""
    return most_lessons(build(problem), seconds)[0]


WAYS: dict[str, Callable[[engine.TimetableProblem, float], Sequence[engine.Lesson]]] = {
    "baarasira": ours,
    "by hand": by_hand,
    "HiGHS": whole_program,
}


def measured(groups: int, seconds: float, tightness: Sequence[float] = TIGHTNESS) -> list[dict[str, Any]]:
    """Return a row for each week and each way: seconds, lessons put of those asked, cost, clashes."""
    rows = []
    for tight in tightness:
        problem = drawn(groups, tight)
        asked = sum(group.lessons for group in problem.groups)
        for name, way in WAYS.items():
            began = time.perf_counter()
            lessons = way(problem, seconds)
            took = time.perf_counter() - began
            wrong = [clash for clash in engine.clashes(problem, lessons) if clash.kind != "too_few"]
            rows.append(
                {
                    "tight": tight, "way": name, "seconds": round(took, 2), "asked": asked, "put": len(lessons),
                    "cost": engine.timetable_cost(problem, lessons).total, "clashes": len(wrong),
                }
            )  # fmt: skip
            print(rows[-1], flush=True)
    return rows


def ratios(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return for each peer how many times as long, and as costly where both put everything, it was (means of the weeks)."""
    found: dict[str, dict[str, float]] = {}
    own = {row["tight"]: row for row in rows if row["way"] == "baarasira"}
    for name in WAYS:
        if name == "baarasira":
            continue
        theirs = [row for row in rows if row["way"] == name]
        whole = [row for row in theirs if row["put"] == row["asked"] == own[row["tight"]]["put"]]
        found[name] = {
            "seconds": round(sum(row["seconds"] for row in theirs) / sum(row["seconds"] for row in own.values()), 2),
            "lessons left out": sum(row["asked"] - row["put"] for row in theirs),
            "lessons we left out": sum(row["asked"] - row["put"] for row in own.values()),
            "cost": round(
                sum(row["cost"] for row in whole) / max(1, sum(own[row["tight"]]["cost"] for row in whole)), 2
            ),
        }
    return found


def text(results: Sequence[dict[str, Any]]) -> str:
    """Return the runs as Markdown."""
    parts = []
    for found in results:
        rows = [
            [
                f"{row['tight']}", row["way"], f"{row['seconds']:.1f} s", f"{row['put']} of {row['asked']}", f"{row['cost']}",
            ]
            for row in found["rows"]
        ]  # fmt: skip
        machine, peers = found["machine"], found["ratios"]
        parts.append(
            "\n".join(
                [
                    f"### {found['groups']} groups",
                    "",
                    *table(["asked for what there is", "who", "time", "lessons put", "cost"], rows),
                    "",
                    (
                        f"All weeks together: HiGHS took {peers['HiGHS']['seconds']} times as long (stopped after "
                        f"{found['seconds']:.0f} s a week); where both put everything, its weeks cost {peers['HiGHS']['cost']} times "
                        f"as much, those made by hand {peers['by hand']['cost']} times. Lessons left out: by hand "
                        f"{peers['by hand']['lessons left out']}, HiGHS {peers['HiGHS']['lessons left out']}, ours "
                        f"{peers['HiGHS']['lessons we left out']}."
                    ),
                    "",
                    (
                        f"{machine['processor']}, {machine['cores']} cores, load before the run {machine['load']:.1f}; Python "
                        f"{machine['python']}, HiGHS {machine.get('highspy', '')}."
                    ),
                ]
            )
        )
    return "\n\n".join(parts) or "No run has been kept yet."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, keep. Returns 1 when any answer clashes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--groups", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    machine = described()
    rows = measured(given.groups, given.seconds)
    found = {"machine": machine, "groups": given.groups, "seconds": given.seconds, "rows": rows, "ratios": ratios(rows)}
    print(json.dumps(found["ratios"], indent=2))
    if given.out is not None:
        given.out.write_text(json.dumps(found, indent=2) + "\n")
    return int(any(row["clashes"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
