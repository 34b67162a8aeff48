"""Where a shortlist goes on, as it stands in the address of its next page: signed, so that only marks we gave are followed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core import signing

from baarasira import engine

SEPARATOR = "~"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after whom it goes on, and how many people stand before."""

    mark: engine.Mark
    before: int


def _signer(opening_id: UUID, view: str) -> signing.Signer:
    return signing.Signer(salt=f"shortlist:{opening_id}:{view}", sep=SEPARATOR)


def write(place: Place, opening_id: UUID, view: str) -> str:
    """Return a place as the text of an address: score, day of registration, id, people before, signature."""
    mark = place.mark
    day = mark.registered_on.isoformat() if mark.registered_on is not None else ""
    value = f"{mark.score}.{day}.{UUID(mark.person_id).hex}.{place.before}"
    return _signer(opening_id, view).sign(value)


def read(text: str, opening_id: UUID, view: str) -> Place | None:
    """Return the place that an address names, None for no place or one that we did not write for this list."""
    try:
        score, day, person_id, before = _signer(opening_id, view).unsign(text).split(".")
        registered_on = date.fromisoformat(day) if day else None
        return Place(engine.Mark(int(score), registered_on, str(UUID(person_id))), int(before))
    except (signing.BadSignature, ValueError):
        return None
