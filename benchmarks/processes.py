"""What the system says of memory: this process at its peak, and other processes by what is theirs."""

from collections.abc import Iterable
from pathlib import Path


def _kilobytes(file: Path, name: str) -> int:
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def peak() -> dict[str, int]:
    """Return bytes of this process: greatest resident size so far, and what of the present one is its own or of files."""
    status = Path("/proc/self/status")
    names = {"peak": "VmHWM", "own": "RssAnon", "files": "RssFile"}
    return {name: _kilobytes(status, field) * 1024 for name, field in names.items()}


def children_of(parent: int) -> list[int]:
    """Return a process and all that came of it."""
    found = [parent]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text().split())
    return found


def proportional(processes: Iterable[int]) -> int:
    """Return the bytes these processes hold, what they share counted once (PSS)."""
    total = 0
    for process in processes:
        try:
            total += _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Pss") * 1024
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return total
