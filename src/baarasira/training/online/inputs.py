"""What a form hands to an action of this room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .enums import CallOutcome, StillReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformData:
    """A platform: its name, its address, how many may hold a place at once, its line in the catalogue."""

    name: str
    address: str
    places: int
    course_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceData:
    """A place to give; without `ends_on`, the days of the setting."""

    person_id: UUID
    email: str
    origin: str
    aim: str = ""
    ends_on: date | None = None
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallData:
    """What a call came to; `again_on` only where the person is to be called again."""

    reason: StillReason
    outcome: CallOutcome
    words: str = ""
    again_on: date | None = None
