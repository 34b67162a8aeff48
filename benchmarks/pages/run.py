"""One run on one register: all servers side by side, every kind of question apart, then some of them beside a writer."""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .. import processes
from . import checks, client, reading, servers
from .client import Agent
from .fresh import Watch, writing
from .kinds import BESIDE_WRITER, PAGES
from .servers import Running, free_port, granian, running
from .standing import Register

_FOLLOWED = 9
"""So many pages in a row of each deep list are asked for."""
_DEEP = {"search_deep": 50, "shortlist_deep": 20}
_NEXT = {"search_deep": reading.next_of_search, "shortlist_deep": reading.next_of_shortlist}
_ENOUGH_DEEP = 64
_WARM_PAGES = 24
_CHECKED = 24
_LONGEST_WARM_UP = 3
_CONNECTED, _TURNS = 10, 2
"""So many times new connections are made for a kind beside the writer; on each, pages are asked for so many times alone and so
many beside the writer, in turn."""

Result = dict[str, Any]
Question = Mapping[str, Any]


class Wrong(Exception):
    """Pages that do not show what the register holds."""


def say(text: str) -> None:
    """Print a line of progress."""
    print(text, file=sys.stderr, flush=True)


def drawn(register: Register, seed: int) -> Result:
    """Have questions drawn from the register, in a process of its own."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        words = ["--email", register.account()["email"], "--seed", str(seed), "--out", file.name]
        command = [sys.executable, "-m", "benchmarks.pages.draw", *words]
        subprocess.run(command, env=servers.surroundings(register.for_django()), check=True)
        return dict(json.loads(Path(file.name).read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Target:
    """A server that is loaded, and who asks it."""

    server: Running
    agent: Agent


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was seen of a load: the wait of each request in microseconds, how long it lasted, seconds of processor, pages."""

    waits: client.Waits
    seconds: float
    spent: Mapping[str, float]
    pages: int

    def with_more(self, other: "Loaded") -> "Loaded":
        """Return the two as one load."""
        spent = {name: seconds + other.spent[name] for name, seconds in self.spent.items()}
        waits = np.concatenate((self.waits, other.waits))
        return Loaded(waits, self.seconds + other.seconds, spent, self.pages + other.pages)

    def figures(self) -> Result:
        """Return the percentiles, how many in a second, and the processor time of a page in ms."""
        cpu = {name: seconds * 1000 / self.pages for name, seconds in self.spent.items()}
        return {**client.figures(self.waits, self.seconds), "cpu": cpu}


