"""Appeals: in time, decided by somebody who did not sign; one upheld changes the list by the rule, visibly."""

from datetime import timedelta

import pytest

from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, WrongState
from baarasira.selection import actions
from baarasira.selection.actions import Ruling
from baarasira.selection.enums import AppealState, CorrectionKind, RunState
from baarasira.selection.models import Appeal, Correction, Run
from baarasira.selection.queries import runs as queries
from factories import NOW, TODAY, make_actor
from selecting import Story, make_story, proposed, published, steps_of, withdraw

pytestmark = pytest.mark.django_db

FIVE = {
    "Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20"),
    "Echo": ("ML-4", "10"),
}  # fmt: skip
GROUNDS = "La note de mon entretien ne compte pas la seconde partie."


def _appeal(story: Story, run: Run, name: str, **more: object) -> Appeal:
    values = {"received_on": TODAY, "grounds": GROUNDS, **more}
    return actions.record_appeal(
        actor=make_actor(story.house.head), run=run, candidacy=story.files[name], **values  # type: ignore[arg-type]
    )  # fmt: skip


def _instructed(story: Story, run: Run, name: str) -> Appeal:
    appeal = _appeal(story, run, name)
    return actions.instruct(
        actor=story.head, appeal_id=appeal.pk, instruction="La feuille signée porte 59 et non 20 pour l'entretien."
    )


def _upheld(story: Story, run: Run, name: str, ruling: Ruling | None = None) -> Appeal:
    appeal = _instructed(story, run, name)
    ruling = ruling or Ruling(upheld=True, decision="La feuille signée fait foi.", points={"entretien": "59"})
    return actions.decide(actor=make_actor(story.house.director), appeal_id=appeal.pk, ruling=ruling)


def test_an_appeal_is_received_within_the_working_days_and_once() -> None:
    story = make_story(FIVE)
    run = published(story)
    for day in (TODAY - timedelta(days=1), run.appeals_until + timedelta(days=1)):
        with pytest.raises(RuleRefused, match="reçus du"):
            _appeal(story, run, "Delta", received_on=day)
    _appeal(story, run, "Delta")
    with pytest.raises(RuleRefused, match="déjà"):
        _appeal(story, run, "Delta")


def test_who_signed_does_not_decide_and_the_programme_says_who_does() -> None:
    story = make_story(FIVE)
    run = actions.sign(actor=make_actor(story.house.director), run=proposed(story))
    run = actions.sign(actor=story.head, run=run)
    appeal = _instructed(story, run, "Delta")
    ruling = Ruling(upheld=False, decision="Les notes sont celles des feuilles signées.")
    with pytest.raises(NotAllowed, match="signé"):
        actions.decide(actor=make_actor(story.house.director), appeal_id=appeal.pk, ruling=ruling)
    with pytest.raises(NotAllowed, match="Directeur"):  # the programme gives it to a director
        actions.decide(actor=make_actor(story.house.second), appeal_id=appeal.pk, ruling=ruling)


def test_an_appeal_is_instructed_before_it_is_decided() -> None:
    story = make_story(FIVE)
    run = published(story)
    appeal = _appeal(story, run, "Delta")
    with pytest.raises(WrongState):
        actions.decide(
            actor=make_actor(story.house.director), appeal_id=appeal.pk,
            ruling=Ruling(upheld=False, decision="Les notes sont celles des feuilles."),
        )  # fmt: skip


