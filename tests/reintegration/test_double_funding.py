"""The same thing asked of two funders, under two names: stopped at the plan, at the committee and at the payment."""

import pytest

from baarasira.kernel.errors import RuleRefused
from baarasira.reintegration.cases import actions as case_actions
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.cases.models import Aid, Case
from baarasira.reintegration.funds.queries.grants import fund_balances
from baarasira.reintegration.projects import actions as project_actions
from baarasira.reintegration.projects.actions import Decision
from baarasira.reintegration.projects.enums import Outcome
from committees import mark, sitting, submitted
from factories import TODAY, make_person
from funding import MILLION, House, make_grant, make_house, ordered, signed
from returning import focal, make_axes, make_case, make_plan, make_planned

pytestmark = pytest.mark.django_db


def _given(house: House, case: Case, reference: str) -> Aid:
    data = AidData(purpose="business", given_on=TODAY, funder_name="OIM", reference=reference)
    return case_actions.record_aid(actor=focal(house.tree.office), case_id=case.pk, data=data)


def _taken_back(house: House, aid: Aid) -> None:
    reason = "L’OIM confirme que rien n’a été versé."
    case_actions.cancel_aid(actor=focal(house.tree.office), aid_id=aid.pk, reason=reason)


def test_the_same_thing_is_stopped_at_the_plan_at_the_committee_and_at_the_payment() -> None:
    house = make_house()
    make_axes()
    office = house.tree.office
    person = make_person(office, surname="Diallo", given_names="Moussa", sex="M", phones=["76 45 88 88"])
    case = make_case(person, office=office)
    money = [{"purpose": "business", "amount": MILLION}]

    first = _given(house, case, "Kit 1")
    with pytest.raises(RuleRefused, match="OIM"):
        make_plan(case, steps=money)
    _taken_back(house, first)
    case = make_planned(case, steps=money)
    assert case.state == CaseState.PLAN

    project = submitted(house, case=case)
    session, members = sitting(house, project)
    hearing = session.hearings.get()
    mark(members, hearing)
    project_actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    do = {"session_id": session.pk, "hearing_id": hearing.pk}
    grant = Decision(outcome=Outcome.GRANTED, amount=MILLION)
    second = _given(house, case, "Kit 2")
    with pytest.raises(RuleRefused, match="OIM"):
        project_actions.propose_decision(actor=house.actor("department"), **do, decision=grant)
    _taken_back(house, second)
    project_actions.propose_decision(actor=house.actor("department"), **do, decision=grant)
    project_actions.sign_decision(actor=house.actor("director"), **do)

    case.refresh_from_db()
    given = make_grant(house, case, project_id=project.pk)
    tranche = given.tranches.get(number=1)
    signed(house, tranche)
    third = _given(house, case, "Kit 3")
    with pytest.raises(RuleRefused, match="OIM"):
        ordered(house, tranche)
    assert fund_balances(house.fund).of("in_transit") == 0
    _taken_back(house, third)
    assert ordered(house, tranche).amount == tranche.amount
