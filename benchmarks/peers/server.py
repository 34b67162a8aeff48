"""A PostgreSQL of the bench's own, with the settings that its administrator would give it on this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

SETTINGS = {
    "shared_buffers": "4GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "effective_cache_size": "12GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "2",
    "max_parallel_workers": "2",
    "max_worker_processes": "8",
    "max_parallel_maintenance_workers": "2",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "20",
    "listen_addresses": "127.0.0.1",
}
"""autovacuum is off because the run itself vacuums and analyses once the register is loaded, and nothing changes then."""


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not versions:
        raise SystemExit("postgres: the server programs are not installed (Debian: apt-get install postgresql)")
    return versions[-1].parent


def _account() -> pwd.struct_passwd | None:
    """Return the account of the server, None for our own: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("postgres: no account to run the server under (postgres or nobody)")


class Server:
    """A server in a folder of its own, which goes with it unless a folder to keep is given: that one serves again."""

    def __init__(self, kept: Path | None = None, settings: Mapping[str, str] = SETTINGS) -> None:
        self.owner, self.programs = _account(), _programs()
        self.kept, self.settings = kept is not None, settings
        self.base = kept.resolve() if kept else Path(tempfile.mkdtemp(prefix="baarasira-bench-pg-"))
        self.base.mkdir(parents=True, exist_ok=True)
        if self.owner:
            os.chown(self.base, self.owner.pw_uid, self.owner.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.data = self.base / "data"

    def _run(self, program: str, *words: str) -> None:
        owner = self.owner
        drop = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        command = [str(self.programs / program), "-D", str(self.data), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.base, **drop)  # type: ignore[call-overload]

    def start(self) -> str:
        """Start the server; return how to connect."""
        if not (self.data / "PG_VERSION").exists():
            self._run("initdb", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        # A path to a socket may not be long, and a kept folder stands anywhere: there one connects by the port alone.
        sockets = "" if self.kept else str(self.base)
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        options += f" -p {self.port} -c unix_socket_directories={sockets}"
        self._run("pg_ctl", "-l", str(self.base / "log"), "-w", "-t", "600", "-o", options, "start")
        return f"host={sockets or '127.0.0.1'} port={self.port} user=bench dbname=postgres"

    @property
    def process(self) -> int:
        """The number of the server's first process."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def stop(self) -> None:
        """Stop the server and remove its folder, unless it is kept."""
        try:
            if (self.data / "postmaster.pid").exists():
                self._run("pg_ctl", "-m", "fast" if self.kept else "immediate", "-t", "600", "stop")
        finally:
            if not self.kept:
                shutil.rmtree(self.base, ignore_errors=True)
