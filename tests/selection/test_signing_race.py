"""Two people press "sign" at the same instant, on two real connections: one signs first, the other second, once each."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.models import Move
from baarasira.selection import actions
from baarasira.selection.enums import RunState
from baarasira.selection.models import Run
from factories import make_actor
from selecting import Story, make_story, proposed

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-1", "40"), "Charlie": ("ML-4", "30")}


def _at_once(users: list[User], act: Callable[[User], object]) -> list[str]:
    """Let each act at the same moment in a thread with a connection of its own; return what came of it."""
    barrier, said = threading.Barrier(len(users)), [""] * len(users)

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            act(users[place])
            said[place] = "done"
        except BusinessError as error:
            said[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(users))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def _moves(story: Story, name: str) -> int:
    return Move.objects.filter(object_id=story.files[name].pk, transition__in=["step", "end"]).count()


def test_two_signers_at_once_make_two_signatures_and_move_every_file_once() -> None:
    story = make_story(PEOPLE)
    run = proposed(story)
    before = _moves(story, "Alpha")
    said = _at_once([story.house.head, story.house.second], lambda user: actions.sign(actor=make_actor(user), run=run))
    assert said == ["done", "done"]
    run.refresh_from_db()
    assert run.state == RunState.PUBLISHED
    assert {run.first_by_id, run.second_by_id} == {story.house.head.pk, story.house.second.pk}
    assert _moves(story, "Alpha") == before + 1
    assert not Candidacy.objects.filter(step="selection", state="under_way").exists()


def test_one_person_who_presses_twice_signs_once() -> None:
    story = make_story(PEOPLE)
    run = proposed(story)
    said = _at_once([story.house.head, story.house.head], lambda user: actions.sign(actor=make_actor(user), run=run))
    assert sorted(said) == ["NotAllowed", "done"]
    assert Run.objects.get(pk=run.pk).state == RunState.SIGNED
