"""Where the reference files of development are; a test that needs one is skipped, with its reason, where they are not."""

import csv
import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "reference"


def folder() -> Path | None:
    """Return the folder named by BAARASIRA_REFERENCE, else ``shared/reference`` beside the project; None when absent."""
    chosen = Path(os.environ["BAARASIRA_REFERENCE"]) if os.environ.get("BAARASIRA_REFERENCE") else _BESIDE
    return chosen if chosen.is_dir() else None


def reference_file(name: str) -> Path:
    """Return a reference file (``mali/regions_2023.csv``), or skip the test that asks for it."""
    root = folder()
    if root is None or not (root / name).exists():
        pytest.skip(f"the reference file {name} is not here (set BAARASIRA_REFERENCE)")
    return root / name


def reference_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference CSV, or skip."""
    with reference_file(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
