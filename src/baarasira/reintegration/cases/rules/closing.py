"""What stands against closing a case in some way: rooms above add what they know (visits, money, placements)."""

from collections.abc import Callable

from baarasira.kernel.errors import Finding

from ..models import Case

Asked = Callable[[Case, str], list[Finding]]
_ASKED: list[Asked] = []


def ask_with(asked: Asked) -> None:
    """Ask this too before a case is closed; once, at start."""
    if asked not in _ASKED:
        _ASKED.append(asked)


def closing_findings(case: Case, closing: str) -> list[Finding]:
    """Return what the rooms above say against closing a case so."""
    return [finding for asked in _ASKED for finding in asked(case, closing)]
