"""A process catches up at once while little comes, leaves most of its time to other work, and sees its own writing at once."""

import pytest

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
