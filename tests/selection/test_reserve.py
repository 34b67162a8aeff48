"""The reserve: who is called keeps the quotas, answers in time or the next is called; a list that runs out says so."""

from datetime import timedelta

import pytest

from baarasira.candidacies import actions as files
from baarasira.engine import holds, parse_rules
from baarasira.kernel.actor import system
from baarasira.kernel.errors import BusinessError, RuleRefused, WrongState
from baarasira.messaging.models import Call, Message
from baarasira.openings import actions as campaigns
from baarasira.selection import actions, applicants_file
from baarasira.selection.enums import CallState
from baarasira.selection.models import ReserveCall, Run
from baarasira.selection.queries import runs as queries
from factories import NOW, make_actor
from selecting import Story, answer, make_story, published, steps_of, withdraw

pytestmark = pytest.mark.django_db

SIX = {
    "Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-4", "35"),
    "Delta": ("ML-1", "30"), "Echo": ("ML-1", "20"), "Foxtrot": ("ML-1", "10"),
}  # fmt: skip


def _story() -> tuple[Story, Run]:
    story = make_story(SIX, split={"ML-4": 1, "ML-1": 1})
    return story, published(story)


def _calls(story: Story) -> list[tuple[str, str]]:
    rows = ReserveCall.objects.order_by("id").values_list("candidacy__number", "state")
    return [(story.names([number])[0], state) for number, state in rows]


def _quotas_hold(run: Run) -> bool:
    people = applicants_file.applicants(queries.file_text(run, "applicants.csv"))
    at = {receipt: place for place, receipt in enumerate(people.ids)}
    return holds(people, parse_rules(queries.file_text(run, "rules.toml")), [at[key] for key in queries.sitting(run)])


def test_nobody_on_the_reserve_has_a_deadline_before_being_called() -> None:
    story, _run = _story()
    waiting = story.files["Bravo"].steps.get(key="appel")
    assert waiting.due_at is None
    assert files.tick(actor=system(NOW + timedelta(days=30))) == 0
    assert steps_of(story)["Bravo"] == "appel"


def test_when_somebody_withdraws_the_next_of_the_right_list_is_called_at_once_and_the_quotas_hold() -> None:
    story, run = _story()
    withdraw(story, "Delta")
    assert _calls(story) == [("Echo", CallState.WAITING)]  # Bravo has more points, and is of the other region
    assert _quotas_hold(run)
    call = ReserveCall.objects.get()
    assert call.answer_by == NOW + timedelta(hours=48)
    assert story.files["Echo"].steps.get(key="appel").due_at == call.answer_by
    answer(story, "Echo", "accepted")
    assert _calls(story) == [("Echo", CallState.ACCEPTED)]
    assert steps_of(story)["Echo"] == "contrat"
    assert queries.free_seats(run) == []


def test_somebody_called_who_declines_or_does_not_answer_in_time_makes_room_for_the_next() -> None:
    story, _run = _story()
    withdraw(story, "Alpha")
    answer(story, "Bravo", "declined")
    assert _calls(story) == [("Bravo", CallState.DECLINED), ("Charlie", CallState.WAITING)]
    files.tick(actor=system(NOW + timedelta(hours=49)))
    assert _calls(story)[-1] == ("Charlie", CallState.EXPIRED)
    assert steps_of(story)["Charlie"] == "sans-reponse"


def test_a_reserve_that_runs_out_says_so_and_another_list_takes_a_reason() -> None:
    story, run = _story()
    withdraw(story, "Delta")
    answer(story, "Echo", "declined")
    answer(story, "Foxtrot", "declined")
    key = {"actor": story.head, "run": run, "candidacy_id": story.files["Foxtrot"].pk}
    free = queries.free_seats(run)
    assert [seat.receipt for seat in free] == [story.receipt("Delta")]
    key["candidacy_id"] = free[0].candidacy.pk
    with pytest.raises(BusinessError, match="épuisée") as refused:
        actions.call_next(**key)
    assert refused.value.code == "reserve.empty"
    with pytest.raises(RuleRefused):
        actions.call_next(**key, list_name="ML-4")
    with pytest.raises(BusinessError, match="quota") as refused:
        actions.call_next(**key, list_name="ML-4", reason="La liste de Kayes est épuisée.")
    assert refused.value.code == "reserve.quotas"
    assert actions.fill_all(actor=system(NOW)) == 0


def test_nobody_takes_a_seat_out_of_turn() -> None:
    story, _run = _story()
    with pytest.raises(WrongState, match="pas été appelé"):
        answer(story, "Bravo", "accepted")
    assert steps_of(story)["Bravo"] == "appel"


def test_a_seat_not_free_is_not_filled_twice() -> None:
    story, run = _story()
    withdraw(story, "Alpha")
    with pytest.raises(WrongState):
        actions.call_next(actor=story.head, run=run, candidacy_id=story.files["Alpha"].pk)
    with pytest.raises(WrongState):
        actions.call_next(actor=story.head, run=run, candidacy_id=story.files["Delta"].pk)


def test_who_accepted_and_then_withdraws_is_replaced_too() -> None:
    story, run = _story()
    withdraw(story, "Alpha")
    answer(story, "Bravo", "accepted")
    withdraw(story, "Bravo")
    assert _calls(story) == [("Bravo", CallState.ACCEPTED), ("Charlie", CallState.WAITING)]
    assert _quotas_hold(run)


def test_nobody_is_called_while_the_campaign_is_suspended_and_the_clock_calls_after_it() -> None:
    story, _run = _story()
    campaigns.suspend_campaign(
        actor=story.head,
        campaign=story.campaign,
        reason="Avis consulaire défavorable reçu ce jour.",
        reference="Note 12",
    )
    withdraw(story, "Alpha")
    assert _calls(story) == []
    campaigns.ask_lifting(
        actor=story.head, campaign=story.campaign, reason="L'avis est levé par le consulat.", reference="Note 13"
    )
    campaigns.confirm_lifting(actor=make_actor(story.house.second), campaign=story.campaign)
    assert actions.fill_all(actor=system(NOW)) == 1
    assert _calls(story) == [("Bravo", CallState.WAITING)]


def test_who_is_called_is_told_by_when_to_answer_or_an_agent_is_asked_to_call() -> None:
    story, _run = _story()
    withdraw(story, "Alpha")
    call = ReserveCall.objects.get()
    about = f"reserve:{call.pk}"
    said = [*Message.objects.filter(about=about), *Call.objects.filter(about=about)]
    assert len(said) == 1
    assert "25/11/2026" in said[0].text
    assert "gratuite" in said[0].text
