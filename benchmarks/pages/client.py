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

_SCRIPT = Path(__file__).with_name("load.lua")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE = 300
CONNECTIONS = 8


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


def load(agent: Agent, paths: Sequence[str], seconds: int) -> dict[str, Any]:
    """Ask for the paths in turn on `CONNECTIONS` connections; return percentiles in ms and requests per second.

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
        environment = {**os.environ, "BENCH_ADDRESSES": file.name, "BENCH_COOKIE": agent.cookie}
        told = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    return figures_of(told)


def figures_of(told: str) -> dict[str, Any]:
    """Return what the load generator said, its last line. Raises NotServed."""
    figures: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    if not figures["requests"] or figures["refused"] or figures["broken"]:
        raise NotServed(
            f"of {figures['requests']} answers {figures['refused']} were no page, {figures['broken']} connections broke"
        )
    figures["per_second"] = figures["requests"] / figures["seconds"]
    return figures
