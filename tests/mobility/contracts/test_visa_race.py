"""Two officers decide the visa of one contract at the same instant, on two real connections: it is decided once."""

import threading

import pytest
from django.db import connections

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.models import Move
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.models import ContractCheck
from contracting import make_contract
from factories import make_actor, make_application

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_at_once_decide_once() -> None:
    contract = make_contract(make_application(), until="concluded")
    office = contract.candidacy.opening.office
    deciders = [make_actor(role=role, structure=office) for role in (Role.MIGRATION_DEPARTMENT, Role.DIRECTOR)]
    barrier, said = threading.Barrier(2), ["", ""]

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            actions.decide_visa(actor=deciders[place], contract_id=contract.pk)
            said[place] = "done"
        except BusinessError as error:
            said[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["WrongState", "done"]
    contract.refresh_from_db()
    assert contract.approved_by_id == deciders[said.index("done")].user.pk  # type: ignore[union-attr]
    kept = ContractCheck.objects.filter(contract=contract).values_list("clause", "rule", "sentence")
    assert len(kept) == len(set(kept)), "the checks are kept once"
    assert Move.objects.filter(object_id=contract.pk, target=contract.state).count() == 1
