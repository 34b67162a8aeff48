"""Action plans, appointments and contacts: agreed on both sides, dated, settled once."""

from datetime import date, timedelta

import pytest

from baarasira.counselling import actions, queries
from baarasira.counselling.actions import StepData
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState, ContactChannel, PlanState, Side
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed, Taken, WrongState
from factories import NOW, make_actor, make_person, make_tree

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
STEPS = [
    StepData(Side.PERSON, "Refaire le CV", TODAY + timedelta(days=10)),
    StepData(Side.AGENCY, "Proposer deux offres", TODAY + timedelta(days=20)),
]


def test_a_plan_is_reviewed_every_three_months_and_its_due_steps_stand_on_the_desk() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    plan = actions.agree_plan(actor=actor, person_id=make_person(tree.office).pk, aim="Devenir soudeuse", steps=STEPS)
    assert plan.review_on == date(2027, 2, 23)
    assert queries.steps_due(actor, TODAY).count() == 0
    assert [step.what for step in queries.steps_due(actor, TODAY + timedelta(days=10))] == ["Refaire le CV"]
    stranger = make_actor(structure=tree.sister)
    assert queries.steps_due(stranger, TODAY + timedelta(days=30)).count() == 0
    step = plan.steps.get(side=Side.PERSON)
    actions.settle_step(actor=actor, step_id=step.pk, done=True)
    assert queries.steps_due(actor, TODAY + timedelta(days=10)).count() == 0
    with pytest.raises(WrongState):
        actions.settle_step(actor=actor, step_id=step.pk, done=True)


def test_a_plan_needs_an_aim_and_a_step_on_each_side() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    for aim, steps in (("  ", STEPS), ("Travailler", STEPS[:1]), ("Travailler", [])):
        with pytest.raises(BusinessError):
            actions.agree_plan(actor=actor, person_id=person.pk, aim=aim, steps=steps)
    late = [*STEPS, StepData(Side.PERSON, "Hier", TODAY - timedelta(days=1))]
    with pytest.raises(BusinessError):
        actions.agree_plan(actor=actor, person_id=person.pk, aim="Travailler", steps=late)
    assert not person.plans.exists()


def test_one_plan_at_a_time_and_it_ends_with_an_outcome() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    plan = actions.agree_plan(actor=actor, person_id=person.pk, aim="Travailler", steps=STEPS)
    with pytest.raises(WrongState):
        actions.agree_plan(actor=actor, person_id=person.pk, aim="Autre", steps=STEPS)
    with pytest.raises(BusinessError):
        actions.close_plan(actor=actor, plan_id=plan.pk, reached=True, outcome=" ")
    actions.close_plan(actor=actor, plan_id=plan.pk, reached=True, outcome="Embauchée")
    plan.refresh_from_db()
    assert (plan.state, plan.ended_on) == (PlanState.REACHED, TODAY)
    with pytest.raises(WrongState):
        actions.add_step(actor=actor, plan_id=plan.pk, step=STEPS[0])
    assert actions.agree_plan(actor=actor, person_id=person.pk, aim="Autre", steps=STEPS).state == PlanState.ACTIVE


def test_appointments_do_not_collide() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    hour = NOW + timedelta(days=1)
    give = {"actor": actor, "starts_at": hour, "purpose": AppointmentPurpose.INTERVIEW, "counsellor_id": actor.id}
    first, second = make_person(tree.office), make_person(tree.office, surname="Sow")
    actions.give_appointment(person_id=first.pk, **give)
    with pytest.raises(Taken):
        actions.give_appointment(person_id=second.pk, **give)
    with pytest.raises(Taken):
        actions.give_appointment(person_id=first.pk, **{**give, "counsellor_id": None})
    with pytest.raises(BusinessError):
        actions.give_appointment(person_id=second.pk, **{**give, "starts_at": NOW - timedelta(hours=1)})
    with pytest.raises(NotAllowed):
        actions.give_appointment(person_id=second.pk, **{**give, "actor": make_actor(structure=tree.sister)})


def test_the_day_list_and_what_was_missed() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    given = actions.give_appointment(
        actor=actor, person_id=make_person(tree.office).pk, starts_at=NOW + timedelta(hours=2),
        purpose=AppointmentPurpose.CARD,
    )  # fmt: skip
    assert list(queries.appointments_of_day(actor, TODAY)) == [given]
    assert list(queries.appointments_of_day(actor, TODAY + timedelta(days=1))) == []
    tomorrow = Actor(actor.user, NOW + timedelta(days=1))
    assert list(queries.appointments_to_record(tomorrow)) == [given]
    actions.record_appointment(actor=tomorrow, appointment_id=given.pk, outcome=AppointmentState.MISSED)
    assert list(queries.appointments_missed(tomorrow, TODAY)) == [given]
    with pytest.raises(WrongState):
        actions.record_appointment(actor=tomorrow, appointment_id=given.pk, outcome=AppointmentState.CANCELLED)


def test_an_appointment_to_come_can_only_be_cancelled() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    given = actions.give_appointment(
        actor=actor, person_id=make_person(tree.office).pk, starts_at=NOW + timedelta(days=3),
        purpose=AppointmentPurpose.CARD,
    )  # fmt: skip
    with pytest.raises(WrongState):
        actions.record_appointment(actor=actor, appointment_id=given.pk, outcome=AppointmentState.KEPT)
    actions.record_appointment(actor=actor, appointment_id=given.pk, outcome=AppointmentState.CANCELLED)


def test_a_contact_moves_the_date_of_the_last_contact_forward_only() -> None:
    tree = make_tree()
    actor = make_actor(structure=tree.office)
    person = make_person(tree.office)
    note = {"actor": actor, "person_id": person.pk, "channel": ContactChannel.PHONE}
    actions.note_contact(text="Rappeler lundi", at=NOW, **note)
    actions.note_contact(text="Appel oublié, noté après", at=NOW - timedelta(days=9), **note)
    person.refresh_from_db()
    assert person.last_contact_on == TODAY
    for text, at in (("  ", NOW), ("Demain", NOW + timedelta(days=1))):
        with pytest.raises(BusinessError):
            actions.note_contact(text=text, at=at, **note)
    assert queries.visible_notes(actor).count() == 2
    assert queries.visible_notes(make_actor(role="employer_adviser", structure=tree.office)).count() == 0
