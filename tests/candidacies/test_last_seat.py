"""Two people click at once for the last seat: one has it, the other is told (issue 2); and what happens without the lock."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from django.db.models import QuerySet

from baarasira.candidacies import actions, queries
from baarasira.candidacies.actions import doors, hiring
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Taken
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening
from factories import TODAY, make_actor, make_candidacy, make_opening, make_seeker, make_tree

pytestmark = pytest.mark.django_db(transaction=True)


class Meeting:
    """Makes both readers of the free seats wait for each other, so that they meet if anything lets them."""

    def __init__(self, wait: float) -> None:
        self.barrier, self.wait = threading.Barrier(2), wait

    def seats_free(self, opening: Opening) -> int:
        free = queries.seats_free(opening)
        with contextlib.suppress(threading.BrokenBarrierError):
            self.barrier.wait(self.wait)
        return free


def both(act: Callable[[UUID], Any], ids: list[UUID]) -> list[object]:
    """Run the act for both at once, each on a connection of its own; return what each came back with."""
    found: list[object] = [None, None]

    def run(place: int) -> None:
        try:
            found[place] = act(ids[place])
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
def two_for_one_seat() -> tuple[Actor, Opening, list[UUID]]:
    tree = make_tree()
    opening = make_opening(tree.office, seats=1)
    ids = [make_candidacy(make_seeker(tree.office), opening).pk for _n in range(2)]
    return make_actor(structure=tree.office), opening, ids


def hire_as(actor: Actor) -> Callable[[UUID], Candidacy]:
    return lambda candidacy_id: actions.hire(actor=actor, candidacy_id=candidacy_id, starts_on=TODAY)


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the lock away: no door, no lock on the offer's row, and SQLite's transactions begun like any reader's."""
    monkeypatch.setattr(doors, "door", lambda *keys: None)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    for name in ("_OPENING", "_FOR_WRITING"):  # compiled once: anew, without the lock
        held = getattr(doors, name)
        monkeypatch.setattr(doors, name, Prepared(held.build, **held.slots))
    if connection.vendor == "sqlite":
        connection.close()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    yield
    connection.close()


def test_without_the_lock_the_seat_is_sold_twice_or_somebody_meets_an_error(
    two_for_one_seat: tuple[Actor, Opening, list[UUID]], open_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, opening, ids = two_for_one_seat
    monkeypatch.setattr(hiring, "seats_free", Meeting(10).seats_free)
    found = both(hire_as(actor), ids)
    hired = [answer for answer in found if isinstance(answer, Candidacy)]
    if connection.vendor == "postgresql":
        assert len(hired) == 2, found
        assert queries.seats_taken([opening.pk])[opening.pk] == 2
    else:
        # SQLite refuses the second writer's snapshot: no seat is sold twice, but nobody is told anything sensible.
        assert len(hired) == 1, found
        assert any(isinstance(answer, OperationalError) for answer in found), found


def test_behind_the_door_one_has_the_seat_and_the_other_is_told(
    two_for_one_seat: tuple[Actor, Opening, list[UUID]], monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, opening, ids = two_for_one_seat
    monkeypatch.setattr(hiring, "seats_free", Meeting(1).seats_free)
    found = both(hire_as(actor), ids)
    assert sorted(type(answer).__name__ for answer in found) == ["Candidacy", "Taken"], found
    refusal = next(answer for answer in found if isinstance(answer, Taken))
    assert "Rien n’a été enregistré" in str(refusal)
    assert queries.seats_taken([opening.pk])[opening.pk] == 1


def test_one_person_referred_twice_at_once_is_referred_once() -> None:
    tree = make_tree()
    opening, person, actor = make_opening(tree.office), make_seeker(tree.office), make_actor(structure=tree.office)

    def refer(person_id: UUID) -> list[Candidacy]:
        return actions.refer(actor=actor, opening_id=opening.pk, referrals=[actions.Referral(person_id)])

    found = both(refer, [person.pk, person.pk])
    assert sorted(type(answer).__name__ for answer in found) == ["Taken", "list"], found
    assert Candidacy.objects.count() == 1
