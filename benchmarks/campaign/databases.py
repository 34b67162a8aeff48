"""A new and empty database for a run, on SQLite or on a PostgreSQL of our own with its usual durability; one process a run."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..client import ROOT
from ..pages.servers import surroundings
from ..pages.standing import DATABASES, POSTGRES, SETTINGS
from ..peers.server import Server

BOTH = "both"
Result = dict[str, Any]


class Failed(Exception):
    """A run ended without a result; what it said stands on standard error."""


def chosen(name: str) -> tuple[str, ...]:
    """Return the databases of an option: one, or both."""
    return DATABASES if name == BOTH else (name,)


@contextlib.contextmanager
def empty(database: str) -> Iterator[dict[str, str]]:
    """Give the environment of an installation whose database is new, and gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as folder:
        held = {"BAARASIRA_DATA": folder, "BAARASIRA_SECRET": "only-for-measures"}
        if database != POSTGRES:
            yield held
            return
        server = Server(settings=SETTINGS)
        try:
            server.start()
            yield {**held, "DATABASE_URL": f"postgres://bench@127.0.0.1:{server.port}/postgres"}
        finally:
            server.stop()


def ask(module: str, database: str, words: Sequence[str]) -> Result:
    """Run a module on a database of its own; return the result it prints. Raises Failed."""
    with empty(database) as environment:
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, env=surroundings(environment)
        )
    if done.returncode or not done.stdout.strip():
        raise Failed(f"{module} on {database} ended with status {done.returncode}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def kept(folder: Path, name: str, found: Result) -> Path:
    """Write the result of a run; the next run of the same name takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
