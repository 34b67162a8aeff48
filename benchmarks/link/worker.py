"""One task in a process of its own: link the register of a folder, or a public set; prints one line of JSON.

python -m benchmarks.link.worker ours|splink FOLDER|febrl1…febrl4
"""

import csv
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from . import drawing, measuring, public

LEAST = 0.05
PEOPLE, TRUE = "people.csv", "true.csv"


def write(folder: Path, people: int, seed: int) -> None:
    """Draw a register into a folder, unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / TRUE).exists():
        return
    drawn = drawing.draw(people, seed=seed)
    with (folder / PEOPLE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("id", *drawing.COLUMNS))
        writer.writerows(zip(drawn.ids, *(drawn.columns[name] for name in drawing.COLUMNS), strict=True))
    with (folder / TRUE).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(sorted(drawn.true))


def read(folder: Path) -> tuple[list[str], dict[str, list[str]]]:
    """Return ids and columns; equal texts are one object."""
    held: dict[str, str] = {}
    with (folder / PEOPLE).open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        names = next(reader)[1:]
        ids: list[str] = []
        columns: dict[str, list[str]] = {name: [] for name in names}
        for number, *cells in reader:
            ids.append(number)
            for column, cell in zip(columns.values(), cells, strict=True):
                column.append(held.setdefault(cell, cell))
    return ids, columns


def _read(what: str) -> tuple[list[str], dict[str, list[str]]]:
    return public.read(what) if what in public.SETS else read(Path(what))


def _true(what: str) -> set[tuple[str, str]]:
    if what in public.SETS:
        return public.true(what)
    with (Path(what) / TRUE).open(newline="", encoding="utf-8") as file:
        return {(left, right) for left, right in csv.reader(file)}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def ours(what: str) -> dict[str, Any]:
    """Link with the engine; the compiled loop is loaded before, as an installed product has it."""
    from baarasira.engine import encode_people, find_duplicates, load_compiled_link

    load_compiled_link()
    ids, columns = _read(what)
    started = time.perf_counter()
    records = encode_people(ids, columns)
    encoded = time.perf_counter()
    found = find_duplicates(records, LEAST)
    seconds = {"encode": encoded - started, "link": time.perf_counter() - encoded}
    peak = _peak()
    names = records.ids
    pairs = [(names[left], names[right]) for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True)]
    answer = measuring.Answer(pairs, found.probability)
    return {
        "seconds": sum(seconds.values()),
        "stages": seconds,
        "memory": peak,
        **measuring.quality(answer, _true(what)),
    }


def splink(what: str) -> dict[str, Any]:
    """Link with Splink; making its columns is not counted."""
    import splink as package

    from . import peer

    ids, columns = _read(what)
    records = peer.table(ids, columns)
    del ids, columns
    found, seconds = peer.link(records)
    peak = _peak()
    left, right = found.column("unique_id_l").to_pylist(), found.column("unique_id_r").to_pylist()
    pairs = [(min(one, other), max(one, other)) for one, other in zip(left, right, strict=True)]
    answer = measuring.Answer(pairs, np.asarray(found.column("match_probability"), np.float64))
    told = {"seconds": sum(seconds.values()), "stages": seconds, "memory": peak, "version": package.__version__}
    return {**told, **measuring.quality(answer, _true(what))}


def main() -> int:
    """Do the task named; 0."""
    task, what = sys.argv[1:3]
    print(json.dumps({"ours": ours, "splink": splink}[task](what)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
