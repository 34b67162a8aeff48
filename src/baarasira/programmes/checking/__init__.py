"""What only the whole file can tell: whether the road leads somewhere, whether what is named exists, whether sums are right.

Each module has one function that takes the stored form (`files.schema`) and the report.
"""

from typing import Any

from ..findings import Report
from . import people, references, road, seats, steps, support

Stored = dict[str, Any]


def check(stored: Stored, report: Report) -> None:
    """Note every flaw that the tables one by one do not show."""
    for part in (steps, road, references, people, seats, support):
        part.check(stored, report)