def test_an_appeal_upheld_changes_the_list_by_the_rule_and_both_lists_stay_published() -> None:
    story = make_story(FIVE)
    first = published(story)
    assert steps_of(story)["Bravo"] == "contrat"
    appeal = _upheld(story, first, "Delta")
    correction = Correction.objects.get(appeal=appeal)
    assert (correction.line, correction.former, correction.value) == ("entretien", 20_000, 59_000)
    assert correction.author == story.house.director
    run = actions.correct_list(actor=story.head, campaign=story.campaign)
    assert (run.number, run.seed) == (2, first.seed)
    assert run.sha256 != first.sha256
    run = published(story, actions.propose(actor=story.head, run=run))
    changed = queries.difference(run)
    assert changed is not None
    assert story.names(changed.came_in) == ["Delta"]
    assert story.names(changed.went_out) == ["Bravo"]
    assert [(story.names([receipt])[0], before, after) for receipt, before, after in changed.scores] == [
        ("Delta", 60_000, 99_000)
    ]
    assert steps_of(story) == {
        "Alpha": "contrat", "Bravo": "appel", "Charlie": "appel", "Delta": "contrat", "Echo": "appel",
    }  # fmt: skip
    first.refresh_from_db()
    assert first.state == RunState.PUBLISHED
    appeal.refresh_from_db()
    assert appeal.applied_in == run
    assert queries.in_force(story.campaign) == run


def test_a_rejected_appeal_changes_nothing() -> None:
    story = make_story(FIVE)
    run = published(story)
    appeal = _instructed(story, run, "Delta")
    ruling = Ruling(upheld=False, decision="Les notes sont celles des feuilles signées.", points={"entretien": "59"})
    appeal = actions.decide(actor=make_actor(story.house.director), appeal_id=appeal.pk, ruling=ruling)
    assert appeal.state == AppealState.REJECTED
    assert not Correction.objects.exists()
    with pytest.raises(WrongState):
        actions.correct_list(actor=story.head, campaign=story.campaign)


def test_somebody_who_may_not_take_part_is_taken_off_and_the_next_comes_in() -> None:
    story = make_story(FIVE)
    run = published(story)
    ruling = Ruling(upheld=True, decision="Le dossier ne remplit pas la condition d'âge.", removed=True)
    _upheld(story, run, "Alpha", ruling)
    again = actions.propose(actor=story.head, run=actions.correct_list(actor=story.head, campaign=story.campaign))
    assert again.applicants == 4
    published(story, again)
    assert steps_of(story)["Alpha"] == "non-retenu"
    assert steps_of(story)["Charlie"] == "contrat"


def test_a_decision_that_corrects_nothing_or_out_of_bounds_is_refused_whole() -> None:
    story = make_story(FIVE)
    run = published(story)
    appeal = _instructed(story, run, "Delta")
    director = make_actor(story.house.director)
    for ruling in (
        Ruling(upheld=True, decision="La feuille signée fait foi."),
        Ruling(upheld=True, decision="La feuille signée fait foi.", points={"entretien": "61"}),
        Ruling(upheld=True, decision="La feuille signée fait foi.", admitted=True, points={"entretien": "59"}),
    ):
        with pytest.raises(RuleRefused):
            actions.decide(actor=director, appeal_id=appeal.pk, ruling=ruling)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.INSTRUCTED
    assert not Correction.objects.exists()


def test_an_abandoned_correction_leaves_the_appeal_to_be_applied_by_the_next() -> None:
    story = make_story(FIVE)
    first = published(story)
    appeal = _upheld(story, first, "Delta")
    run = actions.correct_list(actor=story.head, campaign=story.campaign)
    actions.abandon(actor=story.head, run=run, reason="Une seconde décision est attendue ce jour.")
    appeal.refresh_from_db()
    assert appeal.applied_in is None
    assert actions.correct_list(actor=story.head, campaign=story.campaign).number == 3


def test_who_withdrew_since_is_left_where_they_are() -> None:
    story = make_story(FIVE)
    first = published(story)
    withdraw(story, "Bravo", at=NOW)
    _upheld(story, first, "Delta")
    run = actions.propose(actor=story.head, run=actions.correct_list(actor=story.head, campaign=story.campaign))
    run = actions.sign(actor=story.head, run=run)
    # Bravo's seat is promised to Echo, called from the reserve: Delta would make one too many.
    with pytest.raises(BusinessError, match="places"):
        actions.sign(actor=make_actor(story.house.second), run=run)
    assert steps_of(story)["Bravo"] == "desistement"
    assert Appeal.objects.get().corrections.get().kind == CorrectionKind.SCORE
