"""One signed-in agent, and the load generator that asks in their name."""

import http.cookiejar
import json
import os
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).with_name("load.lua")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Agent:
    """A session of one agent on one server."""

    address: str
    cookie: str
    opener: urllib.request.OpenerDirector

    def read(self, path: str) -> str:
        """Return a page as text; raises urllib's errors for a refusal."""
        with self.opener.open(self.address + path, timeout=60) as answer:
            return str(answer.read().decode("utf-8"))


def sign_in(address: str, email: str, password: str) -> Agent:
    """Sign in by the form, as a person does."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    door = f"{address}/compte/connexion/"
    with opener.open(door, timeout=60) as page:
        token = _TOKEN.search(page.read().decode("utf-8"))
    if token is None:
        raise SystemExit(f"{door}: no form to sign in with")
    form = urllib.parse.urlencode({"email": email, "password": password, "csrfmiddlewaretoken": token[1]}).encode()
    with opener.open(urllib.request.Request(door, form, {"Referer": door}), timeout=60) as answer:
        if "connexion" in answer.geturl():
            raise SystemExit(f"{email} could not sign in")
    return Agent(address, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), opener)


def load(agent: Agent, paths: Sequence[str], seconds: int, connections: int = 8) -> dict[str, Any]:
    """Ask for the paths in turn on `connections` connections; return percentiles in ms and requests per second."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        words = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "-s",
            str(_SCRIPT),
            agent.address,
        ]
        environment = {**os.environ, "BENCH_ADDRESSES": file.name, "BENCH_COOKIE": agent.cookie}
        told = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    figures: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    figures["per_second"] = figures["requests"] / figures["seconds"]
    return figures
