"""What a form, a phone or another room hands to an action of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.files.base import File

from baarasira.kernel.files import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseData:
    """A course of the catalogue (see `models.Course`)."""

    key: str
    title: str
    kind: str
    hours: int
    skills: Sequence[str] = ()
    occupation: str = ""
    pass_mark: int = 0
    attendance_share: int = 80
    criteria: str = ""
    literacy: Sequence[str] = ()
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DayData:
    """A day a session meets."""

    day: date
    starts: time
    ends: time
    room_id: UUID | None = None
    trainer_id: UUID | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionData:
    """A session to plan: `days` it meets (the timetable may add others), `trainers` who teach it, money in whole francs."""

    course_id: UUID
    centre_id: UUID
    title: str
    literacy: str
    starts_on: date
    ends_on: date
    seats: int
    language: str = "fr"
    place: str = ""
    partner_id: UUID | None = None
    order_id: UUID | None = None
    cost: int | None = None
    funded_by: str = ""
    trainers: Sequence[UUID] = ()
    days: Sequence[DayData] = ()
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryData:
    """One entry of attendance as a device made it: `id` made there, `noted_at` by its clock, `device` its own name."""

    id: UUID
    enrolment_id: UUID
    day_id: UUID
    mark: str
    noted_at: datetime
    device: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an entry: ``accepted``, ``known`` (it came before), or ``refused`` with a sentence."""

    id: UUID
    status: str
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizData:
    """A quiz answered at entry or at exit: {code of the question: answer}, or a score where the course has no quiz kept here.

    `reason` is asked when a score stands already: the former one is kept.
    """

    when: str
    asked: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    score: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormData:
    """A form filled in: of a person, of the group (neither), or of a trainer."""

    code: str
    asked: str
    day: date
    answers: Mapping[str, Any]
    enrolment_id: UUID | None = None
    trainer_id: UUID | None = None
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputData:
    """What came out of a course for a person; money in whole francs, of a business file alone."""

    kind: str
    summary: str
    activity: str = ""
    place: str = ""
    investment: int | None = None
    own_part: int | None = None
    monthly_sales: int | None = None
    file: File[Any] | Examined | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpData:
    """What became of somebody some months after a course."""

    situation: str
    done_on: date
    business_started_on: date | None = None
    jobs_created: int | None = None
    placement_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of somebody whose session was cancelled: the new enrolment, or why there is none."""

    person_id: UUID
    enrolment_id: UUID | None
    sentence: str = ""
