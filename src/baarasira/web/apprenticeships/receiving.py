"""What phones send: entries of the logbook, days, attendance of a group; each handed to the action that knows its id again."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.training.apprenticeships.actions import logbook
from baarasira.training.apprenticeships.inputs import DayData, NoteData
from baarasira.training.courses.actions import record_attendance
from baarasira.training.courses.inputs import EntryData
from baarasira.training.courses.models import Enrolment
from baarasira.web.shell.offline import Entry

from .known import bound_phone


def take_note(request: HttpRequest, actor: Actor, entry: Entry) -> None:
    """Take in a task at a level, or the withdrawal of an entry."""
    body = entry.body
    withdraws = UUID(body["withdraws"]) if body.get("withdraws") else None
    data = NoteData(
        device_entry=entry.key,
        contract_id=UUID(body["contract"]),
        noted_at=entry.at,
        task_id=UUID(body["task"]) if withdraws is None else None,
        level=int(body["level"]) if withdraws is None else None,
        withdraws=withdraws,
        voice=entry.voice,
    )
    logbook.note(actor=actor, data=data, phone=bound_phone(request))


def take_day(request: HttpRequest, actor: Actor, entry: Entry) -> None:
    """Take in whether an apprentice came on a day."""
    data = DayData(
        device_entry=entry.key,
        contract_id=UUID(entry.body["contract"]),
        on=date.fromisoformat(entry.body["on"]),
        mark=str(entry.body["mark"]),
        noted_at=entry.at,
    )
    logbook.note_day(actor=actor, data=data, phone=bound_phone(request))


def take_attendance(_request: HttpRequest, actor: Actor, entry: Entry) -> None:
    """Take in whether somebody of a group was there on a day of its session."""
    enrolment = Enrolment.objects.filter(pk=UUID(entry.body["enrolment"])).first()
    if enrolment is None:
        raise ValueError("no such enrolment")
    data = EntryData(
        id=entry.key,
        enrolment_id=enrolment.pk,
        day_id=UUID(entry.body["day"]),
        mark=str(entry.body["mark"]),
        noted_at=entry.at,
        device=entry.device,
    )
    [receipt] = record_attendance(actor=actor, session_id=enrolment.session_id, entries=[data])
    if receipt.status == "refused":
        raise RuleRefused([Finding("attendance", receipt.sentence)])


RECEIVERS = {"logbook": take_note, "day": take_day, "attendance": take_attendance}
