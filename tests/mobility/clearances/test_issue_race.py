"""Two officers issue the same clearance at the same instant, on two real connections: it is issued once."""

import threading

import pytest
from django.db import connections

from baarasira.kernel.credentials import CredentialStatus
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.models import Move
from baarasira.mobility.clearances import actions
from baarasira.mobility.clearances.models import Clearance
from clearing import ADDRESS, make_clearance, make_house
from factories import make_actor, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_at_once_issue_once() -> None:
    house = make_house()
    clearance = make_clearance(house, state="proposed")
    third = make_user("migration_department", house.office, surname="Bah")
    before = Move.objects.filter(object_id=clearance.candidacy_id, transition="step").count()
    barrier, said = threading.Barrier(2), ["", ""]

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            actor = make_actor((house.second, third)[place])
            actions.issue(actor=actor, clearance_id=clearance.pk, address=ADDRESS)
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
    assert Clearance.objects.get().state == "issued"
    assert CredentialStatus.objects.count() == 1
    moves = Move.objects.filter(object_id=clearance.candidacy_id, transition="step")
    assert moves.count() == before + 1
