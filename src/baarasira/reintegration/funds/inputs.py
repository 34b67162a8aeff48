"""What forms hand to the actions of funds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File

from baarasira.kernel.files import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class FundData:
    """A fund as its form gives it."""

    name: str
    code: str
    funder_id: UUID
    operator_id: UUID
    currency: str
    axes: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None
    agreement_id: UUID | None = None
    allows_cash: bool = False
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantData:
    """A grant as it is proposed; `amount` in whole small units of the fund's currency."""

    fund_id: UUID
    case_id: UUID
    purpose: str
    amount: int
    words: str
    project_id: UUID | None = None
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceData:
    """A piece of evidence; `latitude` and `longitude` in millionths of a degree, `amount` in whole small units."""

    kind: str
    happened_on: date
    upload: File[Any] | Examined | None = None
    taken_at: datetime | None = None
    latitude: int | None = None
    longitude: int | None = None
    active: bool | None = None
    amount: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentData:
    """A payment as it is ordered; `key` is drawn with the form: sent twice, it is one payment."""

    key: UUID
    payee: str
    payee_name: str
    method: str
    amount: int
    account: str = ""
    words: str = ""
