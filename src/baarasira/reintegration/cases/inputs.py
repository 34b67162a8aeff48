"""What a form hands to an action of this room: frozen, typed, not yet checked against the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .enums import EntryRoute, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalData:
    """How a return became known. `body_id` is an organisation of cooperation; `journey_id` the season the person is back from."""

    source: str = Source.SELF
    body_id: UUID | None = None
    reference: str = ""
    returned_on: date | None = None
    return_country: str = ""
    return_kind: str = ""
    journey_id: UUID | None = None
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationData:
    """One relative who agreed to be called."""

    name: str
    phone: str
    tie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeData:
    """What is asked at the intake (C.3). Money in whole francs; `needs` and `vulnerabilities` are codes."""

    returned_on: date
    return_country: str
    return_kind: str
    origin_commune: str = ""
    entry_route: str = EntryRoute.UNSAID
    standing: str = ""
    years_abroad: int | None = None
    last_occupation: str = ""
    graduated_in: str = ""
    diploma_on: date | None = None
    savings: int | None = None
    debts: int | None = None
    lender: str = ""
    adults: int = 1
    children: int = 0
    housing: str = ""
    plan_a: str = ""
    plan_b: str = ""
    able_to_stay: bool | None = None
    needs: Sequence[str] = ()
    vulnerabilities: Sequence[str] = ()
    relations: Sequence[RelationData] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentData:
    """How the assessment found what a plan rests on, each a code of `Screening`."""

    skills: str
    experience: str
    family: str
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStepData:
    """One step of a plan; `amount` in whole francs, with what it is for."""

    words: str
    doer: str
    due_on: date
    body_id: UUID | None = None
    purpose: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureData:
    """How the person signed: by hand or thumb, in which language it was read aloud, by whom, before whom."""

    signature: str
    read_in: str = ""
    read_by: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AidData:
    """An aid somebody else gave, or that the service commits. `amount` in small units of `currency`."""

    purpose: str
    given_on: date
    funder_id: UUID | None = None
    funder_name: str = ""
    amount: int | None = None
    currency: str = ""
    reference: str = ""
