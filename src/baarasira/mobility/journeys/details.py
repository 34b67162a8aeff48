"""What forms and imports hand to the actions of journeys."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelDetails:
    """How, when and at whose expense a worker travels, and from when they are insured."""

    travel_mode: str = ""
    travel_on: date | None = None
    travel_reference: str = ""
    departure_port: str = ""
    travel_paid_by: str = ""
    return_paid_by: str = ""
    return_ticket: str = ""
    insurance_from: date | None = None
    insurance_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityDetails:
    """What the authorities of the country of work gave: numbers and the days they hold."""

    nie: str = ""
    authorisation_number: str = ""
    authorisation_notified_on: date | None = None
    authorisation_from: date | None = None
    authorisation_until: date | None = None
    permit_from: date | None = None
    permit_until: date | None = None
    card_until: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeData:
    """Somebody to call about the worker, as told; `agreed` that both the worker and the relative agree to it."""

    name: str
    phone: str
    language: str
    relation: str
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingData:
    """A session before departure as planned; `modules` are keys of the programme's step, all of them when empty."""

    place: str
    day: date
    trainer: str
    language: str
    modules: tuple[str, ...] = ()
    materials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What one participant followed and answered."""

    modules: tuple[str, ...] = ()
    right: int | None = None
    asked: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A departure: by what, on which day, under which number, from where."""

    mode: str
    travel_on: date
    reference: str
    port: str
