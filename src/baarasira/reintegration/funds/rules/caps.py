"""The ceiling of a grant: what the programme of the case says for its axis, in the fund's currency (domain.md C.1)."""

from datetime import date

from baarasira.reintegration.cases.models import Case


def cap_of(case: Case, purpose: str, currency: str, on: date) -> int | None:
    """Return the ceiling for a purpose in whole small units of a currency on a day; None where none is set."""
    return None
