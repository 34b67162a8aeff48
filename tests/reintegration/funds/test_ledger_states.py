"""The ledger under random commitments, payments, failures, retries, cancellations and stops, with crashes in between.

A crash is an exception raised in the middle of an act, after some of its writes: the act must leave nothing behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.enums import Account, Entry, GrantState, PaymentState, StopReason, TrancheState
from baarasira.reintegration.funds.ledger import Line, Overdrawn, balances
from baarasira.reintegration.funds.models import Grant, Holding, LedgerLine, Payment, Tranche
from baarasira.reintegration.funds.queries.grants import fund_balances, unbalanced
from factories import NOW, TODAY
from funding import House, answer, make_grant, make_house, order_of

CRASHES = st.one_of(st.none(), st.none(), st.integers(1, 6))
OUT = (PaymentState.ORDERED, PaymentState.SENT)
MADE = (PaymentState.DONE, PaymentState.CONFIRMED, PaymentState.CONTESTED)


class Crash(Exception):
    """The machine stopped in the middle of an act."""


@contextmanager
def crashing(after: int | None) -> Iterator[None]:
    """Raise Crash at the n-th entry of the journal that the block makes."""
    if after is None:
        yield
        return
    left, record = [after], journal.record

    def counted(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Crash
        return record(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "record", counted)
        yield


class Money(RuleBasedStateMachine):
    """One fund, its grants and payments; every rule is an act that may be refused, or crash."""

    house: House

    @initialize()
    def begin(self) -> None:
        """Begin each story with a grant of its own, its first tranche signed."""
        self.grant = make_grant(self.house)
        self._sign()

    def _sign(self) -> None:
        values = {
            "state": TrancheState.SIGNED,
            "submitted_by": self.house.adviser,
            "submitted_on": TODAY,
            "signed_on": TODAY,
        }
        first = self.grant.tranches.get(number=1)
        Tranche.objects.filter(pk=first.pk, state=TrancheState.WAITING).update(**values)
        self.tranche = Tranche.objects.get(pk=first.pk)

    def _try(self, act: Callable[[], object], crash: int | None) -> None:
        try:
            with crashing(crash), transaction.atomic():
                act()
        except (BusinessError, Crash):
            pass

    def _one(self, place: int, *states: str) -> Payment | None:
        rows = list(Payment.objects.filter(tranche__grant=self.grant, state__in=states).order_by("id"))
        return rows[place % len(rows)] if rows else None

    @rule(amount=st.integers(1, 450_000), crash=CRASHES)
    def order(self, amount: int, crash: int | None) -> None:
        data = order_of(self.tranche, amount=amount)
        finance = self.house.actor("finance")
        self._try(lambda: actions.order_payment(actor=finance, tranche_id=self.tranche.pk, data=data), crash)
        if Payment.objects.filter(key=data.key).exists():  # the same order once more is the same payment
            actions.order_payment(actor=finance, tranche_id=self.tranche.pk, data=data)
            assert Payment.objects.filter(key=data.key).count() == 1

    @rule(place=st.integers(0, 5), crash=CRASHES)
    def send(self, place: int, crash: int | None) -> None:
        payment = self._one(place, PaymentState.ORDERED)
        if payment is None:
            return
        finance, cashier = self.house.actor("finance"), self.house.actor("cashier")

        def act() -> None:
            batch = actions.make_batch(actor=finance, fund=self.house.fund, payment_ids=[payment.pk])
            actions.send_batch(actor=cashier, batch_id=batch.pk)

        self._try(act, crash)

    @rule(place=st.integers(0, 5), made=st.booleans(), crash=CRASHES)
    def answered(self, place: int, made: bool, crash: int | None) -> None:
        payment = self._one(place, PaymentState.SENT)
        if payment is None:
            return
        attempt = payment.attempts.get(state="sent")
        content, finance = answer((payment, made)), self.house.actor("finance")
        read = {"actor": finance, "batch_id": attempt.batch_id, "content": content}
        self._try(lambda: actions.read_answers(**read), crash)
        self._try(lambda: actions.read_answers(**read), None)

    @rule(place=st.integers(0, 5), crash=CRASHES)
    def retry(self, place: int, crash: int | None) -> None:
        payment = self._one(place, PaymentState.FAILED)
        if payment is not None:
            finance = self.house.actor("finance")
            self._try(lambda: actions.retry_payment(actor=finance, payment_id=payment.pk), crash)

    @rule(place=st.integers(0, 5), crash=CRASHES)
    def cancel(self, place: int, crash: int | None) -> None:
        payment = self._one(place, PaymentState.ORDERED, PaymentState.FAILED)
        if payment is not None:
            do = {"actor": self.house.actor("finance"), "payment_id": payment.pk, "reason": "Le devis a changé."}
            self._try(lambda: actions.cancel_payment(**do), crash)

    @rule(crash=CRASHES)
    def stop(self, crash: int | None) -> None:
        do = {"grant_id": self.grant.pk, "reason": StopReason.CEASED, "words": "L’activité a cessé.", "recover": True}
        self._try(lambda: actions.stop_grant(actor=self.house.actor("director"), **do), crash)

    @invariant()
    def every_account_is_the_sum_of_its_lines_and_none_is_below_zero(self) -> None:
        if not hasattr(self, "grant"):
            return
        fund = self.house.fund
        assert unbalanced(fund) == {}
        assert not Holding.objects.filter(fund=fund, amount__lt=0).exclude(account=Account.SOURCE).exists()
        held = fund_balances(fund)
        assert sum(held.by_account.values()) == 0
        lines = [
            Line(Entry(row.entry), row.amount, row.grant_id)
            for row in LedgerLine.objects.filter(fund=fund).order_by("id")
        ]
        replayed = balances(lines)
        stored = {(Account(row.account), row.grant_id): row.amount for row in Holding.objects.filter(fund=fund)}
        assert {place: amount for place, amount in stored.items() if amount} == {
            place: amount for place, amount in replayed.items() if amount
        }

    @invariant()
    def the_books_say_what_the_payments_say_and_nothing_is_paid_twice(self) -> None:
        if not hasattr(self, "grant"):
            return
        rows = list(Payment.objects.filter(tranche__grant=self.grant))
        grant = Grant.objects.get(pk=self.grant.pk)
        held = {row.account: row.amount for row in Holding.objects.filter(grant=grant)}
        assert held.get(Account.IN_TRANSIT, 0) == sum(row.amount for row in rows if row.state in OUT)
        made = sum(row.amount for row in rows if row.state in MADE)
        assert held.get(Account.PAID, 0) == made <= self.tranche.amount
        for row in rows:
            assert LedgerLine.objects.filter(entry=Entry.SETTLE, key__in=_keys(row)).count() == (row.state in MADE)
        if grant.state == GrantState.STOPPED:
            assert held.get(Account.COMMITTED, 0) == 0
        else:
            assert held[Account.COMMITTED] == grant.amount - made - held.get(Account.IN_TRANSIT, 0)


def _keys(payment: Payment) -> list[str]:
    return [f"settle:{attempt.pk}" for attempt in payment.attempts.all()]


# Long by nature: some hundred acts with everything each writes, checked after each.
@pytest.mark.django_db
def test_the_ledger_balances_whatever_happens_and_wherever_it_stops() -> None:
    Money.house = make_house(endowed=200_000_000)
    assert Money.house.actor("finance").at == NOW
    few = settings(
        max_examples=8, stateful_step_count=12, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Money, settings=few)


def test_a_line_that_would_take_more_than_there_is_moves_nothing() -> None:
    one = UUID(int=1)
    lines = [Line(Entry.ENDOW, 100), Line(Entry.COMMIT, 60, one), Line(Entry.ORDER, 60, one)]
    assert balances(lines)[Account.IN_TRANSIT, one] == 60
    with pytest.raises(Overdrawn) as short:
        balances([*lines, Line(Entry.COMMIT, 41, UUID(int=2))])
    assert short.value.short == 1
    with pytest.raises(Overdrawn):
        balances([*lines, Line(Entry.ORDER, 1, one)])
