"""Two campaigns ask at once for the last seats of an agreement: one holds them, the other is told; and without the door."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.db.models import QuerySet

from baarasira.accounts.enums import Role
from baarasira.cooperation import actions, queries
from baarasira.cooperation.actions import doors
from baarasira.cooperation.details import Ceiling
from baarasira.cooperation.models import Agreement, SeatReservation
from baarasira.cooperation.rules import SeatsUsed
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Taken
from factories import make_actor, make_agreement

pytestmark = pytest.mark.django_db(transaction=True)


class Meeting:
    """Makes both readers of the seats used wait for each other, so that they meet if anything lets them."""

    def __init__(self, wait: float) -> None:
        self.barrier, self.wait = threading.Barrier(2), wait
        self.read = queries.seats_used

    def seats_used(self, agreement: Agreement, **asked: Any) -> SeatsUsed:
        used = self.read(agreement, **asked)
        with contextlib.suppress(threading.BrokenBarrierError):
            self.barrier.wait(self.wait)
        return used


def both(act: Callable[[UUID], Any]) -> list[object]:
    """Run the act for two openings at once, each on a connection of its own; return what each came back with."""
    found: list[object] = [None, None]

    def run(place: int) -> None:
        try:
            found[place] = act(uuid4())
        except Exception as fault:
            found[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.fixture
def ten_seats() -> tuple[Actor, Agreement]:
    agreement = make_agreement(yearly=10, ceilings=[Ceiling("9211", 10)])
    return make_actor(role=Role.MIGRATION_DEPARTMENT, structure=agreement.office), agreement


def six_of(actor: Actor, agreement: Agreement) -> Callable[[UUID], SeatReservation]:
    return lambda key: actions.reserve_seats(
        actor=actor, agreement=agreement, key=key, seats=6, year=2027, occupation="9211"
    )


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the lock away: no door, no lock on the row, and SQLite's transactions begun like any reader's."""
    monkeypatch.setattr(doors, "door", lambda *keys: None)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    if connection.vendor == "sqlite":
        connection.close()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    yield
    connection.close()


def held() -> int:
    return sum(SeatReservation.objects.values_list("seats", flat=True))


def test_without_the_door_the_ceiling_is_passed_or_somebody_meets_an_error(
    ten_seats: tuple[Actor, Agreement], open_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "seats_used", Meeting(10).seats_used)
    found = both(six_of(*ten_seats))
    kept = [answer for answer in found if isinstance(answer, SeatReservation)]
    if connection.vendor == "postgresql":
        assert len(kept) == 2, found
        assert held() == 12
    else:
        # SQLite refuses the second writer's snapshot: the ceiling holds, but nobody is told anything sensible.
        assert len(kept) == 1, found
        assert any(isinstance(answer, OperationalError) for answer in found), found


def test_behind_the_door_one_holds_the_seats_and_the_other_is_told_how_many_are_left(
    ten_seats: tuple[Actor, Agreement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "seats_used", Meeting(1).seats_used)
    found = both(six_of(*ten_seats))
    assert sorted(type(answer).__name__ for answer in found) == ["SeatReservation", "Taken"], found
    refusal = next(answer for answer in found if isinstance(answer, Taken))
    assert "4" in str(refusal)
    assert held() == 6
