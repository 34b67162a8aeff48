"""The verdict on a contract (domain.md A.3): a pure function of its clauses and of the checks made by the machine."""

from collections.abc import Iterable, Mapping
from typing import Literal

from ..enums import ContractState, Outcome, Presence
from .checks import Check
from .clauses import Requirement

Verdict = Literal["grant", "reserve", "refuse"]
STATES: dict[Verdict, str] = {
    "grant": ContractState.GRANTED,
    "reserve": ContractState.RESERVED,
    "refuse": ContractState.REFUSED,
}


def verdict_of(asked: Iterable[Requirement], presence: Mapping[str, str], checks: Iterable[Check]) -> Verdict:
    """Return the verdict: refused when a blocking clause is not present or a blocking check does not hold; with
    reservations when anything else is missing or to be looked at; granted when all is there.

    `presence` by code of clause; one that nobody looked at counts as absent.
    """
    doubts = False
    for requirement in asked:
        if presence.get(requirement.code) != Presence.PRESENT:
            if requirement.blocking:
                return "refuse"
            doubts = True
    for check in checks:
        if check.outcome == Outcome.FAILED and check.blocking:
            return "refuse"
        doubts = doubts or check.outcome != Outcome.PASSED
    return "reserve" if doubts else "grant"
