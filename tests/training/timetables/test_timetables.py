"""Weeks of lessons: proposed without a conflict, put in place all or nothing, changed by hand, conflicts in words."""

from datetime import time, timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.training.courses.models import Accreditation, SessionDay, SessionTrainer
from baarasira.training.timetables import actions, queries, words
from baarasira.training.timetables.conflicts import conflicts
from baarasira.training.timetables.models import KeptLesson, Proposal
from baarasira.training.timetables.weeks import slots_of
from factories import NOW, make_actor, make_structure
from planning_weeks import MONDAY, Centre, make_centre, make_group

pytestmark = pytest.mark.django_db
MORNING, AFTERNOON = (time(8), time(12)), (time(13, 30), time(17, 30))


@pytest.fixture
def centre() -> Centre:
    return make_centre()


def plain(sentence: str) -> str:
    """Return a sentence with common spaces only."""
    return sentence.replace("\u00a0", " ")


def proposed(centre: Centre) -> Proposal:
    return actions.propose(actor=centre.actor, structure_id=centre.structure.pk, day=MONDAY + timedelta(days=2))


def applied(centre: Centre) -> list[SessionDay]:
    actions.apply(actor=centre.actor, proposal_id=proposed(centre).pk)
    return list(queries.of_week(MONDAY).order_by("day", "starts"))


def lesson(
    centre: Centre, title: str, *, day: int = 0, at: tuple[time, time] = MORNING, **values: object
) -> SessionDay:
    session = make_group(centre, title)
    return SessionDay.objects.create(
        session=session,
        day=MONDAY + timedelta(days=day),
        starts=at[0],
        ends=at[1],
        created_at=NOW,
        updated_at=NOW,
        **values,
    )


def move_to(row: SessionDay, **values: object) -> actions.MoveData:
    own = {"day": row.day, "starts": row.starts, "ends": row.ends, "room_id": row.room_id, "trainer_id": row.trainer_id}
    return actions.MoveData(**{**own, **values})


def test_a_week_is_proposed_looked_at_and_put_in_place_without_a_conflict(centre: Centre) -> None:
    make_group(centre, "Soudure 1", equipment=("soudure",), trainer="Salif Sangaré")
    make_group(centre, "Soudure 2", equipment=("soudure",), trainer="Aïssata Cissé", hours=12)
    make_group(centre, "Couture", trainer="Aïssata Cissé")
    proposal = proposed(centre)
    assert not SessionDay.objects.exists(), "nothing changes before it is put in place"
    assert (len(proposal.lessons), proposal.missing) == (7, {})
    actions.apply(actor=centre.actor, proposal_id=proposal.pk)
    lessons = list(queries.of_week(MONDAY))
    assert conflicts(lessons, MONDAY) == []
    assert {row.room.name for row in lessons if row.room and row.session.title.startswith("Soudure")} == {"Atelier"}
    with pytest.raises(WrongState):
        actions.apply(actor=centre.actor, proposal_id=proposal.pk)


def test_a_second_proposal_leaves_what_was_placed_by_hand_and_replaces_the_rest(centre: Centre) -> None:
    make_group(centre, "Soudure 1", trainer="Salif Sangaré")
    first, _second = applied(centre)
    thursday = MONDAY + timedelta(days=3)
    actions.move(
        actor=centre.actor, lesson_id=first.pk, data=move_to(first, day=thursday, starts=time(9), ends=time(13))
    )
    rows = applied(centre)
    assert [(row.pk, row.day) for row in rows if row.pk == first.pk] == [(first.pk, thursday)]
    assert len(rows) == 2
    assert conflicts(rows, MONDAY) == []
    actions.let_move(actor=centre.actor, lesson_id=first.pk)
    assert not KeptLesson.objects.exists()
    assert all(row.starts != time(9) for row in applied(centre))


def test_a_proposal_made_before_the_week_changed_is_not_put_in_place(centre: Centre) -> None:
    make_group(centre, "Soudure 1")
    row = lesson(centre, "Couture")
    stale = proposed(centre)
    actions.move(actor=centre.actor, lesson_id=row.pk, data=move_to(row, room_id=centre.rooms["Salle 1"].pk))
    with pytest.raises(Stale):
        actions.apply(actor=centre.actor, proposal_id=stale.pk)
    assert SessionDay.objects.count() == 1


