"""Ending the server ends every process it started: a port still held would keep the next start out."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from baarasira.project import server

HOST = server.HOST
# A process that starts another, which listens on the port, and then behaves as told.
MASTER = """
import signal, subprocess, sys, time
child = "import socket, time; held = socket.create_server(('127.0.0.1', {port})); print('held', flush=True); time.sleep(600)"
{before}
subprocess.Popen([sys.executable, "-c", {child_before!r} + child])
time.sleep(600)
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
APPLICATION = """
import time

def application(environ, start_response):
    if environ["PATH_INFO"] == "/long":
        time.sleep(600)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ready"]
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 1.0)


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[bytes]"]]:
    processes: list[subprocess.Popen[bytes]] = []
    yield processes
    for process in processes:
        server._tell_group(process, signal.SIGKILL)
        process.wait()


def wait_until_held(port: int) -> None:
    until = time.monotonic() + 60
    while server.port_is_free(HOST, port):
        assert time.monotonic() < until, "nothing ever listened"
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("before", "child_before", "status"),
    [("", "", 0), (DEAF, "", 1), ("", DEAF, 0), (DEAF, DEAF, 1)],
    ids=["dies alone", "is deaf", "leaves a deaf child", "both deaf"],
)
def test_whatever_the_first_process_does_no_child_keeps_the_port(
    port: int, started: list["subprocess.Popen[bytes]"], before: str, child_before: str, status: int
) -> None:
    code = MASTER.format(port=port, before=before, child_before=child_before)
    started.append(server.start([sys.executable, "-c", code]))
    wait_until_held(port)
    assert server.end(started) == status
    assert server.port_is_free(HOST, port)


def test_a_worker_busy_with_a_long_request_does_not_outlive_the_server(
    port: int, started: list["subprocess.Popen[bytes]"], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_application.py").write_text(APPLICATION)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port), "--workers", "2",
        "--no-ws", "--log-level", "critical", "slow_application:application",
    ]  # fmt: skip
    started.append(server.start(command))
    wait_until_held(port)
    callers = [threading.Thread(target=call, args=(port,), daemon=True) for _ in range(3)]
    for caller in callers:
        caller.start()
    time.sleep(1)
    server.end(started)
    assert server.port_is_free(HOST, port)
    assert not server._tell_group(started[0], 0)
    for caller in callers:
        caller.join(timeout=10)
        assert not caller.is_alive(), "a worker still answers"


def call(port: int) -> None:
    with socket.create_connection((HOST, port)) as line:
        line.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        while line.recv(1000):
            pass


def test_processes_that_end_by_themselves_are_no_fault() -> None:
    quick = server.start([sys.executable, "-c", "pass"])
    quick.wait()
    failed = server.start([sys.executable, "-c", "raise SystemExit(3)"])
    failed.wait()
    assert server.end([quick]) == 0
    assert server.end([quick, failed]) == 1
