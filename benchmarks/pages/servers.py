"""Servers of a bench: started on loopback, watched for memory and processor time, ended with it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..client import ROOT
from ..processes import children_of

HOST = "127.0.0.1"
WORKERS = 2
_STARTS_WITHIN = 180  # on a machine that does other things as well
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def python_path() -> str:
    """Return where our processes find the bench and the product."""
    paths = [str(ROOT), str(ROOT / "src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return os.pathsep.join(filter(None, paths))


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a process of the bench: ours, less the installation that ours may name, with this."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("BAARASIRA_", "DATABASE_URL"))}
    return {**ours, **environment, "PYTHONPATH": python_path()}


def granian(application: str, interface: str, port: int) -> list[str]:
    """Return the command that serves an empty application as `baarasira serve` serves the product."""
    threads = ["--blocking-threads", "2"] if interface == "wsgi" else []
    return [
        sys.executable, "-m", "granian", "--interface", interface, "--host", HOST, "--port", str(port), "--workers",
        str(WORKERS), *threads, "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip


def product(port: int) -> list[str]:
    """Return the command that serves the product with its background worker."""
    words = ["serve", "--host", HOST, "--port", str(port), "--workers", str(WORKERS)]
    return [sys.executable, "-m", "baarasira.project.cli", *words]


def peak_megabytes(pid: int) -> float:
    """Return the most memory a process has held, in MB; 0 for one that is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time of processes, and of what they started that is over by now."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            # Fields 14 to 17, counted behind the name, which may hold spaces.
            total += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return total / _TICKS


def _is_background(pid: int) -> bool:
    with contextlib.suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"worker" in words and b"baarasira.project.cli" in words
    return False


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its address and the number of its first process."""

    address: str
    pid: int

    def background(self) -> list[int]:
        """Return the processes of the background worker."""
        return [found for pid in children_of(self.pid) if _is_background(pid) for found in children_of(pid)]

    def web(self) -> list[int]:
        """Return the processes that serve pages, the ones that start them among them."""
        beside = set(self.background())
        return [pid for pid in children_of(self.pid) if pid not in beside]

    def memory(self) -> dict[str, list[float]]:
        """Return the peak of each process in MB: of those that serve pages, of the background worker."""
        return {name: [peak_megabytes(pid) for pid in pids] for name, pids in self._named()}

    def _named(self) -> Iterator[tuple[str, list[int]]]:
        yield "web", self.web()
        yield "background", self.background()


@contextlib.contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[Running]:
    """Run a server until the block ends; give it once the port answers."""
    process = subprocess.Popen(list(command), env=surroundings(environment), stdout=sys.stderr)
    try:
        _wait(process, port)
        yield Running(f"http://{HOST}:{port}", process.pid)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit(f"nothing answers on port {port}")
