"""The rules of the ledger, pure: each line moves an amount from one account to another, so that it balances by itself.

Every amount is in whole small units (francs, cents) of the fund's currency. Only the funder's account may stand below zero:
nothing is committed that a fund does not hold, nothing is paid that is not committed (domain.md R-16, C.5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from .enums import OF_A_GRANT, Account, Entry

MOVES: Mapping[Entry, tuple[Account, Account]] = {
    Entry.ENDOW: (Account.SOURCE, Account.AVAILABLE),
    Entry.WITHDRAW: (Account.AVAILABLE, Account.SOURCE),
    Entry.COMMIT: (Account.AVAILABLE, Account.COMMITTED),
    Entry.RELEASE: (Account.COMMITTED, Account.AVAILABLE),
    Entry.ORDER: (Account.COMMITTED, Account.IN_TRANSIT),
    Entry.FAIL: (Account.IN_TRANSIT, Account.COMMITTED),
    Entry.SETTLE: (Account.IN_TRANSIT, Account.PAID),
    Entry.RECOVER: (Account.PAID, Account.RETURNED),
    Entry.RESTORE: (Account.RETURNED, Account.AVAILABLE),
}
"""From which account to which each kind of line moves money."""

Place = tuple[Account, UUID | None]
"""An account: of the fund (None), or of one of its grants."""


class Overdrawn(ValueError):
    """An account would hold less than nothing; `place` says which, `short` by how much."""

    def __init__(self, place: Place, short: int) -> None:
        super().__init__(f"{place[0]} is short of {short}")
        self.place = place
        self.short = short


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it records, how much (above zero), and of which grant where one is concerned."""

    entry: Entry
    amount: int
    grant: UUID | None = None

    @property
    def source(self) -> Place:
        """The account the money leaves."""
        return self._place(MOVES[self.entry][0])

    @property
    def target(self) -> Place:
        """The account the money reaches."""
        return self._place(MOVES[self.entry][1])

    def _place(self, account: Account) -> Place:
        return account, self.grant if account in OF_A_GRANT else None


def moved(balances: Mapping[Place, int], line: Line) -> dict[Place, int]:
    """Return the balances after a line. Raises Overdrawn, ValueError for an amount below one or a grant left out."""
    if line.amount < 1:
        raise ValueError("a line of the ledger moves an amount above zero")
    if (line.grant is None) == bool(OF_A_GRANT & {line.source[0], line.target[0]}):
        raise ValueError("a line is of a grant where one of its accounts is")
    after = dict(balances)
    after[line.source] = after.get(line.source, 0) - line.amount
    after[line.target] = after.get(line.target, 0) + line.amount
    if line.source[0] != Account.SOURCE and after[line.source] < 0:
        raise Overdrawn(line.source, -after[line.source])
    return after


def balances(lines: Iterable[Line]) -> dict[Place, int]:
    """Return what each account holds after lines in their order. Raises Overdrawn as soon as one would hold less than nothing."""
    held: dict[Place, int] = {}
    for line in lines:
        held = moved(held, line)
    return held
