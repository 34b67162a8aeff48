"""Attendance of two devices: nothing lost, the same in whatever order it comes, differences settled by hand with a reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.training.courses import actions
from baarasira.training.courses.enums import EntryKind, Mark
from baarasira.training.courses.models import AttendanceEntry
from baarasira.training.courses.queries import attendance
from baarasira.training.courses.rules.merging import FAVOURABLE, Said, standing
from factories import NOW, make_actor, make_person
from teaching import after, attend, entry, make_completed, make_enrolment, make_session, make_trainer, officer

MARKS = st.sampled_from(Mark.values)


@st.composite
def _entries(draw: Any) -> list[Said]:
    """Draw what one to three devices and some corrections say of one person on one day; each number and moment is its own."""
    count = draw(st.integers(1, 8))
    moments = draw(st.lists(st.integers(0, 60 * 40), min_size=count, max_size=count, unique=True))
    rows: list[Said] = []
    for number, minutes in enumerate(moments):
        kind = (
            draw(st.sampled_from([EntryKind.NOTE, EntryKind.NOTE, EntryKind.CORRECTION])) if number else EntryKind.NOTE
        )
        seen = draw(st.sets(st.sampled_from([str(row.id) for row in rows]))) if kind == EntryKind.CORRECTION else set()
        device = draw(st.sampled_from(["a", "b", "c"])) if kind == EntryKind.NOTE else "desk"
        moment = NOW + timedelta(minutes=minutes)
        rows.append(Said(UUID(int=number + 1), str(kind), draw(MARKS), device, moment, tuple(sorted(seen))))
    return rows


@given(_entries(), st.randoms(use_true_random=False))
def test_entries_come_to_the_same_in_whatever_order_they_arrive(rows: list[Said], chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(rows)


@given(_entries())
def test_a_mark_that_stands_was_said_and_a_difference_is_never_hidden(rows: list[Said]) -> None:
    found = standing(rows)
    notes = [row for row in rows if row.kind == EntryKind.NOTE]
    assert found.mark in {row.mark for row in rows}
    assert found.disputed == bool(found.differing)
    assert set(found.differing) <= {row.id for row in rows}
    if len(notes) == len(rows) and found.disputed:
        last = {row.mark for row in notes if row.id in found.differing}
        assert len(last) > 1
        assert found.mark == next(mark for mark in FAVOURABLE if mark in last)
    if len({row.device for row in notes}) == len(notes) == len(rows) and len({row.mark for row in notes}) > 1:
        assert found.disputed, "two devices that differ are shown"


@pytest.mark.django_db
def test_two_phones_the_same_day_in_either_order_leave_the_same_attendance() -> None:
    told = []
    for flipped in (False, True):
        session = make_session()
        rows = [make_enrolment(session) for _n in range(3)]
        day = session.days.first()
        assert day is not None
        sends = [
            [entry(rows[0], day, "present"), entry(rows[1], day, "absent")],
            [entry(rows[1], day, "late", device="phone-b"), entry(rows[2], day, "absent", device="phone-b")],
        ]
        for send in reversed(sends) if flipped else sends:
            actions.record_attendance(
                actor=officer(session.centre, after(session)), session_id=session.pk, entries=send
            )
        lines = {
            line.enrolment.pk: (line.mark, line.disputed, len(line.entries)) for line in attendance.sheet(session, day)
        }
        told.append([lines[row.pk] for row in rows])
    assert told[0] == told[1] == [("present", False, 1), ("late", True, 2), ("absent", False, 1)]


@pytest.mark.django_db
def test_an_entry_is_accepted_once_and_one_that_cannot_be_does_not_stop_the_others() -> None:
    session = make_session()
    row, day = make_enrolment(session), session.days.first()
    assert day is not None
    other = make_enrolment(make_session(session.centre, "savon", trainers=[], days=7))
    actor = officer(session.centre, after(session, -4))
    good, stranger = entry(row, day), entry(other, day)
    tomorrow = entry(row, list(session.days.all())[1])
    first = actions.record_attendance(actor=actor, session_id=session.pk, entries=[good, stranger, tomorrow])
    assert [receipt.status for receipt in first] == ["accepted", "refused", "refused"]
    again = actions.record_attendance(
        actor=actor, session_id=session.pk, entries=[good, entry(row, day, "absent", id_=good.id)]
    )
    assert [receipt.status for receipt in again] == ["known", "refused"], "the same number never says two things"
    assert AttendanceEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_correction_keeps_the_former_mark_its_author_and_reason_and_settles() -> None:
    session = make_session()
    row, day = make_enrolment(session), session.days.first()
    assert day is not None
    actor = officer(session.centre, after(session))
    sends = [entry(row, day, "absent"), entry(row, day, "present", device="phone-b")]
    actions.record_attendance(actor=actor, session_id=session.pk, entries=sends)
    do: dict[str, Any] = {"actor": actor, "enrolment_id": row.pk, "day_id": day.pk, "mark": "late"}
    with pytest.raises(RuleRefused):
        actions.correct_attendance(**do, reason="Faux")
    stands = actions.correct_attendance(**do, reason="Arrivé à neuf heures, dit le groupe.")
    assert (stands.mark, stands.disputed) == ("late", False)
    kept = AttendanceEntry.objects.get(kind="correction")
    assert (kept.former, kept.by_id, kept.reason) == ("present", actor.id, "Arrivé à neuf heures, dit le groupe.")
    late = entry(row, day, "absent", device="phone-c")
    actions.record_attendance(actor=actor, session_id=session.pk, entries=[late])
    stands.refresh_from_db()
    assert (stands.mark, stands.disputed) == ("late", True), "what came later and differs is shown again"
    assert AttendanceEntry.objects.count() == 4, "nothing is lost"


@pytest.mark.django_db
def test_a_phone_does_not_change_its_mark_the_day_after_in_silence() -> None:
    session = make_session()
    row, day = make_enrolment(session), session.days.first()
    assert day is not None
    actor = officer(session.centre, after(session))
    noted = [entry(row, day, "absent"), entry(row, day, "late", minutes=20)]
    actions.record_attendance(actor=actor, session_id=session.pk, entries=noted)
    stands = row.attendance.get()
    assert (stands.mark, stands.disputed) == ("late", False), "the same sitting: the last thing said"
    actions.record_attendance(actor=actor, session_id=session.pk, entries=[entry(row, day, "present", minutes=26 * 60)])
    stands.refresh_from_db()
    assert (stands.mark, stands.disputed) == ("present", True)


@pytest.mark.django_db
def test_what_arrives_after_the_closing_is_kept_and_the_result_told_stays() -> None:
    session = make_session()
    (row,) = make_completed(session, [make_person()])
    day = session.days.first()
    assert day is not None
    actor = officer(session.centre, after(session, 3))
    (receipt,) = actions.record_attendance(
        actor=actor, session_id=session.pk, entries=[entry(row, day, "absent", device="phone-b")]
    )
    assert receipt.status == "accepted"
    row.refresh_from_db()
    assert row.state == "completed"
    assert attendance.disputed(session).count() == 1
    do: dict[str, Any] = {"actor": actor, "enrolment_id": row.pk, "reason": "La feuille signée dit absente."}
    actions.correct_attendance(**do, day_id=day.pk, mark="absent")
    second = list(session.days.all())[1]
    with pytest.raises(RuleRefused) as error:
        actions.correct_attendance(**do, day_id=second.pk, mark="absent")
    assert error.value.code == "result_told"


@pytest.mark.django_db
def test_a_trainer_notes_their_own_sessions_alone() -> None:
    session = make_session()
    row, day = make_enrolment(session), session.days.first()
    assert day is not None
    (own,) = session.trainers.all()
    other = make_trainer(session.centre, "Adama Touré")
    at = after(session)
    for user in (other.user, make_actor(role=Role.COUNSELLOR, structure=session.centre).user):
        with pytest.raises(NotAllowed):
            actions.record_attendance(
                actor=make_actor(user, at=at),
                session_id=session.pk,
                entries=[entry(row, day)],  # type: ignore[arg-type]
            )
    (receipt,) = actions.record_attendance(
        actor=make_actor(own.user, at=at), session_id=session.pk, entries=[entry(row, day)]
    )
    assert receipt.status == "accepted"
    with pytest.raises(NotAllowed):
        actions.cancel_session(actor=make_actor(own.user), session_id=session.pk, reason="Je ne peux pas venir.")


@pytest.mark.django_db
def test_a_session_that_is_only_planned_takes_no_attendance() -> None:
    session = make_session(open_=False)
    with pytest.raises(WrongState):
        actions.record_attendance(actor=officer(session.centre), session_id=session.pk, entries=[])


@pytest.mark.django_db
def test_the_sheet_of_a_day_asks_as_many_queries_for_one_as_for_twenty(django_assert_num_queries: Any) -> None:
    session = make_session()
    make_enrolment(session)
    attend(session)
    day = session.days.first()
    assert day is not None
    with django_assert_num_queries(3):
        attendance.sheet(session, day)
    for _number in range(5):
        actions.enrol(actor=officer(session.centre), session_id=session.pk, person_id=make_person().pk)
    attend(session)
    with django_assert_num_queries(3):
        assert len(attendance.sheet(session, day)) == 6
