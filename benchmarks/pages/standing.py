"""The register that is asked: a demonstration that stands already, or that is made here; loading goes on where it stopped."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from ..peers.server import Server
from ..processes import children_of, proportional
from .servers import surroundings

SQLITE, POSTGRES = "sqlite", "postgres"
DATABASES = (SQLITE, POSTGRES)

SETTINGS = {
    "shared_buffers": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
}
"""What an administrator of a server that does nothing else would set; all the rest, durability among it, as it comes."""

_NOTES = "bench.json"
_LOOKED_EVERY = 1.0

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Register:
    """A register that stands: its database, the environment of whoever works on it, its own folder, its server if any."""

    database: str
    environment: Mapping[str, str]
    folder: Path
    server: Server | None = None

    def command(self, *words: str) -> list[str]:
        """Return a command of the product."""
        return [sys.executable, "-m", "baarasira.project.cli", *words]

    def for_django(self) -> dict[str, str]:
        """Return the environment of a process of the bench that reads the register itself."""
        return {**self.environment, "DJANGO_SETTINGS_MODULE": "baarasira.project.settings"}

    def database_processes(self) -> list[int]:
        """Return the processes of the database server, none for SQLite."""
        return children_of(self.server.process) if self.server is not None else []

    def account(self) -> Mapping[str, str]:
        """Return the e-mail and password of the counsellor who asks."""
        told = json.loads((self.folder / "demo-accounts.json").read_text(encoding="utf-8"))
        return next(account for account in told["accounts"] if account["role"] == "counsellor")


@contextlib.contextmanager
def standing(database: str, people: int, data: Path, sqlite: Path | None = None) -> Iterator[Register]:
    """Give a place for a register; a PostgreSQL of our own serves it until the block ends.

    Registers of several sizes stand side by side in `data`; `sqlite` is the folder of one that stands elsewhere.
    """
    data.mkdir(parents=True, exist_ok=True)
    if database == SQLITE:
        folder = (sqlite or data / f"sqlite-{people}").resolve()
        yield Register(database, {"BAARASIRA_DATA": str(folder)}, folder)
        return
    folder, server = (data / f"postgres-{people}").resolve(), Server(data / "postgres", SETTINGS)
    try:
        place = server.start()
        name = f"people_{people}"
        with psycopg.connect(place, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(f"CREATE DATABASE {name}")
        url = f"postgres://bench@127.0.0.1:{server.port}/{name}"
        yield Register(database, {"BAARASIRA_DATA": str(folder), "DATABASE_URL": url}, folder, server)
    finally:
        server.stop()


def make(register: Register, people: int, offers: int) -> Result:
    """Load the demonstration and build the index where that is not done; return what each took when it was done.

    ``{"load": …, "index": …}``, each None for what stood before we came. A load that was stopped and went on took the sum.
    """
    made = _notes(register)
    loaded = _is_loaded(register)
    words = ["demo", "--people", str(people), "--offers", str(offers), "--no-serve"]
    # Also where all is there: it brings tables and static files to this version.
    took = measured(register.command(*words), register.environment)
    if not loaded:
        made = _noted(register, "load", took)
    # What has fallen due since the register was made changes it: done before anything is drawn from it.
    measured(register.command("worker", "--once"), register.environment)
    if not list(register.folder.glob("index/*/current")):
        took = measured(register.command("index", "build"), register.environment)
        made = _noted(register, "index", took)
    return {"load": made.get("load"), "index": made.get("index")}


def _is_loaded(register: Register) -> bool:
    mark = register.folder / "demo"
    return mark.exists() and mark.read_text(encoding="ascii").startswith("loaded")


def _notes(register: Register) -> Result:
    file = register.folder / _NOTES
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def _noted(register: Register, step: str, took: Result) -> Result:
    made = _notes(register)
    before = made.get(step) or {"seconds": 0.0, "largest": 0.0, "together": 0.0}
    made[step] = {
        "seconds": before["seconds"] + took["seconds"],
        **{name: max(before[name], took[name]) for name in ("largest", "together")},
    }
    (register.folder / _NOTES).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    if took["status"]:
        raise SystemExit(f"{step}: ended with status {took['status']}; the same command goes on where it stopped")
    return made


def measured(command: list[str], environment: Mapping[str, str]) -> Result:
    """Run a command; return its status, seconds, and MB at the peak: of the largest of its processes, and of all together.

    All together are looked at every second, what they share counted once: a shorter peak is not seen.
    """
    begun = time.monotonic()
    process = subprocess.Popen(command, env=surroundings(environment), stdout=sys.stderr)
    over, seen = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(_LOOKED_EVERY):
            with contextlib.suppress(OSError):
                seen.append(proportional(children_of(process.pid)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        over.set()
        watcher.join()
        if process.returncode is None:  # we were stopped: what stands on disk goes on the next time
            process.terminate()
            process.wait()
    return {
        "status": process.returncode,
        "seconds": time.monotonic() - begun,
        "largest": usage.ru_maxrss * 1024 / 1e6,
        "together": max(seen) / 1e6,
    }
