"""A business project from its first line to the decision of the committee; who may not do what."""

from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.messaging.models import Call, Message
from baarasira.programmes.enums import Purpose
from baarasira.reintegration.cases import actions as case_actions
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.projects import actions
from baarasira.reintegration.projects.actions import Decision
from baarasira.reintegration.projects.enums import Motive, Outcome, Part, ProjectState, SeatRole
from baarasira.reintegration.projects.papers import letter_pdf, minutes_pdf
from baarasira.reintegration.projects.reading import costing, forecast
from baarasira.reintegration.projects.rules.completeness import lacks
from committees import decided, mark, sitting, submitted, written
from factories import TODAY, make_actor, make_membership, make_person, make_user
from funding import MILLION, make_house, make_planned_case, paper

pytestmark = pytest.mark.django_db


def test_a_project_is_written_with_what_it_lacks_said_until_nothing_does() -> None:
    house = make_house()
    adviser = house.actor("adviser")
    project = actions.begin_project(actor=adviser, case=make_planned_case(house), title="Moulin")
    assert {lack.part for lack in lacks(project)} == set(Part)
    with pytest.raises(RuleRefused):
        actions.submit_project(actor=adviser, project_id=project.pk)
    project = written(house)
    assert lacks(project) == []
    cost = costing(project)
    assert (cost.equipment, cost.cost, cost.own, cost.gap) == (900_000, 1_050_000, 300_000, -250_000)
    figures = forecast(project, cost)
    assert figures is not None
    assert (figures.break_even, figures.capacity) == (1, 50_000)
    assert actions.submit_project(actor=adviser, project_id=project.pk).state == ProjectState.SUBMITTED
    project.case.refresh_from_db()
    assert project.case.state == CaseState.COMMITTEE
    with pytest.raises(WrongState):
        actions.write_part(actor=adviser, project_id=project.pk, part="market", values={"customers": "Autres"})


def test_one_pro_forma_or_two_of_one_supplier_are_not_enough_and_dollars_need_a_dated_rate() -> None:
    house = make_house()
    adviser = house.actor("adviser")
    project = actions.begin_project(actor=adviser, case=make_planned_case(house), title="Moulin")
    line = actions.add_equipment(actor=adviser, project_id=project.pk, label="Moulin", quantity=1)
    quote: dict[str, Any] = {"actor": adviser, "equipment_id": line.pk, "dated_on": TODAY}
    for _n in range(2):
        one = actions.add_quote(**quote, supplier="Fleuve", amount=1, currency="XOF", paper=paper())
    actions.choose_quote(actor=adviser, quote_id=one.pk)
    assert any("deux fournisseurs" in str(lack.sentence) for lack in lacks(project))
    with pytest.raises(RuleRefused, match="FCFA"):
        actions.add_quote(**quote, supplier="Dubai", amount=50_000, currency="USD", paper=paper())
    with pytest.raises(RuleRefused):
        actions.add_quote(**quote, supplier="Dubai", amount=50_000, currency="XOF")


def test_the_committee_marks_alone_decides_by_two_and_the_person_is_told() -> None:
    house = make_house()
    project = submitted(house)
    session, users = sitting(house, project)
    hearing = session.hearings.get()
    mark(users[:2], hearing)
    with pytest.raises(RuleRefused):
        actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    with pytest.raises(NotAllowed):  # nobody marks without a seat
        mark([house.director], hearing)
    mark(users[2:], hearing, "half")
    session = actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    hearing.refresh_from_db()
    assert hearing.points["skill"] == 16_667  # 20, 20 and 10
    assert sum(hearing.points.values()) == hearing.total
    with pytest.raises(WrongState):
        mark(users, hearing)
    do = {"session_id": session.pk, "hearing_id": hearing.pk}
    grant = Decision(outcome=Outcome.GRANTED, amount=MILLION)
    actions.propose_decision(actor=house.actor("director"), **do, decision=grant)
    with pytest.raises(NotAllowed):
        actions.sign_decision(actor=house.actor("director"), **do)
    actions.sign_decision(actor=house.actor("department"), **do)
    project.refresh_from_db()
    assert project.state == ProjectState.GRANTED
    assert Message.objects.filter(template="project.decision").exists() or Call.objects.exists()
    closed = actions.close_session(actor=house.actor("department"), session_id=session.pk)
    assert minutes_pdf(closed).startswith(b"%PDF")
    hearing.refresh_from_db()
    assert letter_pdf(project, hearing).startswith(b"%PDF")
    sheets = [str(journal.content(row)) for row in Entry.objects.filter(noun="committee_sheet")]
    assert sheets
    assert not any("points" in line or "total" in line for line in sheets)


def test_who_is_bound_to_the_person_stands_back_and_the_quorum_is_asked_of_the_others() -> None:
    house = make_house()
    person = make_person(house.tree.office, surname="Membre0", commune="Markala", phones=["76 45 99 99"])
    project = submitted(house, person=person)
    session, users = sitting(house, project)
    hearing = session.hearings.get()
    first = make_actor(users[0])
    actions.declare(actor=first, session_id=session.pk, village="Markala")
    with pytest.raises(RuleRefused, match="parent"):
        mark(users[:1], hearing)
    actions.declare(
        actor=first, session_id=session.pk, village="Markala", conflicts={hearing.pk: ("kinship", "Cousin")}
    )
    with pytest.raises(NotAllowed):
        mark(users[:1], hearing)
    with pytest.raises(BusinessError):  # it is not taken back
        actions.declare(actor=first, session_id=session.pk, village="Markala", conflicts={hearing.pk: ("none", "")})
    mark(users[1:], hearing)
    with pytest.raises(RuleRefused, match="Trop peu"):
        actions.open_marks(actor=house.actor("department"), session_id=session.pk)