def test_three_groups_that_want_the_workshop_on_tuesday_morning_are_told_that_there_is_one(centre: Centre) -> None:
    for number in range(3):
        make_group(
            centre, f"Soudure {number + 1}", hours=4, equipment=("soudure",), half_days=("tue_am",), seats=12,
            trainer=("Salif Sangaré", "Aïssata Cissé", "")[number],
        )  # fmt: skip
    proposal = proposed(centre)
    assert sum(proposal.missing.values()) == 2
    [said] = [plain(words.shortage(one)) for one in proposal.shortages]
    assert said == (
        "3 groupes (Soudure 1, Soudure 2, Soudure 3) demandent 3 séances avec soudure (mardi matin) : Atelier peut en "
        "accueillir 1."
    )


def test_a_group_too_large_for_every_room_and_one_without_a_trainer_are_told_so(centre: Centre) -> None:
    make_group(centre, "Grande promotion", seats=60, hours=4)
    unnamed = make_group(centre, "CREE", kind="cree", hours=4)
    SessionTrainer.objects.create(
        session=unnamed, trainer=centre.trainers["Salif Sangaré"], since=MONDAY, created_at=NOW, updated_at=NOW
    )
    said = {plain(words.shortage(one)) for one in proposed(centre).shortages}
    assert said == {
        "Grande promotion : aucune salle de son centre n’a assez de places.",
        "CREE : aucun formateur désigné n’est libre et agréé un jour de cette semaine.",
    }


