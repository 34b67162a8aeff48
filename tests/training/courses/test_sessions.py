"""Sessions: trainers accredited on each day, seats, groups by literacy, a session cancelled, one closed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused, Taken, WrongState
from baarasira.kernel.events import on
from baarasira.people.models import Person
from baarasira.training.courses import actions, events
from baarasira.training.courses.inputs import DayData
from baarasira.training.courses.models import Enrolment, Session
from baarasira.training.courses.queries import reach, sessions
from baarasira.training.courses.rules.results import results_of
from factories import TODAY, make_actor, make_person, make_structure, make_tree
from teaching import (
    after,
    attend,
    days_from,
    make_catalogue,
    make_enrolment,
    make_session,
    make_trainer,
    officer,
    quiz,
)

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_c_6_a_session_opens_with_hours_enough_and_trainers_accredited_on_each_day() -> None:
    make_catalogue()
    centre = make_structure(make_structure(), kind="cpr")
    nobody = make_session(centre, trainers=[], days=4, open_=False)
    with pytest.raises(RuleRefused) as error:
        actions.open_session(actor=officer(centre), session_id=nobody.pk)
    assert refused(error) == {"trainer_missing", "hours_short"}
    lapsing = make_trainer(centre, "Oumar Ba", until=TODAY + timedelta(days=9))
    session = make_session(centre, trainers=[lapsing], open_=False)
    with pytest.raises(RuleRefused) as error:
        actions.open_session(actor=officer(centre), session_id=session.pk)
    assert refused(error) == {"accreditation_lapsed"}
    assert "Oumar Ba" in str(error.value)
    other = make_trainer(centre, "Awa Coulibaly")
    actions.replace_trainer(
        actor=officer(centre), session_id=session.pk, leaving_id=lapsing.pk, coming_id=other.pk,
        since=TODAY + timedelta(days=10), reason="Son agrément finit avant la session.",
    )  # fmt: skip
    assert actions.open_session(actor=officer(centre), session_id=session.pk).state == "open"
    assert make_session(centre, "teinture", trainers=[], days=10).state == "open"  # a trade asks no accreditation


def test_an_accreditation_that_lapses_mid_session_shows_and_its_days_do_not_count() -> None:
    session = make_session()
    (trainer,) = session.trainers.all()
    row = make_enrolment(session)
    boss = officer(session.centre)
    assert sessions.lapsing(boss) == []
    actions.end_accreditation(
        actor=boss, accreditation_id=trainer.accreditations.get().pk, last_day=session.starts_on + timedelta(days=2),
        reason="Retiré par le BIT après un contrôle.",
    )  # fmt: skip
    (found,) = sessions.lapsing(boss)
    assert (found[0], found[1].trainer, found[1].since) == (session, trainer, session.starts_on + timedelta(days=3))
    attend(session)  # nothing that was noted is lost
    quiz(row, "exit", at=after(session))
    closer = officer(session.centre, after(session))
    with pytest.raises(RuleRefused) as error:
        actions.close_session(actor=closer, session_id=session.pk)
    assert refused(error) == {"hours_short"}
    bare = make_trainer(session.centre, "Issa Keïta", kinds=["tre"])
    with pytest.raises(RuleRefused) as error:
        actions.add_trainer(actor=closer, session_id=session.pk, trainer_id=bare.pk, since=session.starts_on)
    assert refused(error) == {"accreditation_lapsed"}
    second = make_trainer(session.centre, "Mariam Koné")
    for count in (1, 2):
        begins = session.ends_on + timedelta(days=count)
        day = days_from(begins, 1)[0]
        named = DayData(day=begins, starts=day.starts, ends=day.ends, trainer_id=second.pk)
        actions.add_day(actor=closer, session_id=session.pk, day=named)
    session.refresh_from_db()
    attend(session)
    closed = actions.close_session(actor=officer(session.centre, after(session)), session_id=session.pk)
    row.refresh_from_db()
    assert (closed.state, row.state) == ("finished", "completed")
    assert results_of(closed)[row.pk].days == 5


def test_who_reads_less_than_the_group_asks_is_sent_to_a_group_that_suits() -> None:
    session = make_session(literacy="reads")
    for reads, code in (("none", "literacy"), ("reads", "literacy")):
        with pytest.raises(RuleRefused) as error:
            make_enrolment(session, make_person(reading_latin=reads))
        assert refused(error) == {code}
    assert make_enrolment(session, make_person(reading_latin="writes")).state == "enrolled"
    oral = make_session(session.centre, trainers=[], course="savon", days=7)
    assert make_enrolment(oral, make_person(reading_latin="writes")).state == "enrolled"


def test_seats_are_taken_once_and_nobody_sits_in_two_groups_at_once() -> None:
    session = make_session(seats=1)
    row = make_enrolment(session)
    with pytest.raises(Taken):
        make_enrolment(session)
    other = make_session(session.centre, "savon", trainers=[], days=7)
    with pytest.raises(RuleRefused) as error:
        make_enrolment(other, row.person)
    assert refused(error) == {"enrolled_elsewhere"}
    with pytest.raises(RuleRefused) as error:
        make_enrolment(session, row.person)
    assert "enrolled_already" in refused(error)
    counsellor = make_actor(role=Role.COUNSELLOR, structure=row.person.office)
    with pytest.raises(RuleRefused) as error:
        actions.drop(actor=counsellor, enrolment_id=row.pk, reason="other", on=TODAY)
    assert refused(error) == {"drop_note"}
    actions.drop(actor=counsellor, enrolment_id=row.pk, reason="work", on=TODAY)
    assert make_enrolment(other, row.person).state == "enrolled"
    assert make_enrolment(session).state == "enrolled"  # the seat is free again


def test_too_late_to_complete_is_too_late_to_join() -> None:
    session = make_session(days=5)
    row = make_enrolment(session)
    attend(session)
    with pytest.raises(RuleRefused) as error:
        make_enrolment(session, at=after(session))
    assert refused(error) == {"session_too_late"}
    assert Session.objects.get(pk=session.pk).state == "running"
    assert row.attendance.count() == 5


def test_a_counsellor_enrols_their_own_people_and_a_trainer_enrols_nobody() -> None:
    tree, session = make_tree(), make_session()
    person = make_person(tree.office)
    far = make_actor(role=Role.COUNSELLOR, structure=tree.far_office)
    (trainer,) = session.trainers.all()
    for actor in (far, make_actor(trainer.user)):
        with pytest.raises(NotAllowed):
            actions.enrol(actor=actor, session_id=session.pk, person_id=person.pk)
    assert session in reach.open_sessions(far)  # a session of another centre is offered to the whole country
    assert session not in reach.sessions(far)
    by_centre = actions.enrol(actor=officer(session.centre), session_id=session.pk, person_id=person.pk)
    assert list(reach.enrolments(make_actor(trainer.user))) == [by_centre]
    assert list(reach.enrolments(far)) == []


def _thirty(session: Session) -> list[Person]:
    office = make_structure(make_structure())
    people = [make_person(office, given_names=f"Personne {number}") for number in range(30)]
    for person in people:
        actions.enrol(actor=officer(session.centre), session_id=session.pk, person_id=person.pk)
    return people


def test_a_session_cancelled_with_thirty_enrolled_moves_those_it_can_and_tells_everybody() -> None:
    told: list[tuple[str, object]] = []
    for name in (events.MOVED, events.CANCELLED):
        on(name, lambda event: told.append((event.name, event.subject_id)))
    session = make_session(seats=30)
    people = _thirty(session)
    later = make_session(session.centre, starts_on=TODAY + timedelta(days=30), seats=28)
    other = make_session(session.centre, "savon", trainers=[], days=7, starts_on=TODAY + timedelta(days=60))
    boss = officer(session.centre)
    with pytest.raises(RuleRefused) as error:
        actions.cancel_session(
            actor=boss, session_id=session.pk, reason="Salle inondée par la pluie.", move_to=other.pk
        )
    assert refused(error) == {"move_course"}
    cancelled, became = actions.cancel_session(
        actor=boss, session_id=session.pk, reason="Salle inondée par la pluie.", move_to=later.pk
    )
    assert cancelled.state == "cancelled"
    assert [row.person_id for row in became] == [person.pk for person in people]
    assert [row.enrolment_id is not None for row in became] == [True] * 28 + [False] * 2
    assert later.enrolments.filter(state="enrolled").count() == 28
    assert not session.enrolments.exclude(state="cancelled").exists()
    assert Enrolment.objects.filter(session=session, moved_to__session=later).count() == 28
    assert {person for _name, person in told} == {person.pk for person in people}
    assert sum(name == events.CANCELLED for name, _person in told) == 2
    with pytest.raises(WrongState):
        actions.cancel_session(actor=boss, session_id=session.pk, reason="Encore une fois annulée.")


def test_closing_asks_for_attendance_marks_and_nothing_unsettled_then_says_who_completed() -> None:
    session = make_session()
    good, absent, failed = make_enrolment(session), make_enrolment(session), make_enrolment(session)
    closer = officer(session.centre, after(session))
    with pytest.raises(WrongState):
        actions.close_session(actor=closer, session_id=session.pk)
    attend(session, {absent: "absent"})
    with pytest.raises(RuleRefused) as error:
        actions.close_session(actor=officer(session.centre), session_id=session.pk)
    assert refused(error) == {"session_early"}
    with pytest.raises(RuleRefused) as error:
        actions.close_session(actor=closer, session_id=session.pk)
    assert refused(error) == {"exit_mark_missing"}
    quiz(good, "exit", 2, at=after(session))
    quiz(failed, "exit", 1, at=after(session))
    actions.close_session(actor=closer, session_id=session.pk, cost=900_000)
    states = dict(session.enrolments.values_list("pk", "state"))
    assert states == {good.pk: "completed", absent.pk: "failed", failed.pk: "failed"}
    assert [row.months for row in good.follow_ups.all()] == [1, 3, 6]
    assert not absent.follow_ups.exists()
    with pytest.raises(WrongState):
        quiz(good, "exit", 4, at=after(session), reason="Mauvaise copie notée.")


@pytest.mark.parametrize(("present", "completes"), [(4, True), (3, False)])
def test_exactly_the_share_of_days_asked_is_enough(present: int, completes: bool) -> None:
    session = make_session()
    row = make_enrolment(session)
    quiz(row, "exit")
    days = list(session.days.all())
    attend(session)
    boss = officer(session.centre, after(session))
    for day in days[present:]:
        actions.correct_attendance(
            actor=boss, enrolment_id=row.pk, day_id=day.pk, mark="absent", reason="La feuille signée le dit."
        )
    actions.close_session(actor=boss, session_id=session.pk)
    row.refresh_from_db()
    assert (row.state == "completed") == completes


def test_the_list_of_sessions_asks_as_many_queries_for_one_as_for_thirty(django_assert_num_queries: object) -> None:
    session = make_session()
    boss = officer(session.centre)

    def read() -> list[object]:
        return [(row.course.title, row.taken) for row in sessions.with_counts(reach.sessions(boss))]

    read()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(read()) == 1
    for _number in range(4):
        make_session(session.centre, "savon", trainers=[], days=7)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(read()) == 5


def test_what_lapses_is_found_by_as_many_queries_for_one_session_as_for_five() -> None:
    centre = make_structure(make_structure(), kind="cpr")
    boss = officer(centre)

    def session_of(number: int) -> None:
        trainer = make_trainer(centre, f"Formateur {number}", until=TODAY + timedelta(days=30))
        make_session(centre, trainers=[trainer])
        row = trainer.accreditations.get()
        actions.end_accreditation(
            actor=boss, accreditation_id=row.pk, last_day=TODAY, reason="Retiré par le BIT ce matin."
        )

    session_of(0)
    costs = []
    for count in (1, 5):
        while Session.objects.count() < count:
            session_of(Session.objects.count())
        with CaptureQueriesContext(connection) as read:
            assert len(sessions.lapsing(boss)) == count
        costs.append(len(read))
    assert costs[0] == costs[1]