def test_who_stands_back_neither_writes_nor_signs_the_decision() -> None:
    house = make_house()
    project = submitted(house)
    session, users = sitting(house, project)
    hearing = session.hearings.get()
    seat = {"session_id": session.pk, "user": house.director, "role": SeatRole.SERVICE}
    actions.seat_member(actor=house.actor("department"), **seat)
    director = house.actor("director")
    actions.declare(
        actor=director, session_id=session.pk, village="Ségou", conflicts={hearing.pk: ("kinship", "Nièce")}
    )
    mark(users, hearing)
    actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    do = {"session_id": session.pk, "hearing_id": hearing.pk}
    grant = Decision(outcome=Outcome.GRANTED, amount=MILLION)
    with pytest.raises(NotAllowed):
        actions.propose_decision(actor=director, **do, decision=grant)
    actions.propose_decision(actor=house.actor("department"), **do, decision=grant)
    with pytest.raises(NotAllowed):
        actions.sign_decision(actor=director, **do)


def test_a_project_on_the_list_of_a_session_is_not_withdrawn_under_it() -> None:
    house = make_house()
    project = submitted(house)
    session, _users = sitting(house, project)
    with pytest.raises(WrongState):
        actions.withdraw_project(actor=house.actor("adviser"), project_id=project.pk, reason="La personne renonce.")
    assert session.hearings.get().project.state == ProjectState.SUBMITTED


def test_a_project_is_adjourned_once_and_a_refusal_says_why() -> None:
    house = make_house()
    project = submitted(house)
    session, users = sitting(house, project)
    hearing = session.hearings.get()
    mark(users, hearing, "half")
    actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    with pytest.raises(RuleRefused):
        decided(house, session, hearing, outcome=Outcome.REFUSED, amount=None)
    said = {"motive": Motive.MARKET, "words": "Visitez les trois marchés voisins avant de revenir."}
    decided(house, session, hearing, outcome=Outcome.ADJOURNED, amount=None, **said)
    project.refresh_from_db()
    project.case.refresh_from_db()
    assert (project.state, project.adjournments, project.case.state) == (ProjectState.ADJOURNED, 1, CaseState.PLAN)
    actions.submit_project(actor=house.actor("adviser"), project_id=project.pk)
    again, members = sitting(house, project)
    second = again.hearings.get()
    mark(members, second, "half")
    actions.open_marks(actor=house.actor("department"), session_id=again.pk)
    with pytest.raises(RuleRefused):
        decided(house, again, second, outcome=Outcome.ADJOURNED, amount=None, **said)
    decided(house, again, second, outcome=Outcome.REDIRECTED, amount=None, axis="social", **said)
    project.refresh_from_db()
    assert project.state == ProjectState.REDIRECTED


def test_what_another_funder_gave_stops_the_decision_even_between_its_two_signatures() -> None:
    house = make_house()
    project = submitted(house)
    session, users = sitting(house, project)
    hearing = session.hearings.get()
    mark(users, hearing)
    actions.open_marks(actor=house.actor("department"), session_id=session.pk)
    do = {"session_id": session.pk, "hearing_id": hearing.pk}
    grant = Decision(outcome=Outcome.GRANTED, amount=MILLION)
    actions.propose_decision(actor=house.actor("department"), **do, decision=grant)
    data = AidData(purpose=Purpose.BUSINESS, given_on=TODAY, funder_name="OIM", reference="Kit 7")
    case_actions.record_aid(actor=house.actor("adviser"), case_id=project.case_id, data=data)
    with pytest.raises(RuleRefused, match="OIM"):
        actions.sign_decision(actor=house.actor("director"), **do)
    with pytest.raises(RuleRefused, match="OIM"):
        actions.propose_decision(actor=house.actor("department"), **do, decision=grant)


def test_one_person_sits_once_and_nobody_begins_without_a_quorum_and_a_chair() -> None:
    house = make_house()
    project = submitted(house)
    department = house.actor("department")
    session = actions.convene(actor=department, structure=house.tree.directorate, held_on=TODAY, place="Ségou")
    one, other = make_user(Role.AUDITOR, house.tree.root), make_user(Role.PARTNER, house.tree.root)
    for user in (one, other):
        user.staff_number = "M-9"
        user.save()
    make_membership(one, Role.COMMITTEE_MEMBER, house.tree.directorate)
    actions.seat_member(actor=department, session_id=session.pk, user=one, role=SeatRole.SERVICE)
    with pytest.raises(RuleRefused):
        actions.seat_member(actor=department, session_id=session.pk, user=other, role=SeatRole.FUNDER)
    actions.list_project(actor=department, session_id=session.pk, project_id=project.pk)
    with pytest.raises(RuleRefused) as refused:
        actions.begin_marking(actor=department, session_id=session.pk)
    assert {finding.code for finding in refused.value.findings} == {"quorum", "chair", "declared"}
    with pytest.raises(NotAllowed):
        actions.convene(actor=house.actor("adviser"), structure=house.tree.directorate, held_on=TODAY, place="Ici")


def test_a_project_is_begun_only_on_a_signed_plan_of_business_that_nothing_has_ended() -> None:
    house = make_house()
    adviser = house.actor("adviser")
    for state in CaseState.values:
        case = make_planned_case(house)
        ended = {"closing": "failure", "closed_on": TODAY} if state == CaseState.CLOSED else {}
        type(case).objects.filter(pk=case.pk).update(state=state, **ended)
        allowed = state in {CaseState.PLAN, CaseState.COMMITTEE}
        if allowed:
            actions.begin_project(actor=adviser, case=case, title="Moulin")
            continue
        with pytest.raises(RuleRefused, match="plan de création"):
            actions.begin_project(actor=adviser, case=case, title="Moulin")
