"""The server process and the worker beside it."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

HOST = "127.0.0.1"


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


def serve(host: str, port: int, workers: int, ready: Callable[[], None]) -> int:
    """Run the web server and the background worker until stopped; `ready` is called once the port answers.

    When one of the two ends, the other is stopped too, so that a supervisor restarts both. Returns the exit status.
    """
    server = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
        "baarasira.project.wsgi:application",
    ]  # fmt: skip
    processes = [
        subprocess.Popen(server),
        subprocess.Popen([sys.executable, "-m", "baarasira.project.cli", "worker"]),
    ]

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    announced = False
    while all(process.poll() is None for process in processes):
        if not announced and _answers(host, port):
            announced = True
            ready()
        time.sleep(0.2)
    return _end(processes)


def _end(processes: list["subprocess.Popen[bytes]"]) -> int:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
    # Stopped by a signal is how it should end; anything else is an error of the process itself.
    faults = [process.returncode for process in processes if process.returncode not in {0, -15, -2, 143, 130}]
    return 1 if faults else 0
