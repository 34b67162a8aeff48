"""What a form, or a phone, hands to an action of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterData:
    """A master as the form gives it; `trade` and `sign` are keys."""

    given_names: str
    surname: str
    workshop: str
    place: str
    phone: str
    trade: str
    sign: str
    language: str = "bm"
    registration: str = ""
    capacity: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeData:
    """A call for apprentices; `seats` gives for the key of a trade how many."""

    title: str
    opens_on: date
    closes_on: date
    test_on: date
    seats: Mapping[str, int]
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractData:
    """A contract of apprenticeship. `allowance` in whole francs a month; days of the week from 0 (Monday)."""

    master_id: UUID
    starts_on: date
    workshop_days: Sequence[int]
    centre_days: Sequence[int]
    allowance: int
    insurer: str
    policy_number: str
    insured_to: date
    safety: str
    tools: str = ""
    parent_name: str = ""
    parent_phone: str = ""
    out_of_school: bool = True
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesData:
    """Who signed on which day and how (``written``, ``thumb``), and the language the contract was read aloud in."""

    apprentice_on: date | None = None
    apprentice_how: str = ""
    master_on: date | None = None
    master_how: str = ""
    parent_on: date | None = None
    parent_how: str = ""
    read_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteData:
    """An entry of the logbook as the phone made it: a task at a level, or the withdrawal of another entry."""

    device_entry: UUID
    contract_id: UUID
    noted_at: datetime
    task_id: UUID | None = None
    level: int | None = None
    withdraws: UUID | None = None
    voice: File[Any] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayData:
    """Whether an apprentice came on a day, as the phone noted it."""

    device_entry: UUID
    contract_id: UUID
    on: date
    mark: str
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitData:
    """What a visitor found in the workshop; the grades are ``good``, ``fair``, ``bad``."""

    done_on: date
    apprentice_seen: bool
    progress: str
    guidance: str
    safety: str
    tools: str
    hours_kept: bool
    logbook_kept: bool
    allowance_received: bool
    problems: str = ""
    next_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JurorData:
    """A member of a jury; `master_id` where they are a master of the register."""

    kind: str
    name: str
    phone: str = ""
    master_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamData:
    """An examination: when, where, the practical situation that is set, the jury of three."""

    trade: str
    held_on: date
    place: str
    situation: str
    jurors: Sequence[JurorData]


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertionData:
    """What became of somebody; `first_job_on` is the first day of the first job or of their own business."""

    situation: str
    done_on: date
    first_job_on: date | None = None
    where: str = ""
    note: str = ""