def told(kind: str, figures: Result) -> str:
    """Return the figures of one kind as a line of progress."""
    return (
        f"{kind:<24} p50 {figures['p50']:7.1f}  p95 {figures['p95']:7.1f}  p99 {figures['p99']:7.1f} ms, "
        f"{figures['per_second']:8.1f} a second, {figures['cpu']['web']:.2f} ms of processor a page"
        + (f" and {figures['cpu']['database']:.2f} in the database" if figures["cpu"]["database"] else "")
    )


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen of a server for a while: from when to when, seconds of processor, pages that were read besides the load's."""

    first: float
    last: float
    spent: Mapping[str, float]
    read: int

    def of(self, requests: client.Requests) -> Loaded:
        """Return what of a load was answered in it."""
        waits = requests.between(self.first, self.last)
        return Loaded(waits, self.last - self.first, self.spent, len(waits) + self.read)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works with: the register, what was drawn of it, how long each kind is loaded, the servers."""

    register: Register
    draw: Result
    seconds: int
    rate: float
    floor: Mapping[str, Target]
    product: Target
    depths: dict[str, list[int]] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PAGES, 0))

    def everything(self) -> Result:
        """Return all that is measured. Raises Wrong and client.NotServed."""
        warm = self.warm_up()
        questions = {**self.draw["questions"], **{kind: self.deep(kind) for kind in _DEEP}}
        for kind in PAGES:
            self.check(kind, questions[kind])
        paths = {kind: [question["path"] for question in questions[kind]] for kind in PAGES}
        kinds = {kind: self.load(target, kind, ["/"]) for kind, target in self.floor.items()}
        kinds |= {kind: self.load(self.product, kind, paths[kind]) for kind in PAGES}
        beside = self.beside_writer(paths)
        return {
            "warm_up": warm,
            "checked": self.right,
            "kinds": kinds,
            "beside_writer": beside,
            "memory": self.memory(),
        }

    def warm_up(self) -> float:
        """Ask until every process of the server has read names and index; return the seconds it took.

        Many pages at once, so that each process is asked for some; each waits for what its process reads.
        """
        begun = time.monotonic()
        with ThreadPoolExecutor(_WARM_PAGES) as pool:
            for kind in ("search_common", "shortlist_first"):
                paths = [question["path"] for question in self.draw["questions"][kind][:_WARM_PAGES]]
                list(pool.map(self.product.agent.read, paths))
        return time.monotonic() - begun

    def deep(self, kind: str) -> list[Question]:
        """Follow lists page by page and return the questions of their pages far down."""
        found: list[Question] = []
        depths: list[int] = []
        wanted = _DEEP[kind]
        for start in self.draw["starts"][kind]:
            if len(found) >= _ENOUGH_DEEP:
                break
            last = wanted + _FOLLOWED - 1
            pages = reading.follow(self.product.agent.read, start["path"], last, _NEXT[kind])
            self._check_pages(kind, start, pages)
            # A list that ends before is asked from its middle on: a small register has no page 50.
            first = wanted if len(pages) >= wanted else max(2, len(pages) // 2)
            depths += range(first, len(pages) + 1)
            found += [{"path": path} for path in pages[first - 1 :]]
        if not found:
            raise SystemExit(f"{kind}: no list of this register has a second page; make it larger")
        self.depths[kind] = sorted(depths)
        return found

    def _check_pages(self, kind: str, start: Question, pages: Sequence[str]) -> None:
        for number, people in start.get("people_at", {}).items():
            if people and int(number) <= len(pages):
                page = self.product.agent.read(pages[int(number) - 1])
                if wrong := checks.page_fault(people, page):
                    raise Wrong(f"{kind}, page {number} of {start['path']}: {wrong}")
                self.right[kind] += 1

    def check(self, kind: str, questions: Sequence[Question]) -> None:
        """Read the first pages whose answer is known, and count them. Raises Wrong."""
        for question in [question for question in questions if checks.is_checked(question)][:_CHECKED]:
            if wrong := checks.fault(question, self.product.agent.read(question["path"])):
                raise Wrong(f"{kind}, {question['path']}: {wrong}")
            self.right[kind] += 1

    def load(self, target: Target, kind: str, paths: Sequence[str]) -> Result:
        """Load one kind, after a short load that is not counted; return its figures with the processor time of a request in ms."""
        with _named(kind):
            client.load(target.agent, paths, max(1, min(_LONGEST_WARM_UP, self.seconds // 3)))
            loaded = self.loaded(target, paths, self.seconds)
        figures = loaded.figures()
        figures["addresses"] = len(set(paths))
        if kind in self.depths:
            depths = self.depths[kind]
            figures["pages_down"] = [depths[0], depths[len(depths) // 2], depths[-1]]
        say(told(kind, figures))
        return figures

    def loaded(self, target: Target, paths: Sequence[str], seconds: int) -> Loaded:
        """Load some pages and return what was seen of it."""
        with client.loading(target.agent, paths) as load:
            window = self.watched(target, seconds)
        return window.of(load.requests)

    def watched(self, target: Target, seconds: float) -> Window:
        """Let a load go on for so long; return what was seen meanwhile."""
        before, read, first = self._cpu(target), len(target.agent.answered), time.monotonic()
        time.sleep(seconds)
        last = time.monotonic()
        spent = {name: seconds - before[name] for name, seconds in self._cpu(target).items()}
        # Who looks for new people asks for pages too.
        return Window(first, last, spent, len(target.agent.answered) - read)

    def _cpu(self, target: Target) -> dict[str, float]:
        database = self.register.database_processes() if target is self.product else []
        return {"web": servers.cpu_seconds(target.server.web()), "database": servers.cpu_seconds(database)}

    def beside_writer(self, paths: Mapping[str, Sequence[str]]) -> Result:
        """Load some kinds, in turn alone and while people are registered, many times over and on the same connections.

        In turn, since a machine that others use is slower in one minute than in the next; on the same connections, since one
        process of the server may have three of eight and the other five. Returns the figures of all turns together, the ratio,
        and how soon the new are found.
        """
        figures: dict[str, dict[str, Result]] = {}
        before = servers.cpu_seconds(self.product.server.background())
        with writing(self.register, self.product.agent, self.draw["fits"], self.rate) as watch:
            for kind in BESIDE_WRITER:
                sums: dict[str, Loaded] = {}
                for _connected in range(_CONNECTED):
                    with _named(kind):
                        for name, more in self._turns(paths[kind], watch):
                            sums[name] = sums[name].with_more(more) if name in sums else more
                figures[kind] = {name: loaded.figures() for name, loaded in sums.items()}
                for name, each in figures[kind].items():
                    say(told(f"{kind}, {name}", each))
        reached, seen = watch.reached, watch.sightings()
        for name, sight in seen.items():
            if not sight["people"] or sight["never"]:
                raise Wrong(f"new people in {name}: {sight}")
        say(
            f"{reached['registered'] / reached['seconds']:.1f} people a second registered; found after "
            + ", ".join(f"{sight['max']:.2f} s at most ({name})" for name, sight in seen.items())
        )
        return {
            "asked": self.rate,
            "connected": _CONNECTED,
            "turns": _TURNS,
            "reached": reached["registered"] / reached["seconds"],
            "registered": reached["registered"],
            "writer_cores": reached["cpu"] / reached["seconds"],
            "background_seconds": servers.cpu_seconds(self.product.server.background()) - before,
            "kinds": {
                kind: {**pair, "ratio": pair["beside"]["p95"] / pair["alone"]["p95"]} for kind, pair in figures.items()
            },
            "seen": seen,
        }

    def _turns(self, paths: Sequence[str], watch: Watch) -> list[tuple[str, Loaded]]:
        """Ask on eight connections, in turn alone and beside the writer; return each turn's name with what was seen.

        Then, in a turn of which no page is counted, somebody new is looked for while the writer and the load go on: whoever looks
        asks for pages too, and is no writer.
        """
        seconds = max(1, self.seconds // 3)
        seen: list[tuple[str, Window]] = []
        with client.loading(self.product.agent, paths) as load:
            for turn in range(2 * _TURNS):
                beside = turn % 4 in {1, 2}  # alone, beside, beside, alone
                with watch.at_work() if beside else contextlib.nullcontext():
                    time.sleep(client.SETTLED)
                    seen.append(("beside" if beside else "alone", self.watched(self.product, seconds)))
            with watch.at_work(sampled=True):
                time.sleep(client.SETTLED + seconds)
        return [(name, window.of(load.requests)) for name, window in seen]

    def memory(self) -> Result:
        """Return the peaks of the processes in MB; of the database server what all its processes hold at the end."""
        found: Result = dict(self.product.server.memory())
        if database := self.register.database_processes():
            found["database"] = processes.proportional(database) / 1e6
        return found


@contextlib.contextmanager
def _named(kind: str) -> Iterator[None]:
    try:
        yield
    except client.NotServed as fault:
        raise client.NotServed(f"{kind}: {fault}") from fault


@contextlib.contextmanager
def begun(register: Register, draw: Result, seconds: int, rate: float) -> Iterator[Run]:
    """Start every server of a run, sign in, and give the run."""
    account = register.account()
    with contextlib.ExitStack() as stack:

        def start(command: list[str], port: int, environment: Mapping[str, str]) -> Running:
            return stack.enter_context(running(command, environment, port))

        floor = {}
        for kind, interface in (("empty_asgi", "asgi"), ("empty_wsgi", "wsgi")):
            port = free_port()
            server = start(granian(f"benchmarks.pages.empty:{interface}", interface, port), port, {})
            floor[kind] = Target(server, client.nobody(server.address))
        port = free_port()
        server = start(servers.product(port), port, register.environment)
        agent = client.sign_in(server.address, account["email"], account["password"])
        yield Run(register, draw, seconds, rate, floor, Target(server, agent))
