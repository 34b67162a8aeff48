"""The server process and the worker beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
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


# How many seconds the processes have to finish what they are doing, and then what is left of them to go.
PATIENCE = 15.0
_LAST_WORD = 3.0
_STEP = 0.1
Process = subprocess.Popen[bytes]


def serve(host: str, port: int, workers: int, ready: Callable[[], None]) -> int:
    """Run the web server and the background worker until stopped; `ready` is called once the port answers.

    When one of the two ends, the other is stopped too, so that a supervisor restarts both. Returns the exit status once
    nothing of them is left: the port is free again.
    """
    server = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
        "--workers-kill-timeout", str(int(PATIENCE) - 5),
        "baarasira.project.wsgi:application",
    ]  # fmt: skip
    told_to_stop: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        told_to_stop.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    processes = [start(server), start([sys.executable, "-m", "baarasira.project.cli", "worker"])]
    announced = False
    while not told_to_stop and all(process.poll() is None for process in processes):
        if not announced and _answers(host, port):
            announced = True
            ready()
        time.sleep(2 * _STEP)
    return end(processes)


def start(command: Sequence[str]) -> Process:
    """Start a process at the head of a group of its own: whatever it starts can be ended with it."""
    return subprocess.Popen(command, process_group=0)


def end(processes: Sequence[Process]) -> int:
    """End processes made by `start` and all they started. Returns 1 when one of them had failed or had to be killed, else 0.

    They are asked first, and have `PATIENCE` seconds. A server whose worker is busy may end without it, or not at all:
    what is left of each group is then told, and at last killed.
    """
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        _wait(process, until)
    for number in (signal.SIGTERM, signal.SIGKILL):
        left = [process for process in processes if _tell_group(process, number)]
        until = time.monotonic() + _LAST_WORD
        while time.monotonic() < until and any(_tell_group(process, 0) for process in left):
            for process in left:
                process.poll()
            time.sleep(_STEP)
    for process in processes:
        process.wait()
    # Stopped by a signal is how it should end; anything else is an error of the process itself.
    faults = [process.returncode for process in processes if process.returncode not in {0, -15, -2, 143, 130}]
    return 1 if faults else 0


def _wait(process: Process, until: float) -> None:
    try:
        process.wait(timeout=max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        return


def _tell_group(process: Process, number: int) -> bool:
    """Send a signal (0: none) to what is left of a process's group; tell whether anything was."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return False
    return True
