"""While a clearance is issued: for which file. Outside of that, nobody ends a clearance step well."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_under_way: ContextVar[UUID | None] = ContextVar("clearance_issuing", default=None)


@contextmanager
def issuing(candidacy_id: UUID) -> Iterator[None]:
    """Let the clearance step of a file end well, until the block ends."""
    token = _under_way.set(candidacy_id)
    try:
        yield
    finally:
        _under_way.reset(token)


def lets(candidacy_id: UUID) -> bool:
    """Tell whether a clearance of this file is being issued."""
    return _under_way.get() == candidacy_id
