"""What a form hands to the actions of contracts: frozen, amounts already in small units."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from baarasira.reference.enums import WageScope

from .enums import Presence
from .models import CONDITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsData:
    """The conditions of work; what is not said is None or empty. Fields and units are those of `models.Conditions`."""

    occupation: str = ""
    workplace: str = ""
    probation_days: int | None = None
    wage: int | None = None
    wage_currency: str = ""
    wage_period: str = ""
    payments_per_year: int | None = None
    net_wage: int | None = None
    pay_method: str = ""
    hours_per_day: Decimal | None = None
    hours_per_week: Decimal | None = None
    days_per_week: Decimal | None = None
    weekly_rest: int | None = None
    annual_leave: int | None = None
    rent: int | None = None
    utilities: int | None = None
    rent_deducted: bool | None = None
    food: str = ""
    food_cost: int | None = None
    travel_out: str = ""
    travel_back: str = ""
    passport_with_worker: bool | None = None

    @property
    def conditions(self) -> dict[str, Any]:
        """The conditions by name."""
        return {name: getattr(self, name) for name in CONDITIONS}

    @property
    def values(self) -> dict[str, Any]:
        """Every field by name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferData(ConditionsData):
    """An employer's offer: conditions, whom the law's minimums cover, how contracts pass, from when to when."""

    starts_on: date
    scope: str = WageScope.ALL
    channel: str = ""
    ends_on: date | None = None
    text_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractData(ConditionsData):
    """A worker's contract as it is written."""

    worker_name: str
    starts_on: date
    employer_id: UUID
    agreement_id: UUID | None = None
    scope: str = WageScope.ALL
    channel: str = ""
    channel_number: str = ""
    worker_born: date | None = None
    worker_passport_end: str = ""
    ends_on: date | None = None
    insurance_from: date | None = None
    travel_on: date | None = None
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """What the reviewer found of one clause."""

    code: str
    presence: str = Presence.PRESENT
    page: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureData:
    """How a contract was read and signed; `signed_sha256` is of the text the worker had in front of them."""

    signed_on: date
    place: str
    way: str
    read_in: str
    read_by: str
    signed_sha256: str
    witness: str = ""
    presented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingData(ConditionsData):
    """What a worker found on arrival."""

    found_on: date
    told_by: str
    employer_same: bool | None = None
    employer_name: str = ""
    new_contract_signed: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """One line taken from a wage, in small units."""

    kind: str
    amount: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData:
    """A pay slip; `month` any day of the month it pays."""

    month: date
    gross: int
    net: int
    currency: str
    hours: Decimal | None = None
    paid_on: date | None = None
    note: str = ""
    deductions: tuple[DeductionLine, ...] = field(default=())


Changes = Mapping[str, Any]
