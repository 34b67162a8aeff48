"""What a form hands to an action of this room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementData:
    """The agreement of a placement. Money in whole francs a month: what the service pays, what the company adds."""

    employer_id: UUID
    title: str
    tasks: str
    tutor: str
    tutor_phone: str
    starts_on: date
    ends_on: date
    days_a_week: int
    allowance: int
    company_share: int = 0
    tutor_function: str = ""
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationData:
    """What one side says of the other, from 1 to 5, and whether it would do it again."""

    side: str
    work: int
    guidance: int
    again: bool
    words: str = ""
