"""The records as systems read and write them; names and codes are those of `engine.md`."""

from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

T = TypeVar("T")


class Input(Schema):
    """What a system sends: an unknown name is an error, so that a slip is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema, Generic[T]):
    """One page of a list; `next` is the value of `after` for the following page, null on the last."""

    items: list[T]
    next: str | None


class Occupation(Schema):
    """A unit group of ISCO-08 and whole years in it."""

    code: str = Field(pattern=r"^\d{4}$")
    years: int = Field(default=0, ge=0, le=80)
    words: str = Field(default="", max_length=200)


class PersonOut(Schema):
    """A person's file as this token may see it: people of its own territory, whole; never a document number."""

    id: UUID
    version: int
    number: str
    office: str
    state: str
    registered_on: date
    given_names: str
    surname: str
    born: str
    sex: str
    region: str
    cercle: str
    commune: str
    phones: list[str]
    occupations: list[Occupation]
    languages: list[str]
    skills: list[str]
    licences: list[str]
    mobility: list[str]
    destinations: list[str]
    education: int | None
    available_from: date | None
    situation: str


class PersonIn(Input):
    """A person to register in an office of the token's territory."""

    office: str
    given_names: str
    surname: str
    born: str = Field(description="A birth year is enough: 1985, vers 1985, 31/12/1985 or 1985-12-31.")
    sex: Literal["F", "M"]
    situation: str = "unemployed"
    nina: str = ""
    no_nina_reason: str = ""
    region: str = ""
    cercle: str = ""
    commune: str = ""
    locality: str = ""
    phones: list[str] = []
    occupations: list[Occupation] = Field(default=[], max_length=3)
    languages: list[str] = Field(default=[], description="code:level, e.g. fr:B1")
    skills: list[str] = []
    licences: list[str] = []
    mobility: list[str] = []
    destinations: list[str] = []
    education: int | None = Field(default=None, ge=0, le=8)
    available_from: date | None = None
    consents: list[str] = Field(description="Purposes the person agreed to; register is needed.")


class EmployerOut(Schema):
    """An employer and where its accreditation stands."""

    id: UUID
    version: int
    number: str
    office: str
    name: str
    legal_form: str
    sector: str
    country: str
    region: str
    state: str
    accredited_on: date | None


class EmployerIn(Input):
    """An employer to record, not accredited yet."""

    office: str
    name: str
    legal_form: str
    sector: str
    country: str = "ML"
    region: str = ""
    cercle: str = ""
    tax_id: str = ""
    trade_register: str = ""
    social_security: str = ""
    activity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


class OfferOut(Schema):
    """An offer, its requirement and its state."""

    id: UUID
    version: int
    number: str
    office: str
    employer_id: UUID
    employer: str
    title: str
    occupation: str
    alternatives: list[str]
    seats: int
    seats_taken: int
    contract: str
    wage: Decimal | None
    wage_currency: str
    wage_period: str
    region: str
    country: str
    starts_on: date
    state: str
    expires_on: date | None


class OfferIn(Input):
    """An offer to record for an employer; two people submit and approve it in the application."""

    office: str
    employer_id: UUID
    title: str
    occupation: str = Field(pattern=r"^\d{4}$")
    contract: str
    starts_on: date
    seats: int = Field(default=1, ge=1, le=100_000)
    region: str = ""
    country: str = ""
    cercle: str = ""
    description: str = ""
    workplace: str = ""
    months: int | None = None
    wage: Decimal | None = None
    wage_currency: str = "XOF"
    wage_period: str = "month"
    hours_per_week: Decimal | None = None
    alternatives: list[str] = []
    min_years: int | None = Field(default=None, ge=0, le=60)
    min_years_strict: bool = False
    skills_required: list[str] = []
    skills_wanted: list[str] = []
    languages_required: list[str] = []
    languages_wanted: list[str] = []
    min_education: int | None = Field(default=None, ge=0, le=8)
    licences: list[str] = []
    min_age: int | None = None
    max_age: int | None = None
    age_basis: str = ""


class ShortlistLine(Schema):
    """One place of a shortlist: the score 0–100 000 and its five parts 0–1000, as engine.md says."""

    rank: int
    person_id: UUID
    score: int
    O: int  # noqa: E741 - the published names of the parts
    S: int
    E: int
    L: int
    P: int
    office: str


class CandidacyOut(Schema):
    """One person's candidacy to one offer."""

    id: UUID
    version: int
    number: str
    person_id: UUID
    offer_id: UUID
    office: str
    state: str
    referred_on: date
    interview_on: date | None
    hired_on: date | None
    starts_on: date | None
    ended_on: date | None
    reason: str


class CandidacyIn(Input):
    """People to refer to an offer, all or none."""

    offer_id: UUID
    person_ids: list[UUID] = Field(min_length=1, max_length=50)


class Referred(Schema):
    """The candidacies a referral made."""

    items: list[CandidacyOut]
