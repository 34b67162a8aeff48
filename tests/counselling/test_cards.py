"""The job-seeker card: issued once, renewed, suspended, struck off in time, reactivated with seniority kept."""

from datetime import date, timedelta

import pytest

from baarasira.counselling import actions
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.counselling.transitions import CARD
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import BusinessError, NotAllowed, Stale, WrongState
from baarasira.kernel.models import Entry, Move
from factories import NOW, make_actor, make_person, make_tree

pytestmark = pytest.mark.django_db


def _later(actor: Actor, days: int) -> Actor:
    return Actor(actor.user, NOW + timedelta(days=days), channel=actor.channel, reason=actor.reason)


def test_a_card_holds_six_months_and_is_logged() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    card = actions.issue_card(actor=actor, person_id=person.pk)
    assert (card.state, card.issued_on, card.expires_on) == (CardState.ACTIVE, date(2026, 11, 23), date(2027, 5, 23))
    assert card.number.startswith("DE26-000001-")
    assert Move.objects.get(noun="card", object_id=card.pk).transition == "issue"
    assert Entry.objects.filter(verb="card.issue", subject_id=person.pk, actor_id=actor.id).count() == 1


def test_a_person_has_one_card() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    actions.issue_card(actor=actor, person_id=person.pk)
    with pytest.raises(WrongState):
        actions.issue_card(actor=actor, person_id=person.pk)
    assert Card.objects.count() == 1


def test_another_office_cannot_touch_it() -> None:
    tree = make_tree()
    person = make_person(tree.office)
    stranger = make_actor(structure=tree.sister)
    with pytest.raises(NotAllowed):
        actions.issue_card(actor=stranger, person_id=person.pk)
    card = actions.issue_card(actor=make_actor(structure=tree.office), person_id=person.pk)
    for act in (actions.renew_card, actions.suspend_card, actions.strike_off, actions.reactivate_card):
        with pytest.raises(NotAllowed):
            act(actor=stranger.because("motif"), card_id=card.pk)
    card.refresh_from_db()
    assert (card.state, card.version) == (CardState.ACTIVE, 1)


def test_suspension_asks_for_a_reason_and_reactivation_keeps_seniority() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    card = actions.issue_card(actor=actor, person_id=make_person(tree.office).pk)
    with pytest.raises(BusinessError):
        actions.suspend_card(actor=actor, card_id=card.pk)
    card = actions.suspend_card(actor=actor.because("Formation à l'étranger"), card_id=card.pk)
    assert (card.state, card.suspended_on) == (CardState.SUSPENDED, NOW.date())
    with pytest.raises(WrongState):
        actions.renew_card(actor=actor, card_id=card.pk)
    card = actions.reactivate_card(actor=_later(actor, 40), card_id=card.pk)
    assert (card.state, card.registered_on, card.suspended_on) == (CardState.ACTIVE, NOW.date(), None)
    assert card.expires_on == date(2027, 7, 2)


def test_a_stale_form_writes_nothing() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    card = actions.issue_card(actor=actor, person_id=make_person(tree.office).pk)
    actions.renew_card(actor=actor, card_id=card.pk, expected_version=1)
    with pytest.raises(Stale):
        actions.suspend_card(actor=actor.because("motif"), card_id=card.pk, expected_version=1)
    card.refresh_from_db()
    assert card.state == CardState.ACTIVE


def test_time_makes_it_due_then_strikes_it_off_after_the_grace_days() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    card = actions.issue_card(actor=actor, person_id=make_person(tree.office).pk)
    last_day = card.expires_on

    def clock(day: date) -> Actor:
        return system(NOW + (day - NOW.date()))

    assert actions.fall_due(actor=clock(last_day)) == 0, "the last day still counts"
    assert actions.fall_due(actor=clock(last_day + timedelta(days=1))) == 1
    assert actions.fall_due(actor=clock(last_day + timedelta(days=1))) == 0
    assert actions.strike_off_overdue(actor=clock(last_day + timedelta(days=15))) == 0
    assert actions.strike_off_overdue(actor=clock(last_day + timedelta(days=16))) == 1
    card.refresh_from_db()
    assert (card.state, card.ended_on) == (CardState.STRUCK_OFF, last_day + timedelta(days=16))


def test_only_the_clock_makes_cards_fall_due() -> None:
    with pytest.raises(NotAllowed):
        actions.fall_due(actor=make_actor())


@pytest.mark.parametrize("state", CardState)
def test_the_table_lets_nothing_else_happen(state: CardState) -> None:
    open_moves = {row.name for row in CARD.open_to(state)}
    expected = {
        CardState.ACTIVE: {"renew", "fall_due", "suspend", "strike_off", "place"},
        CardState.DUE: {"renew", "suspend", "strike_off", "place"},
        CardState.SUSPENDED: {"strike_off", "place", "reactivate"},
        CardState.STRUCK_OFF: {"reactivate"},
        CardState.PLACED: {"reactivate"},
    }
    assert open_moves == expected[state]
