"""One side on one set of labels, in a process of its own; the reply is JSON on standard output.

python -m benchmarks.occupation.worker ours|tfidf carried|esco|both RELEASE|- SAMPLE SEED
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .. import processes
from . import data

Result = dict[str, Any]
Suggest = Callable[[str, str], list[str]]
TOP = 5


def _ours(labels: Sequence[Any]) -> Suggest:
    from baarasira.engine import OccupationIndex

    index = OccupationIndex.build(labels)
    return lambda text, lang: [found.code for found in index.suggest(text, lang, TOP, unfinished=False)]


def _peer(labels: Sequence[Any]) -> Suggest:
    from .peer import CharacterTfidf

    made = CharacterTfidf(labels)
    return lambda text, lang: made.suggest(text, lang, TOP)


def _shares(cases: Sequence[data.Case], answers: Sequence[list[str]]) -> Result:
    """Return, over all and by kind: how many, right at once, among the first five, the first code alone, nothing said."""
    counted: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for case, found in zip(cases, answers, strict=True):
        first = found[0] if found else ""
        told = (1, first in case.codes, bool(set(found) & set(case.codes)), first == case.codes[0], not found)
        for kind in ("all", case.kind):
            counted[kind] = [so_far + int(more) for so_far, more in zip(counted[kind], told, strict=True)]
    names = ("asked", "top1", "top5", "first", "silent")
    return {kind: dict(zip(names, counts, strict=True)) for kind, counts in counted.items()}


def _timed(suggest: Suggest, cases: Sequence[data.Case]) -> tuple[list[list[str]], list[float]]:
    """Return the answers, and the processor time of each, sorted: whoever else is on the machine does not count."""
    answers, seconds = [], []
    for case in cases:
        began = time.process_time()
        answers.append(suggest(case.text, case.lang))
        seconds.append(time.process_time() - began)
    return answers, sorted(seconds)


def run(who: str, source: str, release: Path | None, sample: int, seed: int) -> Result:
    """Build, look every title up one at a time on one core, return shares, times and memory.

    memory: bytes of its own that the process has more after the building and all questions than before the building.
    """
    parted = data.split(release, sample, seed) if release is not None else None
    labels = data.labels_of(source, parted)
    cases = data.titles() if source == data.CARRIED or parted is None else parted.cases
    maker = {"ours": _ours, "tfidf": _peer}[who]
    maker(data.SAMPLE)("soudeur", "fr")  # what is imported does not count as the index's
    before = processes.peak()["own"]
    began = time.process_time()
    suggest = maker(labels)
    built = time.process_time() - began
    suggest("soudeur", "fr")
    answers, seconds = _timed(suggest, cases)
    return {
        "who": who,
        "source": source,
        "labels": len(labels),
        "clock": "processor time",
        "built": built,
        "asked": len(cases),
        "shares": _shares(cases, answers),
        "per_second": len(seconds) / sum(seconds),
        "p50": seconds[len(seconds) // 2],
        "p99": seconds[int(len(seconds) * 0.99)],
        "longest": seconds[-1],
        "memory": processes.peak()["own"] - before,
        "held": parted.held if parted else 0,
        "occupations": parted.occupations if parted else 0,
    }


if __name__ == "__main__":
    side, on, folder, most, chance = sys.argv[1:]
    print(json.dumps(run(side, on, None if folder == "-" else Path(folder), int(most), int(chance))))
