"""One who ranks, in a process of its own, told what to do line by line (JSON in, JSON out) by the runner.

python -m benchmarks.worker NAME --data FOLDER --folder FOLDER --weights 45,25,10,10,10 --top 50
"""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .answers import Answers
from .peers import Peer, Settings, make
from .processes import peak
from .register.store import open_data

Reply = dict[str, Any]


class Worker:
    """The tasks of a worker: each takes the fields of a request and returns those of the reply."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer

    def prepare(self) -> Reply:
        """Do what is done once and kept on disk, if the peer does such a thing; the seconds it took."""
        own: Callable[[], None] | None = getattr(self.peer, "prepare", None)
        begun = time.perf_counter()
        if own:
            own()
        return {"seconds": time.perf_counter() - begun}

    def load(self) -> Reply:
        """Take in the register; the seconds it took."""
        begun = time.perf_counter()
        self.peer.load()
        seconds = time.perf_counter() - begun
        gc.freeze()
        warm_up: Callable[[], None] | None = getattr(self.peer, "warm_up", None)
        begun = time.perf_counter()
        if warm_up:
            warm_up()
        return {"seconds": seconds, "warm_up": time.perf_counter() - begun}

    def choose(self, offers: list[int]) -> Reply:
        """Try each shape on some offers, the first few before the clock starts; keep the quickest.

        Nothing runs where there is no choice.
        """
        seconds: dict[str, float] = {}
        if len(self.peer.shapes) == 1:
            return {"shapes": seconds, "chosen": self.peer.shapes[0]}
        for shape in self.peer.shapes:
            self.peer.use(shape)
            self.peer.rank(offers[:4])
            begun = time.perf_counter()
            self.peer.rank(offers)
            seconds[shape] = (time.perf_counter() - begun) / len(offers)
        chosen = min(seconds, key=seconds.__getitem__)
        self.peer.use(chosen)
        return {"shapes": seconds, "chosen": chosen}

    def rank(self, offers: list[int], out: str) -> Reply:
        """Rank offers in one go and write the answers; the seconds of the ranking alone, and of processor in here."""
        processor, begun = time.process_time(), time.perf_counter()
        found = self.peer.rank(offers)
        seconds, processor = time.perf_counter() - begun, time.process_time() - processor
        if out:
            Answers.of(offers, self.peer.answers(offers, found)).save(Path(out))
        return {"seconds": seconds, "cpu": processor}

    def singles(self, offers: list[int]) -> Reply:
        """Rank offers one call at a time; the seconds of each."""
        own: Callable[[list[int]], list[float]] | None = getattr(self.peer, "singles", None)
        if own:
            return {"seconds": own(offers)}
        seconds = []
        for offer in offers:
            begun = time.perf_counter()
            self.peer.rank([offer])
            seconds.append(time.perf_counter() - begun)
        return {"seconds": seconds}

    def changes(self, offers: list[int]) -> Reply:
        """Change one person before each offer; see `Ours.changes`."""
        return dict(self.peer.changes(offers))  # type: ignore[attr-defined]

    def memory(self) -> Reply:
        """Bytes at the peak, and outside this process."""
        notes: Callable[[], dict[str, Any]] | None = getattr(self.peer, "notes", None)
        return {"memory": {**peak(), **self.peer.memory()}, "notes": notes() if notes else {}}


def main() -> int:
    """Serve requests until the input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--top", type=int, required=True)
    args = parser.parse_args()
    # What a library prints must not end up between the replies.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    first, second, third, fourth, fifth = map(int, args.weights.split(","))
    settings = Settings(open_data(args.data), (first, second, third, fourth, fifth), args.top, args.folder)
    worker = Worker(make(args.name, settings))
    try:
        for line in sys.stdin:
            request = json.loads(line)
            reply = getattr(worker, request.pop("task"))(**request)
            replies.write(json.dumps(reply) + "\n")
            replies.flush()
    finally:
        worker.peer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
