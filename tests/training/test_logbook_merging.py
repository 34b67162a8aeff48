"""The same entries of several phones, in any order and however often, make the same logbook, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import close_old_connections, connection
from hypothesis import given
from hypothesis import strategies as st

from apprenticing import bind_phone, make_contract, make_master, make_school, note_data
from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.actions import logbook
from baarasira.training.apprenticeships.models import LogEntry
from baarasira.training.apprenticeships.rules.merging import Marked, Noted, days, standing, withdrawn
from factories import NOW

BEGIN = datetime(2026, 11, 2, 8, tzinfo=UTC)
TASKS = [UUID(int=number) for number in range(1, 4)]
PHONES = [UUID(int=number) for number in range(11, 14)]
IDS = [UUID(int=number) for number in range(100, 120)]
moments = st.integers(0, 6).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
notes = st.lists(
    st.builds(Noted, st.sampled_from(IDS), moments, st.sampled_from(TASKS), st.integers(1, 4))
    | st.builds(Noted, st.sampled_from(IDS), moments, withdraws=st.sampled_from(IDS)),
    unique_by=lambda row: row.entry,
    max_size=12,
)
marks = st.lists(
    st.builds(
        Marked,
        st.sampled_from(IDS),
        moments,
        st.sampled_from([date(2026, 11, 2), date(2026, 11, 3)]),
        st.sampled_from(["present", "late", "absent"]),
        st.sampled_from(PHONES),
        st.booleans(),
    ),
    unique_by=lambda row: row.entry,
    max_size=10,
)


@given(notes, st.randoms(use_true_random=False))
def test_a_logbook_is_the_same_in_any_order_and_however_often(rows: list[Noted], dice: object) -> None:
    again = [*rows, *rows[: len(rows) // 2]]
    dice.shuffle(again)  # type: ignore[attr-defined]
    found = standing(rows)
    assert standing(again) == found
    back = withdrawn(rows)
    assert withdrawn(again) == back
    for task in TASKS:
        kept = [row for row in rows if row.task == task and row.entry not in back]
        assert (task in found) == bool(kept), "a task noted and not taken back is never lost"
        if kept:
            assert found[task] in kept
            assert all(row.noted_at <= found[task].noted_at for row in kept)


@given(marks, st.randoms(use_true_random=False))
def test_days_are_the_same_in_any_order_and_a_difference_is_never_hidden(rows: list[Marked], dice: object) -> None:
    again = [*rows, *rows]
    dice.shuffle(again)  # type: ignore[attr-defined]
    found = days(rows)
    assert days(again) == found
    for on, day in found.items():
        held = [row for row in rows if row.on == on]
        settled = [row for row in held if row.settles]
        assert day.mark in {row.mark for row in settled or held}
        last = {row.device: row.mark for row in sorted(held, key=lambda row: (row.noted_at, row.entry))}
        assert bool(day.differ) == (not settled and len(set(last.values())) > 1)


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_the_same_entry_at_once_make_one() -> None:
    school = make_school()
    master = make_master(school)
    phone, _secret = bind_phone(school, master)
    contract = make_contract(school, master)
    shared = note_data(contract, "roue", 2)
    others = [note_data(contract, "vidange", level) for level in (1, 2, 3)]
    actor = Actor(user=master.user, at=NOW, channel="sync")

    def send(data: object) -> UUID:
        try:
            return logbook.note(actor=actor, data=data, phone=phone).pk  # type: ignore[arg-type]
        finally:
            connection.close()
            close_old_connections()

    with ThreadPoolExecutor(4) as crew:
        made = list(crew.map(send, [shared, *others, shared, shared]))
    assert len({made[0], made[4], made[5]}) == 1
    assert LogEntry.objects.count() == 4
