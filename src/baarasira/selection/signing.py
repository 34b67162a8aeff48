"""While a run is being signed: which ending each file of its list takes. Outside of that, nobody ends a selection."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_under_way: ContextVar[tuple[UUID, Mapping[UUID, str]] | None] = ContextVar("signing", default=None)


@contextmanager
def signing(campaign_id: UUID, endings: Mapping[UUID, str]) -> Iterator[None]:
    """Let the files of a campaign end their selection as the run says, until the block ends."""
    token = _under_way.set((campaign_id, endings))
    try:
        yield
    finally:
        _under_way.reset(token)


def under_way() -> bool:
    """Tell whether a run is being signed, or a panel opens its marks: people are then told by the clock, not one by one."""
    return _under_way.get() is not None


def ending_of(candidacy_id: UUID) -> str | None:
    """Return the ending that the run being signed gives a file; None for a file of no such run."""
    held = _under_way.get()
    return None if held is None else held[1].get(candidacy_id)
