"""Servers of a bench: started on loopback, watched for memory, ended with it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def granian(application: str, interface: str, port: int, blocking_threads: int = 2) -> list[str]:
    """Return the command that serves an application with two workers, as `baarasira serve` does."""
    threads = ["--blocking-threads", str(blocking_threads)] if interface == "wsgi" else []
    return [
        sys.executable, "-m", "granian", "--interface", interface, "--host", HOST, "--port", str(port), "--workers", "2",
        *threads, "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip


def descendants(pid: int) -> list[int]:
    """Return a process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    with contextlib.suppress(OSError):
        return [pid, *(found for child in children.read_text().split() for found in descendants(int(child)))]
    return [pid]


def peak_megabytes(pid: int) -> float:
    """Return the most memory a process has held, in MB; 0 for one that is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1000
    return 0.0


@contextlib.contextmanager
def running(commands: Sequence[Sequence[str]], environment: Mapping[str, str], port: int) -> Iterator[list[int]]:
    """Run servers until the block ends; give their process numbers once the port answers."""
    processes = [subprocess.Popen(list(command), env={**os.environ, **environment}) for command in commands]
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex((HOST, port)) == 0:
                    break
            time.sleep(0.2)
        else:
            raise SystemExit(f"nothing answers on port {port}")
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()
