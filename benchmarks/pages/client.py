"""One signed-in agent, and the load generator that asks in their name."""

import http.cookiejar
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_SCRIPT = Path(__file__).with_name("load.lua")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 300
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


def load(agent: Agent, paths: Sequence[str], seconds: int, pause: int = 0) -> tuple[Waits, float]:
    """Ask for the paths in turn on `CONNECTIONS` connections; return the waits in microseconds and the seconds it lasted.

    Each asks again at once, or when it has read for `pause` milliseconds (half of it to half as much again).

    Raises NotServed when an answer was no page (any status but 200), or a connection broke.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        words = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout",
            "30s",
            "-s",
            str(_SCRIPT),
            agent.address,
        ]
        environment = {
            **os.environ,
            "BENCH_ADDRESSES": file.name,
            "BENCH_COOKIE": agent.cookie,
            "BENCH_PAUSE": str(pause),
        }
        told = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    return waits_of(told)


def waits_of(told: str) -> tuple[Waits, float]:
    """Return what the load generator said, its last line: the waits in microseconds, the seconds. Raises NotServed."""
    said: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    if not said["requests"] or said["refused"] or said["broken"]:
        raise NotServed(
            f"of {said['requests']} answers {said['refused']} were no page, {said['broken']} connections broke"
        )
    return measured(said), said["microseconds"] / 1e6


def figures(waits: Waits, seconds: float) -> dict[str, Any]:
    """Return percentiles in ms and requests per second of waits in microseconds."""
    at = np.quantile(waits, list(_PERCENTILES.values()), method="inverted_cdf") / 1000
    named = dict(zip(_PERCENTILES, at.tolist(), strict=True))
    return {**named, "requests": len(waits), "seconds": seconds, "per_second": len(waits) / seconds}


def measured(said: dict[str, Any]) -> Waits:
    """Return the wait of each request in microseconds, in order, without those that wrk makes up.

    wrk means to ask at a steady pace, one request a connection in every mean wait: for each wait that is longer than two of them
    it adds the waits of the requests that it would have asked meanwhile. An agent who waits for a page asks for no other, so
    they are taken out again. Raises NotServed when what is left is not as many as there were requests.
    """
    interval = said["microseconds"] // max(1, said["requests"] // CONNECTIONS)
    waits, times = (np.array(column, np.int64) for column in zip(*said["waits"], strict=True))
    counts = np.zeros(int(waits.max()) + interval + 1, np.int64)
    counts[waits] = times
    counts[interval + 1 : -interval] -= counts[2 * interval + 1 :]
    if counts.min() < 0 or counts.sum() != said["requests"]:
        raise NotServed(f"{counts.sum()} waits of {said['requests']} requests: this wrk counts otherwise")
    return np.repeat(np.arange(len(counts)), counts)
