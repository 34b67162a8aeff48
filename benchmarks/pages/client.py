"""One signed-in agent, and the load generator that asks in their name."""

import contextlib
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_SCRIPT = Path(__file__).with_name("load.lua")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 300
_LONGEST = 3600
"""Seconds that the load generator would go on for if nobody told it to end."""
SETTLED = 0.4
"""Seconds after which a load is under way: what is asked before is not counted."""
CONNECTIONS = 8
_PERCENTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}

Waits = npt.NDArray[np.int64]


class NotServed(Exception):
    """Some answers were no page, or none came: nothing measured of them means anything."""


@dataclass(frozen=True, slots=True)
class Agent:
    """A session of one agent on one server. answered: when each page that was read came."""

    address: str
    cookie: str
    opener: urllib.request.OpenerDirector
    answered: list[float] = field(default_factory=list)

    def read(self, path: str) -> str:
        """Return a page as text, on a connection of its own; raises urllib's errors for a refusal."""
        request = urllib.request.Request(self.address + path, headers={"Accept-Language": "fr"})
        with self.opener.open(request, timeout=_PATIENCE) as answer:
            if answer.geturl() != self.address + path:
                raise NotServed(f"{path}: sent on to {answer.geturl()}")
            page = str(answer.read().decode("utf-8"))
        self.answered.append(time.monotonic())
        return page


def nobody(address: str) -> Agent:
    """Return who asks an empty view: no session."""
    return Agent(address, "", urllib.request.build_opener())


def sign_in(address: str, email: str, password: str) -> Agent:
    """Sign in by the form, as a person does."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    door = f"{address}/compte/connexion/"
    with opener.open(door, timeout=_PATIENCE) as page:
        token = _TOKEN.search(page.read().decode("utf-8"))
    if token is None:
        raise SystemExit(f"{door}: no form to sign in with")
    form = urllib.parse.urlencode({"email": email, "password": password, "csrfmiddlewaretoken": token[1]}).encode()
    with opener.open(urllib.request.Request(door, form, {"Referer": door}), timeout=_PATIENCE) as answer:
        if "connexion" in answer.geturl():
            raise SystemExit(f"{email} could not sign in")
    return Agent(address, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), opener)


class Requests:
    """When requests began and were answered, in seconds of `time.monotonic`: an array each, none in an order."""

    def __init__(self, moments: Sequence[float]) -> None:
        pairs = np.array(moments, np.float64).reshape(-1, 2)
        self.begun, self.answered = pairs[:, 0], pairs[:, 1]

    def between(self, first: float, last: float) -> Waits:
        """Return how long those waited that were answered after a moment and not after another, in microseconds."""
        chosen = (self.answered > first) & (self.answered <= last)
        return np.rint((self.answered - self.begun)[chosen] * 1e6).astype(np.int64)


@dataclass(slots=True)
class Load:
    """A load that goes on; what was asked is known when it has ended."""

    requests: Requests = field(default_factory=lambda: Requests(()))


@contextlib.contextmanager
def loading(agent: Agent, paths: Sequence[str]) -> Iterator[Load]:
    """Ask for the paths in turn on `CONNECTIONS` connections, each anew as soon as it is answered, until the block ends.

    The block begins when the load is under way: `wrk` asks its script once for nothing before the first request. Raises
    NotServed at its end when an answer was no page (any status but 200), or a connection broke.
    """
    words = ["wrk", f"-t{CONNECTIONS}", f"-c{CONNECTIONS}", f"-d{_LONGEST}s", "--timeout", "30s", "-s", str(_SCRIPT)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        asked = {"BENCH_ADDRESSES": file.name, "BENCH_COOKIE": agent.cookie, "BENCH_CONNECTIONS": str(CONNECTIONS)}
        environment = {**os.environ, **asked}
        load = Load()
        with subprocess.Popen([*words, agent.address], env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                time.sleep(SETTLED)
                yield load
            finally:
                process.send_signal(signal.SIGINT)  # wrk ends and tells what it saw
                told, _none = process.communicate()
        load.requests = read(told)


def load(agent: Agent, paths: Sequence[str], seconds: float) -> tuple[Waits, float]:
    """Load some pages for so long; return the waits in microseconds and the seconds it lasted. Raises NotServed."""
    with loading(agent, paths) as load:
        begun = time.monotonic()
        time.sleep(seconds)
        ended = time.monotonic()
    return load.requests.between(begun, ended), ended - begun


def read(told: str) -> Requests:
    """Return what the load generator said, its last line. Raises NotServed."""
    lines = told.strip().splitlines()
    if not lines or not lines[-1].startswith("{"):
        raise NotServed("the load generator told nothing: it could not begin")
    said: dict[str, Any] = json.loads(lines[-1])
    if not said["requests"] or said["refused"] or said["broken"]:
        raise NotServed(
            f"of {said['requests']} answers {said['refused']} were no page, {said['broken']} connections broke"
        )
    requests = Requests(said["moments"])
    if abs(len(requests.begun) - said["requests"]) > CONNECTIONS:
        raise NotServed(f"{len(requests.begun)} waits of {said['requests']} requests: this wrk counts otherwise")
    return requests


def figures(waits: Waits, seconds: float) -> dict[str, Any]:
    """Return percentiles in ms and requests per second of waits in microseconds."""
    at = np.quantile(waits, list(_PERCENTILES.values()), method="inverted_cdf") / 1000
    named = dict(zip(_PERCENTILES, at.tolist(), strict=True))
    return {**named, "requests": len(waits), "seconds": seconds, "per_second": len(waits) / seconds}
