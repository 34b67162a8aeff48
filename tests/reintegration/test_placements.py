"""A graduate in a company: the agreement by two people, attendance, evaluation by both, hire."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.enums import CaseState, Closing
from baarasira.reintegration.placements import actions, queries
from baarasira.reintegration.placements.inputs import EvaluationData
from baarasira.reintegration.placements.rules import months_between
from factories import NOW, TODAY, make_actor, make_employer, make_structure, make_tree
from returning import agreement_data, focal, make_graduate, make_placement, make_planned

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_an_agreement_stands_on_the_axis_an_accredited_company_and_the_bounds_of_the_programme() -> None:
    office = make_structure(make_structure())
    graduate, other = make_graduate(office), make_planned(axis="business")
    employer, unknown = make_employer(office), make_employer(office, state="recorded")
    actor = focal(office)
    with pytest.raises(RuleRefused) as error:
        actions.prepare(actor=focal(other.owner), case_id=other.pk, data=agreement_data(employer))
    assert "placement_axis" in refused(error)
    for values, company, code in (
        ({}, unknown, "placement_employer"),
        ({"ends_on": TODAY + timedelta(days=220)}, employer, "placement_long"),
        ({"allowance": 300_001}, employer, "placement_cap"),
        ({"starts_on": TODAY - timedelta(days=1)}, employer, "placement_past"),
        ({"ends_on": TODAY}, employer, "placement_dates"),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.prepare(actor=actor, case_id=graduate.pk, data=agreement_data(company, **values))
        assert code in refused(error)
    actions.prepare(actor=actor, case_id=graduate.pk, data=agreement_data(employer))
    with pytest.raises(RuleRefused) as error:
        actions.prepare(actor=actor, case_id=graduate.pk, data=agreement_data(employer))
    assert refused(error) == {"placement_twice"}


def test_a_month_begun_counts_whole() -> None:
    first = TODAY.replace(month=1, day=1)
    assert months_between(first, TODAY.replace(month=3, day=31)) == 3
    assert months_between(first, TODAY.replace(month=2, day=1)) == 2


def test_r_16_both_sign_and_another_person_approves() -> None:
    graduate = make_graduate(make_structure(make_structure()))
    row = make_placement(graduate)
    preparer = make_actor(row.prepared_by)
    director = make_actor(role=Role.DIRECTOR, structure=graduate.owner)
    with pytest.raises(RuleRefused):
        actions.approve(actor=director, placement_id=row.pk)
    actions.record_signatures(actor=preparer, placement_id=row.pk, graduate_on=TODAY, company_on=TODAY)
    with pytest.raises(NotAllowed):
        actions.approve(actor=preparer, placement_id=row.pk)
    assert list(queries.to_approve(director)) == [row]
    assert actions.approve(actor=director, placement_id=row.pk).state == "signed"
    far = focal(make_tree().far_office)
    with pytest.raises(NotAllowed):
        actions.record_signatures(actor=far, placement_id=row.pk, graduate_on=TODAY, company_on=TODAY)


def test_the_first_attendance_starts_the_case_and_both_evaluate_before_the_end() -> None:
    row = make_placement(make_graduate(make_structure(make_structure())), until="signed")
    case = row.case
    later = focal(case.owner, NOW + timedelta(days=20))
    month = {"placement_id": row.pk, "month": row.starts_on, "confirmed_by": "Moussa Diarra"}
    with pytest.raises(RuleRefused):
        actions.record_attendance(actor=later, **month, present=30, excused=2, absent=0)
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=case.owner, at=later.at)
    actions.record_attendance(actor=adviser, **month, present=10, excused=0, absent=1)
    case.refresh_from_db()
    assert (case.state, case.started_on) == (CaseState.START, row.starts_on)
    assert case.visits.filter(state="planned").count() == 4
    last = focal(case.owner, NOW + (row.ends_on - TODAY))
    with pytest.raises(RuleRefused):
        actions.end(actor=later, placement_id=row.pk, hire="none")
    for side in ("company", "graduate"):
        with pytest.raises(RuleRefused):
            actions.end(actor=last, placement_id=row.pk, hire="none")
        data = EvaluationData(side=side, work=4, guidance=5, again=True)
        actions.evaluate(actor=last, placement_id=row.pk, data=data)
    with pytest.raises(RuleRefused):
        actions.end(actor=last, placement_id=row.pk, hire="permanent")
    ended = actions.end(actor=last, placement_id=row.pk, hire="permanent", hired_on=row.ends_on)
    assert (ended.state, ended.hire) == ("ended", "permanent")


def test_a_placement_broken_off_is_no_success() -> None:
    row = make_placement(make_graduate(make_structure(make_structure())), until="signed")
    case = row.case
    later = focal(case.owner, NOW + timedelta(days=20))
    actions.record_attendance(
        actor=later, placement_id=row.pk, month=row.starts_on, present=5, excused=0, absent=0, confirmed_by="M. Diarra"
    )
    actions.break_off(actor=later, placement_id=row.pk, reason="company", words="L'entreprise ferme.", on=later.today)
    with pytest.raises(RuleRefused):
        cases.close(actor=later, case_id=case.pk, closing=Closing.PARTIAL, words="Stage rompu par l'entreprise.")
    closed = cases.close(actor=later, case_id=case.pk, closing=Closing.FAILURE, words="Stage rompu par l'entreprise.")
    assert closed.closing == Closing.FAILURE
