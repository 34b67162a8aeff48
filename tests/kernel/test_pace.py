"""A process catches up at once while little comes, leaves most of its time to other work, and sees its own writing at once."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError

from baarasira.kernel import pace, stored
from baarasira.kernel.pace import Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Time as the test sets it; nothing was written by this process."""
    now = [100.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(stored, "_written_at", 0.0)
    return now


@pytest.mark.parametrize(("took", "next_at"), [(0.0, 0.0), (0.001, 0.049), (0.01, 0.49), (0.1, 1.0), (30.0, 1.0)])
def test_the_next_time_is_put_off_by_what_the_last_one_took(clock: list[float], took: float, next_at: float) -> None:
    kept = Pace()
    assert kept.is_due()
    with kept.catching_up():
        clock[0] += took
    if next_at:
        clock[0] += next_at - 0.001
        assert not kept.is_due()
        clock[0] += 0.002
    assert kept.is_due()


def test_what_this_process_wrote_is_seen_at_once(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Pace()
    with kept.catching_up():
        clock[0] += 1.0
    assert not kept.is_due()
    monkeypatch.setattr(stored, "_written_at", clock[0] - 0.5)
    assert kept.is_due()
    monkeypatch.setattr(stored, "_written_at", clock[0] - 1.5)
    assert not kept.is_due()


class _Thread:
    """The thread beside the pages, as the test lets it run."""

    def __init__(self) -> None:
        self.told: list[Callable[[], object]] = []

    def submit(self, run: Callable[..., object], *given: object) -> None:
        self.told.append(lambda: run(*given))


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> _Thread:
    thread = _Thread()
    monkeypatch.setattr(pace, "_beside", thread)
    return thread


def caught_up(kept: Pace, clock: list[float], took: float) -> None:
    with kept.catching_up():
        clock[0] += took


@pytest.mark.django_db
def test_what_takes_long_is_done_beside_the_pages_and_none_of_them_waits(clock: list[float], beside: _Thread) -> None:
    kept = Pace()
    assert not kept.can_wait(lambda: None), "nothing is held yet"
    caught_up(kept, clock, 0.02)
    clock[0] += 0.501
    done: list[str] = []
    assert kept.can_wait(lambda: caught_up(kept, clock, 0.02) or done.append("done"))
    assert kept.can_wait(lambda: done.append("twice")), "it is told to already"
    assert (len(beside.told), done) == (1, [])
    beside.told.pop()()
    assert done == ["done"]
    assert kept.can_wait(lambda: None)
    assert not beside.told


@pytest.mark.parametrize(("took", "later"), [(0.02, 1.1), (0.001, 0.2)], ids=["asked after a while", "takes a moment"])
def test_a_page_catches_up_itself_after_a_while_or_where_that_takes_a_moment(
    clock: list[float], beside: _Thread, took: float, later: float
) -> None:
    kept = Pace()
    caught_up(kept, clock, took)
    clock[0] += later
    assert not kept.can_wait(lambda: None)
    assert not beside.told


def test_while_another_thread_catches_up_what_is_held_is_shown_a_little_longer(clock: list[float]) -> None:
    kept = Pace()
    caught_up(kept, clock, 0.02)
    clock[0] += 0.9
    with kept.catching_up():
        assert kept.can_wait(lambda: None)
        clock[0] += 0.3
        assert kept.can_wait(lambda: None)
        clock[0] += 0.1
        assert not kept.can_wait(lambda: None)


def test_who_has_just_written_waits_though_another_thread_is_at_it(
    clock: list[float], beside: _Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Pace()
    caught_up(kept, clock, 0.02)
    clock[0] += 0.6
    monkeypatch.setattr(stored, "_written_at", clock[0] - 0.1)
    with kept.catching_up():
        assert not kept.can_wait(lambda: None)
    assert not beside.told


@pytest.mark.django_db
def test_a_reading_that_failed_is_tried_again(clock: list[float], beside: _Thread) -> None:
    kept = Pace()
    caught_up(kept, clock, 0.02)
    clock[0] += 0.6

    def away() -> None:
        raise DatabaseError("away")

    assert kept.can_wait(away)
    beside.told.pop()()
    assert kept.can_wait(away)
    assert len(beside.told) == 1
