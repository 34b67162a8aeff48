"""What a run stood on: processor, memory, load, versions."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

LIBRARIES = ("numpy", "numba", "scipy", "polars", "duckdb", "psycopg", "highspy", "ortools", "scikit-learn")


def _line(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        if line.startswith(name):
            return line.split(":", 1)[1].strip()
    return ""


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def described() -> dict[str, Any]:
    """Return what a reader needs to judge the figures. load: runnable processes in the last minute, before the run."""
    return {
        "processor": _line("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": int(_line("/proc/meminfo", "MemTotal").split()[0]) * 1024,
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
        **{name: found for name in LIBRARIES if (found := _version(name))},
    }
