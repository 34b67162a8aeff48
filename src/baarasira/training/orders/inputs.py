"""What a form hands to an action of this room."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from .enums import PayWay


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedData:
    """The need of a client: exactly one of `employer_id` and `organisation_id`; whom to call there."""

    employer_id: UUID | None = None
    organisation_id: UUID | None = None
    title: str
    need: str
    participants: int
    contact: str
    contact_phone: str
    contact_email: str = ""
    wished_from: date | None = None
    place: str = ""
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True)
class LineData:
    """One line of a quote; the price in whole francs."""

    label: str
    unit: str
    quantity: int
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteData:
    """What the centre offers; without `valid_until`, the days of the setting."""

    programme: str
    hours: int
    seats: int
    starts_on: date
    ends_on: date
    lines: tuple[LineData, ...]
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """What was received for an invoice, in whole francs."""

    amount: int
    received_on: date
    way: PayWay
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksData:
    """Marks from 1 to 5; `again`: the client would order again (None for a participant)."""

    content: int
    trainer: int
    organisation: int
    usefulness: int
    again: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningData:
    """The session of an order: the course of the catalogue, the group, its trainers, the hours of each weekday; cost in francs."""

    course_id: UUID
    literacy: str
    trainers: tuple[UUID, ...] = ()
    begins: time | None = None
    ends: time | None = None
    cost: int | None = None
