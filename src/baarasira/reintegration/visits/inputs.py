"""What a form hands to an action of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import File

from baarasira.kernel.files import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitData:
    """What a visit found. Money in whole francs; `photo` a file with its moment and its place in degrees."""

    found: str
    mode: str
    done_on: date
    active: bool | None = None
    living: str = ""
    sales: int | None = None
    costs: int | None = None
    stock: int | None = None
    savings: int | None = None
    debts: int | None = None
    paid_women: int | None = None
    paid_men: int | None = None
    unpaid: int | None = None
    equipment_held: bool | None = None
    problems: Sequence[str] = ()
    satisfaction: int | None = None
    leave_again: bool | None = None
    support_given: str = ""
    next_action: str = ""
    photo: File[Any] | Examined | None = None
    photo_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    form_token: UUID | None = None
