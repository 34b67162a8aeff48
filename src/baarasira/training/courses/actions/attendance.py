"""Attendance: entries made on phones or at a desk, each accepted once; corrections that keep what stood before."""

import uuid
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.stored import insert

from ..enums import EnrolmentState, EntryKind, Mark, SessionState
from ..inputs import EntryData, Receipt
from ..models import Attendance, AttendanceEntry, Enrolment, Session, SessionDay
from ..policies import SESSIONS
from ..queries import reach
from ..rules.merging import Said, standing
from ..rules.results import result_with
from . import doors
from .sessions import begin_with_first_attendance


@transaction.atomic
def record_attendance(*, actor: Actor, session_id: UUID, entries: Sequence[EntryData]) -> list[Receipt]:
    """Take entries of attendance made on a device, and say of each what became of it, in their order.

    An entry is accepted once: sent again, it is known. One that cannot be (another session, a day to come, no such mark) is
    refused with its sentence and the others are taken. What comes in after the closing is kept as well: the result that was
    told stays, and a difference shows. Two devices that differ are merged by `rules.merging`. Raises NotAllowed,
    WrongState for a session not opened yet.
    """
    session = doors.session_locked(session_id)
    reach.require(actor, SESSIONS, "attend", session)
    if session.state == SessionState.PLANNED:
        raise WrongState(_("This session is not open yet."), code="course_session.planned")
    who = doors.person_acting(actor)
    here = {row.pk: row for row in session.enrolments.select_related("person")}
    days = {row.pk: row for row in session.days.all()}
    known = {row.pk: row for row in AttendanceEntry.objects.filter(pk__in=[entry.id for entry in entries])}
    receipts, touched = [], set()
    for entry in entries:
        receipt, row = _take(actor, who, entry, known, here, days)
        receipts.append(receipt)
        if row is not None:
            known[row.pk] = row
            touched.add((row.enrolment_id, row.day_id))
    if touched:
        begin_with_first_attendance(actor, session)
    for enrolment_id, day_id in sorted(touched):
        _settle(actor, session, here[enrolment_id], days[day_id])
    return receipts


def _take(
    actor: Actor,
    who: User,
    entry: EntryData,
    known: dict[UUID, AttendanceEntry],
    here: dict[UUID, Enrolment],
    days: dict[UUID, SessionDay],
) -> tuple[Receipt, AttendanceEntry | None]:
    if (before := known.get(entry.id)) is not None:
        return _again(entry, before), None
    if fault := _fault(entry, here, days, actor.today):
        return Receipt(entry.id, "refused", fault), None
    row = AttendanceEntry(
        id=entry.id,
        enrolment=here[entry.enrolment_id],
        day=days[entry.day_id],
        kind=EntryKind.NOTE,
        mark=Mark(entry.mark),
        device=entry.device[:60],
        noted_at=entry.noted_at,
        received_at=actor.at,
        by=who,
    )
    insert(row)
    return Receipt(entry.id, "accepted"), row


def _again(entry: EntryData, before: AttendanceEntry) -> Receipt:
    same = (before.enrolment_id, before.day_id, str(before.mark)) == (entry.enrolment_id, entry.day_id, entry.mark)
    if same:
        return Receipt(entry.id, "known")
    return Receipt(entry.id, "refused", _("Another entry bears this number: note it again."))


def _fault(entry: EntryData, here: dict[UUID, Enrolment], days: dict[UUID, SessionDay], today: date) -> str:
    if entry.enrolment_id not in here:
        return _("This person is not in this session.")
    if entry.day_id not in days:
        return _("This session does not meet on that day.")
    if days[entry.day_id].day > today:
        return _("This day is still to come.")
    if entry.mark not in Mark.values:
        return _("This mark is not one of the list.")
    if not entry.device.strip():
        return _("The device says no name.")
    return ""


def said(entry: AttendanceEntry) -> Said:
    """Return an entry as merging reads it."""
    return Said(entry.pk, str(entry.kind), str(entry.mark), entry.device, entry.noted_at, tuple(entry.seen))


def _settle(actor: Actor, session: Session, enrolment: Enrolment, day: SessionDay) -> Attendance:
    """Write what stands of the entries of one person on one day, of which there is one at least."""
    entries = [said(row) for row in AttendanceEntry.objects.filter(enrolment=enrolment, day=day)]
    stands = standing(entries)
    about = {"subject_id": enrolment.person_id, "structure_id": session.centre_id}
    values = {"mark": Mark(stands.mark), "disputed": stands.disputed}
    row = Attendance.objects.select_for_update().filter(enrolment=enrolment, day=day).first()
    if row is None:
        row = Attendance(enrolment=enrolment, day=day, **values)
        writing.create(row, "attendance.record", actor=actor, **about)
    else:
        writing.edit(row, "attendance.record", actor=actor, values=values, **about)
    return row


@transaction.atomic
def correct_attendance(
    *, actor: Actor, enrolment_id: UUID, day_id: UUID, mark: str, reason: str, entry_id: UUID | None = None
) -> Attendance:
    """Correct what stands for somebody on a day, or settle what two devices said; the former mark, the author and the reason
    are kept. Sent twice with the same `entry_id`, it corrects once.

    Once the session is closed, a correction that would change the result told is refused. Raises NotAllowed, RuleRefused.
    """
    enrolment = Enrolment.objects.select_related("session__course", "session__centre", "person").get(pk=enrolment_id)
    session = doors.session_locked(enrolment.session_id)
    reach.require(actor, SESSIONS, "attend", session)
    who = doors.person_acting(actor)
    day = session.days.get(pk=day_id)
    standing_row = Attendance.objects.select_for_update().filter(enrolment=enrolment, day=day).first()
    if entry_id is not None and standing_row is not None and AttendanceEntry.objects.filter(pk=entry_id).exists():
        return standing_row
    if mark not in Mark.values:
        raise doors.refused("mark", _("This mark is not one of the list."), "mark")
    if standing_row is None:
        raise doors.refused("attendance_none", _("Nobody noted this person on that day: note it first."), "mark")
    _require_same_result(session, enrolment, day, mark)
    entry = AttendanceEntry(
        id=entry_id or uuid.uuid4(),
        enrolment=enrolment,
        day=day,
        kind=EntryKind.CORRECTION,
        mark=Mark(mark),
        former=standing_row.mark,
        reason=doors.words_of(reason, 300),
        seen=[
            str(row)
            for row in AttendanceEntry.objects.filter(enrolment=enrolment, day=day).values_list("pk", flat=True)
        ],
        device=f"desk:{who.pk}",
        noted_at=actor.at,
        received_at=actor.at,
        by=who,
    )
    insert(entry)
    return _settle(actor.because(entry.reason), session, enrolment, day)


def _require_same_result(session: Session, enrolment: Enrolment, day: SessionDay, mark: str) -> None:
    """Refuse a correction after the closing that would make another result than the one told."""
    if session.state != SessionState.FINISHED or enrolment.state not in {
        EnrolmentState.COMPLETED,
        EnrolmentState.FAILED,
    }:
        return
    completed = result_with(session, enrolment, {day.pk: mark}).completed
    if completed != (enrolment.state == EnrolmentState.COMPLETED):
        sentence = _("The session is closed and this would change the result that was told.")
        raise doors.refused("result_told", sentence, "mark")
