"""A selection from the closed list to the files moved: who is chosen, what is kept, what is refused out of order."""

import pytest

from baarasira.selection.enums import Result, RunState
from selecting import make_story, published, steps_of

pytestmark = pytest.mark.django_db

FOUR = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20")}


def test_the_best_are_chosen_the_reserve_is_ordered_and_every_file_moves_at_once() -> None:
    story = make_story(FOUR, split={"ML-4": 1, "ML-1": 1})
    run = published(story)
    assert run.state == RunState.PUBLISHED
    assert (run.filled, run.total) == (2, 90_000 + 70_000)
    assert steps_of(story) == {"Alpha": "contrat", "Bravo": "appel", "Charlie": "contrat", "Delta": "appel"}
    chosen = run.places.filter(result=Result.SELECTED).order_by("rank").values_list("entry__receipt", flat=True)
    assert story.names(list(chosen)) == ["Alpha", "Charlie"]
    reserve = run.places.filter(result=Result.RESERVE).values_list("list", "rank", "entry__receipt")
    assert [(name, rank, story.names([receipt])[0]) for name, rank, receipt in reserve] == [
        ("ML-1", 1, "Delta"),
        ("ML-4", 1, "Bravo"),
    ]
    story.campaign.refresh_from_db()
    assert story.campaign.state == "preparation"
