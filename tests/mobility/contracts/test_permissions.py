"""Who may do what with contracts: every act in every role, from the department of the campaign, the person's office, elsewhere."""

from collections.abc import Callable

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.mobility.contracts import actions, queries
from baarasira.mobility.contracts.inputs import FindingData
from baarasira.mobility.contracts.models import WorkContract
from contracting import contract_data, make_contract, sign
from factories import TODAY, make_actor, make_application, make_tree

pytestmark = pytest.mark.django_db

DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
DECIDERS = {*DEPARTMENT, Role.DIRECTOR}
COUNTER = {*DEPARTMENT, Role.FOCAL_POINT}
Act = Callable[[Actor, WorkContract], object]
ACTS: dict[str, tuple[Act, set[Role]]] = {
    "record": (
        lambda actor, row: actions.record_contract(
            actor=actor, candidacy_id=row.candidacy_id, data=contract_data(row.candidacy)
        ),
        DEPARTMENT,
    ),
    "edit": (
        lambda actor, row: actions.edit_contract(actor=actor, contract_id=row.pk, data=contract_data(row.candidacy)),
        DEPARTMENT,
    ),
    "submit": (lambda actor, row: actions.submit_contract(actor=actor, contract_id=row.pk), DEPARTMENT),
    "assess": (lambda actor, row: actions.assess_clauses(actor=actor, contract_id=row.pk, lines=[]), DEPARTMENT),
    "conclude": (lambda actor, row: actions.conclude_review(actor=actor, contract_id=row.pk), DEPARTMENT),
    "return": (
        lambda actor, row: actions.return_contract(actor=actor, contract_id=row.pk, reason="La page 2 manque."), DEPARTMENT,
    ),
    "decide": (lambda actor, row: actions.decide_visa(actor=actor, contract_id=row.pk), DECIDERS),
    "end": (lambda actor, row: actions.end_refused(actor=actor, contract_id=row.pk), DECIDERS),
    "sign": (lambda actor, row: sign(row, actor), COUNTER),
    "find": (
        lambda actor, row: actions.record_finding(
            actor=actor, contract_id=row.pk, data=FindingData(found_on=TODAY, told_by="Awa")
        ),
        COUNTER,
    ),
}  # fmt: skip


def _refused(act: Act, actor: Actor, contract: WorkContract) -> bool:
    """Tell whether the policy refuses; a refusal of the state or of a rule comes after it."""
    try:
        act(actor, contract)
    except NotAllowed as error:
        return error.code.startswith("contract.") and error.code != "contract.person"
    except BusinessError:
        return False
    return False


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_for_its_roles_at_the_campaigns_department_and_refused_in_every_other_cell(name: str) -> None:
    act, roles = ACTS[name]
    contract = make_contract(make_application(), until="draft")
    department, elsewhere = contract.candidacy.opening.office, make_tree().far_office
    for role in Role:
        here = make_actor(role=role, structure=department)
        there = make_actor(role=role, structure=elsewhere)
        assert _refused(act, here, contract) == (role not in roles), (name, role)
        assert _refused(act, there, contract), (name, role)
        contract = WorkContract.objects.get(pk=contract.pk)
        if name in {"submit", "edit"}:
            WorkContract.objects.filter(pk=contract.pk).update(state="draft")


def test_a_contract_is_read_in_the_department_and_in_the_persons_office_and_nowhere_else() -> None:
    contract = make_contract(make_application(), until="draft")
    readers = {*DECIDERS, Role.AUDITOR, Role.COOPERATION_OFFICER, Role.FOCAL_POINT, Role.COUNSELLOR}
    elsewhere = make_tree().far_office
    for role in Role:
        for structure in (contract.candidacy.opening.office, contract.candidacy.person.office):
            seen = queries.visible_to(make_actor(role=role, structure=structure)).filter(pk=contract.pk).exists()
            assert seen == (role in readers), role
        assert not queries.visible_to(make_actor(role=role, structure=elsewhere)).exists()
