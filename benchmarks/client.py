"""The runner's end of a worker: starts it, tells it what to do, waits for the reply."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class WorkerFailed(Exception):
    """A worker ended without a reply; what it said stands on standard error."""


@dataclass(frozen=True)
class Job:
    """What every worker of a run is started with."""

    data: Path
    folder: Path
    weights: tuple[int, ...]
    top: int


class Client:
    """A worker in a process of its own; a context, at the end of which the process is gone."""

    def __init__(self, name: str, job: Job) -> None:
        self.name = name
        paths = [str(ROOT), str(ROOT / "src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        command = [
            sys.executable,
            "-m",
            "benchmarks.worker",
            name,
            "--data",
            str(job.data),
            "--folder",
            str(job.folder),
        ]
        command += ["--weights", ",".join(map(str, job.weights)), "--top", str(job.top)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )

    def ask(self, task: str, **fields: Any) -> dict[str, Any]:
        """Have a task done; return the reply. WorkerFailed when the worker died of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps({"task": task, **fields}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerFailed(f"{self.name}: the worker ended with status {self.process.wait()} during {task}")
        return dict(json.loads(line))

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
