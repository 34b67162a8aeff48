"""Quizzes, forms kept as dated data, what comes out of a course, the support after it, R12 and R13 counted by hand."""

from datetime import timedelta
from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import EVERYWHERE, Scope
from baarasira.kernel.errors import NotAllowed, RuleRefused
from baarasira.messaging.models import Call, Message
from baarasira.people.actions import purge_person
from baarasira.training.courses import actions
from baarasira.training.courses.inputs import FollowUpData, FormData, OutputData, QuizData
from baarasira.training.courses.models import FormVersion, Output
from baarasira.training.courses.queries import after as reads
from baarasira.training.courses.queries import figures
from baarasira.training.courses.queries.forms import form_for, modules_of, opinions
from factories import NOW, TODAY, make_actor, make_person, make_structure
from teaching import (
    RIGHT,
    after,
    follow,
    make_catalogue,
    make_completed,
    make_enrolment,
    make_session,
    officer,
    quiz,
)

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_a_group_that_does_not_read_is_asked_orally_and_the_score_is_of_all_questions() -> None:
    session = make_session()
    row, boss = make_enrolment(session), officer(session.centre)
    written = QuizData(when="entry", asked="written", answers=RIGHT)
    with pytest.raises(RuleRefused) as error:
        actions.record_quiz(actor=boss, enrolment_id=row.pk, data=written)
    assert refused(error) == {"asked_oral"}
    one = QuizData(when="entry", asked="oral", answers={"q1": RIGHT["q1"]})
    assert actions.record_quiz(actor=boss, enrolment_id=row.pk, data=one).entry_score == 25
    bad = QuizData(when="exit", asked="oral", answers={"q1": "Autre chose", "q9": "x"})
    with pytest.raises(RuleRefused) as error:
        actions.record_quiz(actor=boss, enrolment_id=row.pk, data=bad)
    assert refused(error) == {"answer_kind", "answer_unknown"}


def test_a_score_is_never_changed_in_silence() -> None:
    session = make_session()
    row = make_enrolment(session)
    quiz(row, "exit", 2)
    with pytest.raises(RuleRefused) as error:
        quiz(row, "exit", 4)
    assert refused(error) == {"words_missing"}
    quiz(row, "exit", 4, reason="La feuille d'un autre avait été lue.")
    row.refresh_from_db()
    kept = row.score_corrections.get()
    assert (row.exit_score, kept.former, kept.score) == (100, 50, 100)
    assert kept.reason.startswith("La feuille")


@pytest.mark.parametrize("score", [101, -1, None])
def test_a_mark_beyond_a_hundred_is_refused(score: int | None) -> None:
    session = make_session(course="savon", trainers=[], days=7)
    row = make_enrolment(session)
    data = QuizData(when="exit", asked="oral", score=score)
    with pytest.raises(RuleRefused) as error:
        actions.record_quiz(actor=officer(session.centre), enrolment_id=row.pk, data=data)
    assert refused(error) == {"quiz_score"}


def test_a_form_changes_from_a_day_on_and_what_was_answered_keeps_its_questions() -> None:
    session = make_session()
    row, boss = make_enrolment(session), officer(session.centre)
    old = form_for("f5", "cree", TODAY)
    assert old is not None
    fill: dict[str, Any] = {"code": "f5", "asked": "oral", "day": TODAY, "enrolment_id": row.pk}
    answer = actions.fill_form(
        actor=boss, session_id=session.pk, data=FormData(**fill, answers={"first": "Louer un local"})
    )
    questions = [{"code": "q1", "label": "Première vente prévue le", "type": "date"}]
    kept: dict[str, Any] = {"code": "f5", "kind": "cree", "title": "F5 de la DFPE", "questions": questions}
    for day, codes in ((TODAY - timedelta(days=1), {"form_past"}), (TODAY + timedelta(days=1), set())):
        do = {"actor": boss, **kept, "valid_from": day, "source": "Note de la DFPE"}
        if codes:
            with pytest.raises(RuleRefused) as error:
                actions.keep_form(**do)
            assert refused(error) == codes
        else:
            actions.keep_form(**do)
    assert form_for("f5", "cree", TODAY) == old
    new = form_for("f5", "cree", TODAY + timedelta(days=1))
    assert new is not None
    assert [new.title, form_for("f5", "tre", TODAY + timedelta(days=1))] == ["F5 de la DFPE", old]
    answer.refresh_from_db()
    assert answer.form == old


