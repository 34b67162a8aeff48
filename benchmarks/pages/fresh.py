"""How soon who was just saved is found: the writer's samples, looked for over HTTP until they are there."""

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .client import Agent
from .servers import surroundings
from .standing import Register

_PAUSE = 0.1
"""Whoever looks for the new people asks for pages as well: often enough to tell a tenth of a second, no oftener."""
_GIVEN_UP = 30.0
_IN_A_ROW = 4
"""Somebody is found when so many pages in a row show them: any of the server's processes may answer."""

_STEPS = {"saved": ("search", "number"), "carded": ("shortlist", "name")}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person looked for: seconds from being saved to the first of the pages that all showed them (None: given up)."""

    seconds: float | None


def look_for(read: Callable[[], str], text: str, saved: float, given_up: float = _GIVEN_UP) -> Sighting:
    """Ask for a page until it holds a text some times in a row. `saved` on the clock of `time.monotonic`."""
    seen: list[float] = []
    while len(seen) < _IN_A_ROW:
        if text in read():
            seen.append(time.monotonic() - saved)
            continue
        seen.clear()
        if time.monotonic() - saved > given_up:
            return Sighting(None)
        time.sleep(_PAUSE)
    return Sighting(seen[0])


def told(sightings: Sequence[Sighting]) -> dict[str, Any]:
    """Return the sightings in one: how many people, median and longest in seconds, how many were never found."""
    seconds = [sighting.seconds for sighting in sightings if sighting.seconds is not None]
    return {
        "people": len(sightings),
        "p50": float(np.median(seconds)) if seconds else None,
        "max": max(seconds, default=None),
        "never": len(sightings) - len(seconds),
    }


@dataclass(slots=True)
class Watch:
    """What becomes of a writer: its last word, and the sightings of its samples by kind of page."""

    agent: Agent
    process: "subprocess.Popen[str]"
    pool: ThreadPoolExecutor
    reached: dict[str, Any] = field(default_factory=dict)
    looking: dict[str, list[Future[Sighting]]] = field(default_factory=lambda: {"search": [], "shortlist": []})
    stopped: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def at_work(self, *, sampled: bool = False) -> Iterator[None]:
        """Have people registered until the block ends; then nothing is written.

        Where it is `sampled`, somebody among them is looked for, and the block lasts until they were found or given up.
        """
        self.paused.clear()
        _say(self.process, "sample" if sampled else "go")
        yield
        if sampled:
            self.sightings()
        _say(self.process, "pause")
        if not self.paused.wait(_GIVEN_UP):
            raise SystemExit("the writer does not pause")
        self.sightings()

    def listen(self) -> None:
        """Take the writer's lines until it ends; look for each sample at once."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said = json.loads(line)
            if "step" not in said:
                self.reached = said
                break
            if said["step"] == "paused":
                self.paused.set()
                continue
            kind, name = _STEPS[said["step"]]
            self.looking[kind].append(self.pool.submit(self._look, said["path"], said[name], said["at"]))
        self.paused.set()
        self.stopped.set()

    def _look(self, path: str, text: str, at: float) -> Sighting:
        return look_for(lambda: self.agent.read(path), text, at)

    def sightings(self) -> dict[str, dict[str, Any]]:
        """Return what was seen, by kind of page."""
        return {kind: told([future.result() for future in futures]) for kind, futures in self.looking.items()}


@contextlib.contextmanager
def writing(register: Register, agent: Agent, fits: Sequence[Any], rate: float) -> Iterator[Watch]:
    """Give a writer that waits for its work (`Watch.at_work`); after the block the watch holds what was reached and seen."""
    words = ["--email", register.account()["email"], "--rate", str(rate)]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pages.writer", *words],
        env=surroundings(register.for_django()),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process, ThreadPoolExecutor(8) as pool:
        try:
            watch = Watch(agent, process, pool)
            _say(process, json.dumps(list(fits)))
            if process.stdout is None or "ready" not in process.stdout.readline():
                raise SystemExit("the writer could not begin")
            listener = threading.Thread(target=watch.listen, daemon=True)
            listener.start()
            yield watch
            _say(process, "stop")
            watch.stopped.wait()
        finally:
            if process.stdin is not None:
                process.stdin.close()
        listener.join()
    if not watch.reached or process.returncode:
        raise SystemExit("the writer broke off")


def _say(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