def test_an_accreditation_that_lapses_in_the_week_ends_the_lessons_of_its_trainer(centre: Centre) -> None:
    group = make_group(centre, "CREE", kind="cree", hours=12, trainer="Salif Sangaré")
    tuesday = MONDAY + timedelta(days=1)
    Accreditation.objects.create(
        trainer=centre.trainers["Salif Sangaré"], kind="cree", number="OIT-1", valid_from=MONDAY - timedelta(days=300),
        valid_to=tuesday, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    rows = applied(centre)
    assert len(rows) == 3
    assert all(row.day <= tuesday for row in rows)
    late = SessionDay.objects.create(
        session=group, trainer=centre.trainers["Salif Sangaré"], day=tuesday + timedelta(days=1), starts=time(8),
        ends=time(12), created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    found = conflicts(list(queries.of_week(MONDAY)), MONDAY)
    assert [(one.kind, one.lessons) for one in found] == [("not_accredited", (late.pk,))]


def test_trainers_hours_half_days_and_journeys_are_kept_across_centres(centre: Centre) -> None:
    far = make_centre(centre.structure.parent, "CPR de Bamako")
    salif = centre.trainers["Salif Sangaré"]
    actions.keep_trainer_week(
        actor=centre.actor, trainer_id=salif.pk, hours=12, half_days=("mon_am", "mon_pm", "tue_am")
    )
    far.trainers["Salif Sangaré"] = salif
    make_group(far, "Couture à Bamako", hours=4, trainer="Salif Sangaré")
    SessionDay.objects.create(
        session=far.structure.training_sessions.get(), trainer=salif, room=far.rooms["Salle 1"], day=MONDAY,
        starts=time(8), ends=time(12), created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    make_group(centre, "Soudure", hours=8, trainer="Salif Sangaré")
    proposal = proposed(centre)
    assert [one["day"] for one in proposal.lessons] == [(MONDAY + timedelta(days=1)).isoformat()], "600 minutes of road"
    actions.keep_journey(actor=centre.actor, one_id=centre.structure.pk, other_id=far.structure.pk, minutes=60)
    assert len(proposed(centre).lessons) == 2
    actions.keep_trainer_week(actor=centre.actor, trainer_id=salif.pk, hours=8, half_days=())
    assert len(proposed(centre).lessons) == 1, "four of his eight hours are taught at Bamako"


def test_closed_days_and_days_outside_the_session_stay_empty(centre: Centre) -> None:
    make_group(centre, "Soudure", hours=40, starts_on=MONDAY + timedelta(days=1))
    actions.close_day(
        actor=centre.actor, structure_id=centre.structure.pk, day=MONDAY + timedelta(days=3), reason="Tabaski"
    )
    actions.keep_trainer_week(
        actor=centre.actor, trainer_id=centre.trainers["Salif Sangaré"].pk, hours=40, half_days=()
    )
    days = {one["day"] for one in proposed(centre).lessons}
    assert days == {(MONDAY + timedelta(days=offset)).isoformat() for offset in (1, 2, 4)}


def test_a_lesson_placed_by_hand_is_told_what_it_clashes_with_and_nobody_is_in_two_places(centre: Centre) -> None:
    salif, shop = centre.trainers["Salif Sangaré"], centre.rooms["Atelier"]
    lesson(centre, "Soudure", trainer=salif, room=shop)
    row = lesson(centre, "Couture", at=AFTERNOON, trainer=salif, room=shop)
    with pytest.raises(RuleRefused) as refused:
        actions.move(
            actor=centre.actor, lesson_id=row.pk, data=move_to(row, starts=time(11), ends=time(15), despite=True)
        )
    assert {found.code for found in refused.value.findings} == {"trainer_twice", "room_twice"}
    assert "Salif Sangaré enseigne à Soudure et à Couture en même temps" in str(refused.value)
    with pytest.raises(RuleRefused) as refused:
        actions.move(actor=centre.actor, lesson_id=row.pk, data=move_to(row, day=MONDAY + timedelta(days=5)))
    assert {found.code for found in refused.value.findings} == {"closed"}
    actions.move(actor=centre.actor, lesson_id=row.pk, data=move_to(row, day=MONDAY + timedelta(days=5), despite=True))
    with pytest.raises(RuleRefused):
        actions.move(actor=centre.actor, lesson_id=row.pk, data=move_to(row, day=MONDAY + timedelta(days=90)))


def test_seats_equipment_hours_and_half_days_are_said_in_words(centre: Centre) -> None:
    salif = centre.trainers["Salif Sangaré"]
    actions.keep_trainer_week(actor=centre.actor, trainer_id=salif.pk, hours=4, half_days=("mon_am",))
    group = make_group(centre, "Soudure", equipment=("soudure",))
    for at in (MORNING, AFTERNOON):
        SessionDay.objects.create(
            session=group, day=MONDAY, starts=at[0], ends=at[1], trainer=salif, room=centre.rooms["Salle 1"],
            created_at=NOW, updated_at=NOW,
        )  # fmt: skip
    said = [one.sentence for one in conflicts(list(queries.of_week(MONDAY)), MONDAY)]
    assert {one.split(" ")[0] for one in said} == {"Salif", "Soudure"}
    assert any("8 heures" in one and "4 heures" in one for one in said)
    assert any("soudure" in one and "Salle 1" in one for one in said)


def test_only_the_officers_of_a_centre_plan_it_and_a_trainer_sees_their_own_lessons_alone(centre: Centre) -> None:
    make_group(centre, "Soudure", trainer="Salif Sangaré")
    far = make_actor(role=Role.TRAINING_OFFICER, structure=make_structure(make_structure()))
    director = make_actor(role=Role.DIRECTOR, structure=centre.structure)
    for actor in (far, director):
        with pytest.raises(NotAllowed):
            actions.propose(actor=actor, structure_id=centre.structure.pk, day=MONDAY)
    rows = applied(centre)
    with pytest.raises(NotAllowed):
        actions.move(actor=director, lesson_id=rows[0].pk, data=move_to(rows[0]))
    assert list(queries.lessons(far, MONDAY)) == []
    assert len(queries.lessons(director, MONDAY)) == 2
    trainer = make_actor(role=Role.TRAINER, structure=centre.structure)
    assert list(queries.lessons(trainer, MONDAY)) == []
    centre.trainers["Salif Sangaré"].user = trainer.user
    centre.trainers["Salif Sangaré"].save()
    assert len(queries.lessons(trainer, MONDAY)) == 2


def test_weeks_gone_by_and_weeks_without_groups_are_refused(centre: Centre) -> None:
    with pytest.raises(RuleRefused, match="Aucun groupe"):
        proposed(centre)
    with pytest.raises(RuleRefused, match="passée"):
        actions.propose(actor=centre.actor, structure_id=centre.structure.pk, day=MONDAY - timedelta(days=30))


def test_the_slots_of_a_week_follow_the_settings() -> None:
    slots = slots_of(MONDAY)
    assert len(slots) == 10
    assert [(slot.starts, slot.ends) for slot in slots[:2]] == [MORNING, AFTERNOON]
    assert [slot.half_day for slot in slots[:3]] == ["mon_am", "mon_pm", "tue_am"]
