"""Two finance officers pay one tranche at the same instant, on two real connections: it is paid once."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connections

from baarasira.accounts.models import User
from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.models import LedgerLine, Payment
from baarasira.reintegration.funds.queries.grants import grant_balances, unbalanced
from factories import make_actor
from funding import House, answer, make_grant, make_house, order_of, ordered, sent, signed

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(users: list[User], act: Callable[[User], object]) -> list[str]:
    """Let each act at the same moment in a thread with a connection of its own; return what came of it."""
    barrier, said = threading.Barrier(len(users)), [""] * len(users)

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            act(users[place])
            said[place] = "done"
        except BusinessError as error:
            said[place] = error.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(users))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


@pytest.fixture
def house() -> House:
    return make_house()


def test_two_officers_who_pay_at_once_pay_once(house: House) -> None:
    tranche = make_grant(house).tranches.get(number=1)
    signed(house, tranche)
    said = _at_once(
        [house.finance, house.cashier],
        lambda user: actions.order_payment(
            actor=make_actor(user), tranche_id=tranche.pk, data=order_of(tranche, key=uuid4())
        ),
    )
    assert sorted(said) == ["done", "payment_amount"]
    assert Payment.objects.count() == 1
    assert grant_balances(tranche.grant).of("in_transit") == tranche.amount
    assert unbalanced(house.fund) == {}


def test_one_answer_loaded_by_two_at_once_settles_once(house: House) -> None:
    tranche = make_grant(house).tranches.get(number=1)
    signed(house, tranche)
    payment = ordered(house, tranche)
    batch = sent(house, payment)
    content = answer((payment, True))
    said = _at_once(
        [house.finance, house.cashier],
        lambda user: actions.read_answers(actor=make_actor(user), batch_id=batch.pk, content=content),
    )
    assert said == ["done", "done"]
    assert LedgerLine.objects.filter(entry="settle").count() == 1
    assert grant_balances(tranche.grant).of("paid") == tranche.amount
