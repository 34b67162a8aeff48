"""Hours that are free, files that are closed, people forgotten, cards renewed many at once."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from baarasira.accounts.enums import Role
from baarasira.counselling import actions, queries
from baarasira.counselling.actions import StepData
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState, CardState, ContactChannel, PlanState, Side
from baarasira.counselling.hours import next_open_day, slots_of
from baarasira.counselling.models import ActionPlan, Appointment, Card, ContactNote, PlanStep
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed, Taken, WrongState
from baarasira.people.actions import purge_person, set_consent
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from factories import NOW, TODAY, Tree, make_actor, make_membership, make_person, make_tree, make_user

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)


@pytest.fixture
def tree(db: None) -> Tree:
    return make_tree()


def give(actor: Actor, person: Person, at: datetime, **values: object) -> Appointment:
    return actions.give_appointment(
        actor=actor, person_id=person.pk, starts_at=at, purpose=AppointmentPurpose.INTERVIEW, **values
    )  # type: ignore[arg-type]


def test_offices_receive_in_the_week_and_on_friday_morning_only() -> None:
    assert [f"{slot:%H:%M}" for slot in slots_of(MONDAY)][:3] == ["08:00", "08:30", "09:00"]
    assert f"{slots_of(MONDAY)[-1]:%H:%M}" == "15:30"
    assert f"{slots_of(FRIDAY)[-1]:%H:%M}" == "12:00"
    assert slots_of(SATURDAY) == []
    assert next_open_day(FRIDAY) == date(2026, 11, 30)
    assert slots_of(MONDAY)[0].tzinfo == ZoneInfo("Africa/Bamako")


def test_an_hour_is_free_while_one_agent_of_the_office_is(tree: Tree) -> None:
    first, second = make_user("counsellor", tree.office), make_user("counsellor", tree.office)
    tomorrow = TODAY + timedelta(days=1)
    nine = NOW + timedelta(days=1)
    actor = Actor(first, NOW)
    give(actor, make_person(tree.office, actor=actor), nine, counsellor_id=first.pk)
    assert nine not in queries.free_hours(tree.office, tomorrow, NOW, first.pk)
    assert nine in queries.free_hours(tree.office, tomorrow, NOW, second.pk)
    assert nine in queries.free_hours(tree.office, tomorrow, NOW)
    give(actor, make_person(tree.office, actor=actor), nine, counsellor_id=second.pk)
    assert nine not in queries.free_hours(tree.office, tomorrow, NOW)


def test_who_receives_in_an_office(tree: Tree) -> None:
    own = make_user("counsellor", tree.office)
    focal = make_user("focal_point", tree.directorate)
    make_user("counsellor", tree.sister)
    make_user("counsellor", tree.directorate)
    make_user("employer_adviser", tree.office)
    make_user("counsellor", tree.office, state="suspended")
    make_user("counsellor", tree.office, until=TODAY - timedelta(days=1))
    make_membership(own, Role.DIRECTOR, tree.directorate)
    assert set(queries.counsellors_of(tree.office, TODAY)) == {own, focal}


def test_meetings_of_one_agent_do_not_overlap(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    ten = NOW + timedelta(hours=1)
    give(actor, make_person(tree.office), ten, counsellor_id=actor.id)
    for minutes in (-29, -10, 0, 10, 29):
        with pytest.raises(Taken):
            give(actor, make_person(tree.office), ten + timedelta(minutes=minutes), counsellor_id=actor.id)
    for minutes in (-30, 30):
        give(actor, make_person(tree.office), ten + timedelta(minutes=minutes), counsellor_id=actor.id)


def test_an_agent_of_another_office_is_given_no_appointment(tree: Tree) -> None:
    stranger = make_user("counsellor", tree.sister)
    with pytest.raises(BusinessError, match="agence"):
        give(
            make_actor(structure=tree.office),
            make_person(tree.office),
            NOW + timedelta(hours=1),
            counsellor_id=stranger.pk,
        )


def test_nobody_is_missed_before_their_hour(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    row = give(actor, make_person(tree.office), NOW + timedelta(hours=2))
    with pytest.raises(WrongState):
        actions.record_appointment(actor=actor, appointment_id=row.pk, outcome=AppointmentState.MISSED)
    actions.record_appointment(actor=actor, appointment_id=row.pk, outcome=AppointmentState.KEPT)


def test_with_a_suspended_file_nothing_goes_on_but_answering(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    card = actions.issue_card(actor=actor, person_id=person.pk)
    set_consent(actor=actor, person_id=person.pk, purpose=ConsentPurpose.REGISTER, given=False)
    steps = [StepData(Side.PERSON, "a", TODAY), StepData(Side.AGENCY, "b", TODAY)]
    for refused in (
        lambda: actions.renew_card(actor=actor, card_id=card.pk),
        lambda: give(actor, person, NOW + timedelta(hours=1)),
        lambda: actions.agree_plan(actor=actor, person_id=person.pk, aim="x", steps=steps),
    ):
        with pytest.raises(WrongState):
            refused()
    actions.note_contact(actor=actor, person_id=person.pk, channel=ContactChannel.PHONE, text="A demandé une copie")


def test_a_purge_ends_what_is_open_and_empties_every_word(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    card = actions.issue_card(actor=actor, person_id=person.pk)
    actions.suspend_card(actor=actor.because("Opérée du genou"), card_id=card.pk)
    give(actor, person, NOW + timedelta(hours=1), note="Vient avec sa sœur")
    steps = [StepData(Side.PERSON, "Soigner le genou", TODAY), StepData(Side.AGENCY, "Attendre", TODAY)]
    plan = actions.agree_plan(actor=actor, person_id=person.pk, aim="Guérir", steps=steps)
    actions.settle_step(actor=actor, step_id=plan.steps.all()[0].pk, done=False, remark="Trop tôt")
    actions.note_contact(actor=actor, person_id=person.pk, channel=ContactChannel.PHONE, text="Fatiguée")
    purge_person(actor=make_actor(role="national_administrator", structure=tree.root), person_id=person.pk)
    card.refresh_from_db()
    assert (card.state, card.reason) == (CardState.STRUCK_OFF, "")
    assert Appointment.objects.get().state == AppointmentState.CANCELLED
    assert ActionPlan.objects.get().state == PlanState.ENDED
    texts = [
        *Appointment.objects.values_list("note", flat=True), *ContactNote.objects.values_list("text", flat=True),
        *ActionPlan.objects.values_list("aim", flat=True), *ActionPlan.objects.values_list("outcome", flat=True),
        *PlanStep.objects.values_list("what", flat=True), *PlanStep.objects.values_list("remark", flat=True),
    ]  # fmt: skip
    assert len(texts) == 8
    assert set(texts) == {""}


def test_one_card_of_a_batch_that_cannot_be_renewed_stops_no_other(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    good, stale, foreign = (
        actions.issue_card(actor=make_actor(structure=office), person_id=make_person(office).pk)
        for office in (tree.office, tree.office, tree.sister)
    )
    done = actions.renew_cards(actor=actor, versions={stale.pk: 7, foreign.pk: 1, good.pk: 1})
    assert [(item.card_id, bool(item.refusal)) for item in done] == [
        (stale.pk, True),
        (foreign.pk, True),
        (good.pk, False),
    ]
    assert {card.pk for card in Card.objects.filter(version=2)} == {good.pk}


def test_only_cards_in_force_of_the_own_office_are_printed(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    good = actions.issue_card(actor=actor, person_id=make_person(tree.office).pk)
    foreign = actions.issue_card(actor=make_actor(structure=tree.sister), person_id=make_person(tree.sister).pk)
    ended = actions.issue_card(actor=actor, person_id=make_person(tree.office).pk)
    actions.strike_off(actor=actor.because("motif"), card_id=ended.pk)
    assert actions.print_cards(actor=actor, card_ids=[good.pk]) == [good]
    with pytest.raises(NotAllowed):
        actions.print_cards(actor=actor, card_ids=[good.pk, foreign.pk])
    with pytest.raises(WrongState):
        actions.print_cards(actor=actor, card_ids=[good.pk, ended.pk])


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_appointment() -> None:
    office = make_tree().office
    actor = make_actor(structure=office)
    people = [make_person(office), make_person(office, surname="Sow")]
    start, given, refused = threading.Barrier(2), [], []

    def click(person: Person) -> None:
        try:
            start.wait(timeout=10)
            given.append(give(actor, person, NOW + timedelta(hours=1), counsellor_id=actor.id))
        except Taken as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (len(given), len(refused)) == (1, 1)
    assert Appointment.objects.count() == 1
