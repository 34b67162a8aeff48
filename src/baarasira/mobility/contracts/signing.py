"""While a contract is signed, or a refused one ends its file: which ending the file takes. Outside of that, nobody gives it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_under_way: ContextVar[tuple[UUID, str] | None] = ContextVar("contract_signing", default=None)


@contextmanager
def signing(candidacy_id: UUID, ending: str) -> Iterator[None]:
    """Let the file of a contract end its contract step so, until the block ends."""
    token = _under_way.set((candidacy_id, ending))
    try:
        yield
    finally:
        _under_way.reset(token)


def lets(candidacy_id: UUID, ending: str) -> bool:
    """Tell whether a contract of this file is being signed, or ends it, by this ending."""
    return _under_way.get() == (candidacy_id, ending)