def test_opinions_bear_no_name_and_the_modules_of_the_tre_are_data() -> None:
    session = make_session(course="cree")
    row, boss = make_enrolment(session), officer(session.centre)
    named = FormData(code="f4", asked="oral", day=TODAY, answers={"content": 4}, enrolment_id=row.pk)
    with pytest.raises(RuleRefused) as error:
        actions.fill_form(actor=boss, session_id=session.pk, data=named)
    assert refused(error) == {"form_named"}
    for mark in (4, 5):
        free = FormData(code="f4", asked="oral", day=TODAY, answers={"content": mark})
        actions.fill_form(actor=boss, session_id=session.pk, data=free)
    with pytest.raises(RuleRefused) as error:
        actions.fill_form(
            actor=boss, session_id=session.pk, data=FormData(code="f4", asked="oral", day=TODAY, answers={"content": 6})
        )
    assert refused(error) == {"answer_kind"}
    assert opinions(session) == {"Le contenu": 4.5}
    tre = FormVersion.objects.get(code="modules", kind="tre")
    assert len(tre.questions) == 11
    assert modules_of(session.course, TODAY) == ()


def test_a_business_file_says_what_it_needs_and_a_cv_does_not_come_out_of_cree() -> None:
    session = make_session()
    row, boss = make_enrolment(session), officer(session.centre)
    for data, codes in (
        (OutputData(kind="cv", summary="Un CV"), {"output_kind"}),
        (OutputData(kind="business_file", summary="Savon"), {"output_business"}),
        (
            OutputData(kind="business_file", summary="Savon", activity="Savon", investment=10, own_part=11),
            {"output_own_part"},
        ),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.record_output(actor=boss, enrolment_id=row.pk, data=data)
        assert refused(error) == codes
    data = OutputData(kind="business_file", summary="Savon", activity="Savon", investment=350_000, own_part=50_000)
    actions.record_output(actor=boss, enrolment_id=row.pk, data=data)
    actions.record_output(actor=boss, enrolment_id=row.pk, data=data)
    assert Output.objects.count() == 1


def test_r_24_support_is_due_late_first_and_long_overdue_it_reaches_the_director() -> None:
    session = make_session()
    row, other = make_completed(session, [make_person(), make_person()])
    counsellor = make_actor(role=Role.COUNSELLOR, structure=row.person.office, at=after(session, 32))
    assert [due.enrolment for due in reads.due(counsellor)] == [row], "their own people alone"
    follow(row, 1, "seeking")
    assert not reads.due(counsellor).exists()
    director = make_actor(role=Role.DIRECTOR, structure=other.person.office, at=after(session, 34))
    assert not reads.escalated(director).exists()
    director = make_actor(director.user, at=after(session, 40))  # type: ignore[arg-type]
    assert [due.enrolment for due in reads.escalated(director)] == [other]


def test_support_says_what_can_be() -> None:
    session = make_session()
    (row,) = make_completed(session, [make_person()])
    first = row.follow_ups.get(months=1)
    on = first.due_on
    boss = officer(session.centre, after(session, 31))
    for values, code in (
        ({"situation": "self_employed"}, "follow_start_missing"),
        ({"situation": "seeking", "jobs_created": 2}, "follow_jobs"),
        ({"situation": "seeking", "business_started_on": on + timedelta(days=1)}, "follow_start"),
        ({"situation": "unreachable", "business_started_on": on}, "follow_unreached"),
        ({"situation": "seeking", "done_on": session.ends_on - timedelta(days=1)}, "follow_day"),
        ({"situation": "elsewhere"}, "follow_situation"),
    ):
        data = FollowUpData(**{"done_on": on, **values})  # type: ignore[arg-type]
        with pytest.raises(RuleRefused) as error:
            actions.record_follow_up(actor=boss, follow_up_id=first.pk, data=data)
        assert code in refused(error)
    stranger = make_actor(role=Role.COUNSELLOR, structure=make_structure(make_structure()), at=boss.at)
    with pytest.raises(NotAllowed):
        actions.record_follow_up(
            actor=stranger, follow_up_id=first.pk, data=FollowUpData(situation="seeking", done_on=on)
        )


def test_r12_and_r13_of_a_small_case_counted_by_hand() -> None:
    """Four complete CREE (two women) for 800 000 francs; of the sixth months, one started in time, one too late, one not at
    all, one was not reached. A fifth came to nothing.
    """
    centre = make_structure(make_structure(), kind="cpr")
    session = make_session(centre)
    people = [make_person(sex=sex) for sex in ("F", "F", "M", "M")]
    rows = make_completed(session, people, cost=800_000)
    sixth = rows[0].follow_ups.get(months=6).due_on
    follow(rows[0], 3, business_started_on=session.ends_on + timedelta(days=20), jobs_created=3)
    follow(rows[1], 6, "seeking")
    follow(rows[2], 6, "unreachable")
    follow(rows[3], 6, business_started_on=sixth)
    found = figures.completers(EVERYWHERE, TODAY, sixth)
    assert (found.people, found.women, dict(found.by_kind), found.cost_per_completer) == (4, 2, {"cree": 4}, 200_000)
    assert figures.completers(Scope(structures=frozenset({centre.pk})), TODAY, sixth) == found
    assert figures.completers(Scope(structures=frozenset({people[0].office_id})), TODAY, sixth).people == 0
    assert figures.completers(EVERYWHERE, sixth, sixth).cost_per_completer is None
    started = figures.started_after_cree(EVERYWHERE, TODAY, sixth)
    assert started == {people[0].pk: True, people[1].pk: False, people[3].pk: True}
    assert figures.started_after_cree(EVERYWHERE, TODAY, sixth - timedelta(days=1)) == {}
    at_work = [row.at_work for row in figures.outcomes(EVERYWHERE, TODAY, sixth)]
    assert at_work == [None, False, None, True]


def test_everybody_of_a_cancelled_session_is_written_to_or_called() -> None:
    session = make_session()
    with_phone = make_enrolment(session, make_person(phones=["76 45 12 12"]))
    without = make_enrolment(session, make_person())
    actions.cancel_session(
        actor=officer(session.centre), session_id=session.pk, reason="Formateur malade, sans remplaçant."
    )
    told = Message.objects.get(template="training.cancel")
    assert (told.subject_id, "annul" in told.text) == (with_phone.person_id, True)
    assert Call.objects.get().person_id == without.person_id


def test_a_purge_takes_the_words_and_leaves_the_figures() -> None:
    session = make_session()
    (row,) = make_completed(session, [make_person()])
    follow(row, 1, "self_employed", business_started_on=session.ends_on, note="Vend au marché de Médine.")
    admin = make_actor(
        role=Role.NATIONAL_ADMINISTRATOR, structure=make_structure(), at=after(session, 90), reason="Demande écrite."
    )
    purge_person(actor=admin, person_id=row.person_id)
    first = row.follow_ups.get(months=1)
    assert (first.note, first.situation) == ("", "self_employed")
    assert not row.answers.exclude(answers={}).exists()
    assert figures.completers(EVERYWHERE, TODAY, TODAY + timedelta(days=60)).people == 1


def test_the_product_carries_its_forms_and_courses_once() -> None:
    from baarasira.kernel.actor import system
    from baarasira.training.courses.loading import load_courses, load_forms

    make_catalogue()
    assert (load_courses(actor=system(NOW)), load_forms(actor=system(NOW))) == (0, 0)
