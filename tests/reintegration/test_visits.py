"""Visits at one, three, six and twelve months, the survey and its scores, and how a case ends."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.programmes.eligibility import months_after
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.enums import CaseState, Closing
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.visits import actions, queries
from baarasira.reintegration.visits.enums import REFUSED
from baarasira.reintegration.visits.inputs import VisitData
from baarasira.reintegration.visits.models import Visit
from baarasira.reintegration.visits.rules import suggested
from baarasira.reintegration.visits.survey import Weights, items, next_item, scores_of, triage_of
from factories import NOW, TODAY, make_actor, make_tree, make_user
from handed_in import image
from returning import focal, intake_data, make_case, make_planned

pytestmark = pytest.mark.django_db

KAYES = {"latitude": Decimal("14.447100"), "longitude": Decimal("-11.444300")}


def at(day: date) -> datetime:
    return NOW + (day - TODAY)


def started(axis: str = "business") -> Case:
    case = make_planned(axis=axis)
    if axis == "business":
        for name in ("submit", "fund"):
            cases.advance(actor=focal(case.owner), case_id=case.pk, name=name)
    return cases.advance(actor=focal(case.owner), case_id=case.pk, name="start", on=TODAY)


def found(day: date, **values: Any) -> VisitData:
    own = {
        "found": "person", "mode": "place", "done_on": day, "active": True, "living": "partly", "sales": 120_000,
        "costs": 80_000,
    }  # fmt: skip
    return VisitData(**{**own, **values})


def visit(case: Case, month: int, **values: Any) -> Visit:
    row = case.visits.get(month=month, state="planned")
    actor = focal(case.owner, at(row.due_on))
    return actions.make_visit(actor=actor, visit_id=row.pk, data=found(row.due_on, **values))


def test_visits_are_counted_from_the_start_and_a_new_start_counts_anew() -> None:
    case = started()
    due = list(case.visits.filter(state="planned").values_list("month", "due_on"))
    assert due == [(month, months_after(TODAY, month)) for month in (1, 3, 6, 12)]
    visit(case, 1)
    case.refresh_from_db()
    assert case.state == CaseState.FOLLOW_UP


def test_on_the_social_axis_nothing_starts_and_the_visits_are_counted_from_the_plan() -> None:
    case = make_planned(axis="social")
    assert case.visits.filter(state="planned").count() == 4


def test_a_form_sent_twice_records_one_visit() -> None:
    case = started()
    row = case.visits.get(month=1)
    data = found(row.due_on, form_token=case.pk)
    actor = focal(case.owner, at(row.due_on))
    once = actions.make_visit(actor=actor, visit_id=row.pk, data=data)
    assert actions.make_visit(actor=actor, visit_id=row.pk, data=data).version == once.version
    with pytest.raises(WrongState):
        actions.make_visit(actor=actor, visit_id=row.pk, data=found(row.due_on, sales=1))


def test_r_23_a_photo_has_a_place_and_belongs_to_one_visit_of_one_case() -> None:
    one, two = started(), started()
    content = image()
    with pytest.raises(RuleRefused) as error:
        visit(one, 1, photo=SimpleUploadedFile("a.jpg", content))
    assert error.value.code == "photo_place"
    kept = visit(one, 1, photo=SimpleUploadedFile("a.jpg", content), **KAYES)
    assert kept.photo is not None
    with pytest.raises(RuleRefused) as error:
        visit(two, 1, photo=SimpleUploadedFile("autre-nom.jpg", content), **KAYES)
    assert error.value.code == "photo_reused"
    with pytest.raises(RuleRefused):
        visit(one, 3, photo=SimpleUploadedFile("a.jpg", content), **KAYES)


def test_r_23_only_a_last_visit_that_found_the_activity_counts_for_a_tranche() -> None:
    case = started()
    assert queries.active_visit(case.pk, TODAY) is None
    first = visit(case, 1)
    assert queries.active_visit(case.pk, first.due_on) == first
    assert queries.active_visit(case.pk, first.due_on, since=first.due_on + timedelta(days=1)) is None
    third = visit(case, 3, active=False, sales=0, costs=0)
    assert queries.active_visit(case.pk, third.due_on) is None


def test_r_24_an_overdue_visit_rises_after_seven_fourteen_and_thirty_days_once_each() -> None:
    case = started()
    due = months_after(TODAY, 1)
    levels = []
    for days in (6, 7, 8, 14, 30, 60):
        moment = NOW + (due - TODAY) + timedelta(days=days)
        actions.sound_alarms(actor=system(moment))
        levels.append(case.visits.get(month=1).escalated)
    assert levels == [0, 1, 1, 2, 3, 3]
    with pytest.raises(NotAllowed):
        actions.sound_alarms(actor=focal(case.owner))


def test_a_visitor_of_another_territory_makes_no_visit() -> None:
    case = started()
    row = case.visits.get(month=1)
    stranger = make_user(Role.FIELD_VISITOR, make_tree().far_office)
    with pytest.raises(NotAllowed):
        actions.make_visit(actor=make_actor(stranger), visit_id=row.pk, data=found(TODAY))
    with pytest.raises(RuleRefused):
        actions.assign(actor=focal(case.owner), visit_id=row.pk, user_id=stranger.pk)


def close(case: Case, closing: str, day: date) -> Case:
    words = "Constaté par les visites et les appels."
    return cases.close(actor=focal(case.owner, at(day)), case_id=case.pk, closing=closing, words=words)


def test_a_success_asks_for_a_twelfth_month_that_lives() -> None:
    case = started()
    with pytest.raises(RuleRefused):
        close(case, Closing.SUCCESS, TODAY)
    for month in (1, 3, 6):
        visit(case, month)
    with pytest.raises(RuleRefused):
        close(case, Closing.SUCCESS, months_after(TODAY, 6))
    last = visit(case, 12)
    assert suggested(case) == Closing.SUCCESS
    assert close(case, Closing.SUCCESS, last.due_on).closing == Closing.SUCCESS


@pytest.mark.parametrize(
    ("values", "ending"), [({"sales": 10, "costs": 80}, Closing.PARTIAL), ({"active": False}, Closing.FAILURE)]
)
def test_a_twelfth_month_that_does_not_cover_its_costs_or_is_dead_is_no_success(
    values: dict[str, Any], ending: str
) -> None:
    case = started()
    last = visit(case, 12, **values)
    assert suggested(case) == ending
    with pytest.raises(RuleRefused):
        close(case, Closing.SUCCESS, last.due_on)
    assert close(case, ending, last.due_on).closing == ending


def test_lost_asks_for_two_visits_that_found_nobody() -> None:
    case = started()
    nobody = {"found": "nobody", "mode": "phone", "active": None, "living": "", "sales": None, "costs": None}
    visit(case, 1, **nobody)
    with pytest.raises(RuleRefused):
        close(case, Closing.LOST, months_after(TODAY, 1))
    second = visit(case, 3, **nobody)
    closed = close(case, Closing.LOST, second.due_on)
    assert closed.visits.filter(state="planned").count() == 0, "nothing more is to be visited"


def test_a_person_who_left_again_and_comes_back_goes_on_with_the_same_case() -> None:
    case = started()
    left = visit(case, 1, found="left", active=None, living="", sales=None, costs=None)
    assert suggested(case) == Closing.REMIGRATION
    close(case, Closing.REMIGRATION, left.due_on)
    back = months_after(TODAY, 5)
    actor = focal(case.owner, at(back))
    with pytest.raises(RuleRefused):
        cases.reopen(actor=actor, case_id=case.pk, reason="La personne est revenue d'Algérie.")
    again = cases.reopen(actor=actor, case_id=case.pk, reason="La personne est revenue d'Algérie.", returned_on=back)
    assert (again.state, again.closing, again.returned_on) == (CaseState.ASSESSMENT, "", back)
    assert Case.objects.filter(person=case.person).count() == 1


def test_a_person_lost_before_the_first_contact_is_met_anew_when_found_again() -> None:
    case = make_case(until="signalled")
    cases.close(actor=focal(case.owner), case_id=case.pk, closing=Closing.LOST, words="Numéro qui ne répond plus.")
    day = TODAY + timedelta(days=60)
    again = cases.reopen(actor=focal(case.owner, at(day)), case_id=case.pk, reason="La personne s'est présentée.")
    assert (again.state, again.contact_due) == (CaseState.SIGNALLED, day + timedelta(days=7))
    assert cases.receive(actor=focal(case.owner, at(day)), case_id=case.pk, data=intake_data()).contacted_on == day


def test_a_death_is_not_reopened() -> None:
    case = started()
    died = visit(case, 1, found="dead", active=None, living="", sales=None, costs=None)
    close(case, Closing.DEATH, died.due_on)
    with pytest.raises(RuleRefused):
        cases.reopen(actor=focal(case.owner, at(died.due_on)), case_id=case.pk, reason="Reprise par la famille.")


# the survey


def answers(score: str) -> dict[str, str]:
    """Answer every question that is asked by its option worth the most (``best``) or the least (``worst``)."""
    given: dict[str, str] = {}
    while (item := next_item(given)) is not None:
        ranked = sorted(item.options, key=lambda option: option.score)
        given[item.key] = ranked[-1 if score == "best" else 0].key
    return given


def test_the_survey_has_thirty_questions_in_three_dimensions() -> None:
    counted = [item.dimension for item in items()]
    assert [item.number for item in items()] == list(range(1, 31))
    assert [counted.count(name) for name in ("economic", "social", "psychosocial")] == [10, 10, 10]
    assert all(0 <= option.score <= 1 for item in items() for option in item.options)


def test_scores_go_from_none_to_all_and_a_refusal_counts_for_nothing() -> None:
    weights = Weights.equal()
    assert scores_of(answers("best"), weights).composite == 1
    assert scores_of(answers("worst"), weights).composite == 0
    assert scores_of(dict.fromkeys(answers("best"), REFUSED), weights).composite is None
    half = {"1": "very_satisfied", "2": "very_often", "3": REFUSED}
    found_scores = scores_of(half, weights)
    assert found_scores.by_dimension["economic"] == Decimal("0.5000")
    assert found_scores.by_dimension["social"] is None


def test_weights_count_in_their_dimension_and_in_the_whole_apart() -> None:
    by_item = {item.key: ["1", "1"] for item in items()} | {"1": ["3", "0"]}
    given = {"1": "very_satisfied", "2": "very_often"}
    scores = scores_of(given, Weights.stored(by_item))
    assert scores.by_dimension["economic"] == Decimal("0.7500")
    assert scores.composite == 0


@pytest.mark.parametrize(
    ("score", "triage"), [("0.3299", "intensive"), ("0.33", "medium"), ("0.6599", "medium"), ("0.66", "light")]
)
def test_the_triage_follows_the_bands(score: str, triage: str) -> None:
    assert triage_of(Decimal(score), (33, 66)) == triage


def test_a_survey_interrupted_is_taken_up_where_it_stopped() -> None:
    case = make_case()
    actor = focal(case.owner)
    ask = {"case_id": case.pk, "wave": "baseline", "mode": "place", "language": "bm", "consented": True}
    with pytest.raises(RuleRefused):
        actions.begin(actor=actor, **{**ask, "consented": False})
    begun = actions.begin(actor=actor, **ask)
    given = answers("worst")
    first = dict(list(given.items())[:12])
    actions.answer(actor=actor, survey_id=begun.pk, answers=first)
    with pytest.raises(RuleRefused):
        actions.finish(actor=actor, survey_id=begun.pk)
    again = actions.begin(actor=focal(case.owner), **ask)
    assert (again.pk, again.answers) == (begun.pk, first)
    actions.answer(actor=actor, survey_id=begun.pk, answers={key: given[key] for key in given if key not in first})
    done = actions.finish(actor=actor, survey_id=begun.pk)
    assert (done.composite, done.triage) == (0, "intensive")
    assert case.referrals.get().need == "psychosocial", "who wants to speak to somebody is referred at once"
    with pytest.raises(RuleRefused):
        actions.answer(actor=actor, survey_id=begun.pk, answers={"1": "satisfied"})


def test_an_answer_that_is_none_of_the_question_is_refused() -> None:
    case = make_case()
    actor = focal(case.owner)
    begun = actions.begin(actor=actor, case_id=case.pk, wave="final", mode="phone", language="fr", consented=True)
    for wrong in ({"1": "never"}, {"31": "yes"}):
        with pytest.raises(RuleRefused):
            actions.answer(actor=actor, survey_id=begun.pk, answers=wrong)


def test_weights_are_loaded_whole_from_a_day_on_by_the_department() -> None:
    department = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=make_tree().root)
    whole = {item.key: ["1", "2"] for item in items()}
    load = {"valid_from": TODAY, "official": True, "source": "Manuel RSS de l'OIM, édition 2024"}
    with pytest.raises(RuleRefused):
        actions.record_weights(actor=department, **load, by_item={"1": ["1", "1"]})
    with pytest.raises(RuleRefused):
        actions.record_weights(actor=department, **load, by_item={**whole, "4": ["un", "1"]})
    actions.record_weights(actor=department, **load, by_item=whole)
    with pytest.raises(NotAllowed):
        actions.record_weights(actor=focal(make_tree().office), **load, by_item=whole)
