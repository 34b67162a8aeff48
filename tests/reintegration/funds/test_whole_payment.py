"""A grant from its proposal to the reconciliation with the statement; what is refused on the way, and to whom."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from baarasira.accounts.enums import Role
from baarasira.accounts.models import Membership
from baarasira.kernel import events
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry as JournalEntry
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reintegration.cases import actions as case_actions
from baarasira.reintegration.cases.enums import CaseState, Closing
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.cases.models import Aid
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.enums import (
    EvidenceKind,
    GrantState,
    LineState,
    Method,
    Payee,
    PaymentState,
    StopReason,
    TrancheState,
)
from baarasira.reintegration.funds.models import Attempt, LedgerLine, Payment, StatementLine
from baarasira.reintegration.funds.queries.grants import fund_balances, grant_balances, late, to_sign, unbalanced
from factories import NOW, TODAY, make_actor, make_person, make_user
from funding import (
    MILLION,
    answer,
    digest,
    make_grant,
    make_house,
    make_planned_case,
    order_of,
    ordered,
    paid,
    paper,
    photo,
    piece,
    proposed_grant,
    ready,
    sent,
    signed,
)

pytestmark = pytest.mark.django_db


def _tranches(grant: Any) -> list[Any]:
    return list(grant.tranches.order_by("number"))


def test_a_grant_reaches_the_person_in_three_tranches_and_the_books_balance() -> None:
    house = make_house()
    grant = make_grant(house)
    assert [(row.share, row.amount) for row in _tranches(grant)] == [(40, 400_000), (40, 400_000), (20, 200_000)]
    grant.case.refresh_from_db()
    assert grant.case.state == CaseState.FUNDING
    for place, days in enumerate((0, 30, 120)):
        at = NOW + timedelta(days=days)
        tranche = _tranches(grant)[place]
        signed(house, tranche, at=at)
        paid(house, tranche, at=at)
    grant.refresh_from_db()
    assert grant.state == GrantState.COMPLETED
    assert grant.started_on == TODAY + timedelta(days=30)
    held = grant_balances(grant)
    assert (held.of("paid"), held.of("committed"), held.of("in_transit")) == (MILLION, 0, 0)
    whole = fund_balances(house.fund)
    assert whole.given == 20 * MILLION == whole.of("available") + whole.of("paid")
    assert unbalanced(house.fund) == {}


def test_the_statement_is_reconciled_with_each_payment_once() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    sent(house, payment)
    attempt = payment.attempts.get()
    content = (
        "reference;date;montant;libelle\n"
        f"BQ1;{TODAY.isoformat()};400000;Virement {attempt.reference}\n"
        f"BQ2;{TODAY.isoformat()};1500;Frais de tenue de compte\n"
    ).encode()
    finance = house.actor("finance")
    load = {"fund_id": house.fund.pk, "name": "Novembre", "content": content}
    found = actions.load_statement(actor=finance, digest=hashlib.sha256(content).hexdigest(), **load)
    assert found.lines == {LineState.MATCHED: 1, LineState.UNMATCHED: 1}
    payment.refresh_from_db()
    assert payment.state == PaymentState.DONE  # a debit is the answer that was awaited
    with pytest.raises(RuleRefused):
        actions.load_statement(actor=finance, digest=hashlib.sha256(content).hexdigest(), **load)
    again = content + f"BQ3;{TODAY.isoformat()};400000;{attempt.reference}\n".encode()
    load["content"] = again
    twice = actions.load_statement(actor=finance, digest=hashlib.sha256(again).hexdigest(), **load)
    assert (twice.known, twice.lines) == (2, {LineState.DIFFERENT: 1})  # debited a second time: it stands out
    line = StatementLine.objects.get(state=LineState.UNMATCHED)
    assert actions.explain_line(actor=finance, line_id=line.pk, words="Frais bancaires du mois.").state == "explained"


def test_r_16_three_people_of_three_bodies_sign_and_none_of_them_pays() -> None:
    house = make_house()
    tranche = ready(house, _tranches(make_grant(house))[0])
    said = digest(tranche)
    for name in ("adviser", "director", "finance"):
        with pytest.raises(NotAllowed):
            actions.sign_tranche(actor=house.actor(name), tranche_id=tranche.pk, digest=said)
    actions.sign_tranche(actor=house.actor("operator"), tranche_id=tranche.pk, digest=said)
    with pytest.raises(NotAllowed):
        actions.sign_tranche(actor=house.actor("operator"), tranche_id=tranche.pk, digest=said)
    assert not to_sign(house.actor("operator")).exists()
    assert to_sign(house.actor("funder")).get() == tranche
    twin = house.funder
    twin.staff_number = house.operator.staff_number = "M-77"
    twin.save()
    house.operator.save()
    with pytest.raises(NotAllowed):  # another account of the person who signed for the operator
        actions.sign_tranche(actor=house.actor("funder"), tranche_id=tranche.pk, digest=said)
    twin.staff_number = "M-78"
    twin.save()
    actions.sign_tranche(actor=house.actor("funder"), tranche_id=tranche.pk, digest=said)
    with pytest.raises(WrongState):
        ordered(house, tranche)
    assert actions.sign_tranche(actor=house.actor("signer"), tranche_id=tranche.pk, digest=said).state == "signed"
    house.finance.staff_number = house.signer.staff_number = "M-1"
    house.finance.save()
    house.signer.save()
    with pytest.raises(NotAllowed):
        ordered(house, tranche)


def test_who_left_the_body_they_were_named_for_signs_no_more() -> None:
    house = make_house()
    tranche = ready(house, _tranches(make_grant(house))[0])
    Membership.objects.filter(user=house.operator).update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.sign_tranche(actor=house.actor("operator"), tranche_id=tranche.pk, digest=digest(tranche))


def test_a_fund_does_not_close_under_a_payment_nor_receives_once_closed() -> None:
    house = make_house()
    grant = make_grant(house)
    first = _tranches(grant)[0]
    signed(house, first)
    payment = ordered(house, first)
    batch = sent(house, payment)
    department = house.actor("department")
    words = "La personne est repartie en novembre."
    actions.stop_grant(actor=department, grant_id=grant.pk, reason=StopReason.LEFT, words=words)
    with pytest.raises(RuleRefused):
        actions.close_fund(actor=department, fund_id=house.fund.pk)
    actions.read_answers(actor=house.actor("finance"), batch_id=batch.pk, content=answer((payment, False)))
    actions.close_fund(actor=department, fund_id=house.fund.pk)
    with pytest.raises(WrongState):
        actions.receive_money(
            actor=house.actor("finance"),
            fund_id=house.fund.pk,
            amount=1,
            reference="VIR",
            received_on=TODAY,
            key=uuid4(),
        )


def test_r_16_one_proposes_another_grants_and_one_prepares_the_file_another_sends_it() -> None:
    house = make_house()
    grant = proposed_grant(house)
    house.director.staff_number = house.adviser.staff_number = "M-5"
    house.director.save()
    house.adviser.save()
    with pytest.raises(NotAllowed):
        actions.decide_grant(actor=house.actor("director"), grant_id=grant.pk)
    actions.decide_grant(actor=house.actor("department"), grant_id=grant.pk)
    tranche = _tranches(grant)[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    finance = house.actor("finance")
    batch = actions.make_batch(actor=finance, fund=house.fund, payment_ids=[payment.pk])
    with pytest.raises(NotAllowed):
        actions.send_batch(actor=finance, batch_id=batch.pk)
    assert hashlib.sha256(batch.content.encode()).hexdigest() == batch.sha256
    assert batch.content.splitlines()[1] == (
        f"{batch.number};{payment.number}.1;22376450001;400000;XOF;Quincaillerie du Fleuve;{grant.number}/1"
    )


def test_a_file_returned_half_failed_is_paid_once_each_after_a_retry() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    first, second = (ordered(house, tranche, amount=200_000) for _n in range(2))
    batch = sent(house, first, second)
    finance = house.actor("finance")
    with pytest.raises(WrongState):  # sent, not answered: nobody knows whether it was made
        actions.retry_payment(actor=finance, payment_id=second.pk)
    content = answer((first, True), (second, False))
    found = actions.read_answers(actor=finance, batch_id=batch.pk, content=content)
    assert (found.made, found.failed, found.waiting) == (1, 1, 0)
    again = actions.read_answers(actor=finance, batch_id=batch.pk, content=content)
    assert (again.made, again.failed, again.known) == (0, 0, 2)
    with pytest.raises(RuleRefused):  # what was made is not said to have failed later
        actions.read_answers(actor=finance, batch_id=batch.pk, content=answer((first, False)))
    actions.retry_payment(actor=finance, payment_id=second.pk, account="66 12 34 56")
    with pytest.raises(WrongState):
        actions.retry_payment(actor=finance, payment_id=second.pk)
    third = sent(house, Payment.objects.get(pk=second.pk))
    actions.read_answers(actor=finance, batch_id=third.pk, content=answer((second, True)))
    tranche.refresh_from_db()
    assert tranche.state == TrancheState.PAID
    assert Payment.objects.count() == 2
    assert Attempt.objects.filter(payment=second).count() == 2
    assert LedgerLine.objects.filter(entry="settle").count() == 2
    assert unbalanced(house.fund) == {}


def test_a_payment_debited_though_announced_as_failed_cannot_be_ordered_again() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    batch = sent(house, payment)
    finance = house.actor("finance")
    actions.read_answers(actor=finance, batch_id=batch.pk, content=answer((payment, False)))
    content = f"reference;date;montant;libelle\nOM9;{TODAY.isoformat()};400000;{payment.number}.1\n".encode()
    actions.load_statement(actor=finance, fund_id=house.fund.pk, name="Relevé", content=content, digest="a" * 64)
    with pytest.raises(RuleRefused, match="relevé"):
        actions.retry_payment(actor=finance, payment_id=payment.pk)
    actions.cancel_payment(actor=finance, payment_id=payment.pk, reason="Le numéro était faux.")
    with pytest.raises(RuleRefused, match="relevé"):  # cancelling it does not open a way round
        ordered(house, tranche)


def test_a_retry_is_not_sent_once_the_statement_shows_the_former_sending_debited() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    finance = house.actor("finance")
    actions.read_answers(actor=finance, batch_id=sent(house, payment).pk, content=answer((payment, False)))
    actions.retry_payment(actor=finance, payment_id=payment.pk)
    content = f"reference;date;montant;libelle\nOM9;{TODAY.isoformat()};401000;{payment.number}.1\n".encode()
    actions.load_statement(actor=finance, fund_id=house.fund.pk, name="Relevé", content=content, digest="a" * 64)
    with pytest.raises(RuleRefused, match="relevé"):
        sent(house, payment)


def test_r_16_who_orders_again_does_not_send_and_who_granted_orders_nothing() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    account = "ML013 01520 0123456789"
    payment = ordered(house, tranche, method=Method.BANK, account=account)
    cashier = house.actor("cashier")
    actions.send_payment(actor=cashier, payment_id=payment.pk)
    actions.record_answer(actor=cashier, payment_id=payment.pk, made=False, failure="Compte fermé")
    house.director.staff_number = house.finance.staff_number = "M-3"
    house.director.save()
    house.finance.save()
    with pytest.raises(NotAllowed):  # another account of who granted the money
        actions.retry_payment(actor=house.actor("finance"), payment_id=payment.pk)
    actions.retry_payment(actor=cashier, payment_id=payment.pk, account="ML013 01520 9999999999")
    with pytest.raises(NotAllowed):
        actions.send_payment(actor=cashier, payment_id=payment.pk)
    assert actions.send_payment(actor=house.actor("signer"), payment_id=payment.pk).state == PaymentState.SENT


def test_an_order_given_twice_is_one_payment_and_no_more_is_paid_than_the_tranche() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    data = order_of(tranche)
    finance = house.actor("finance")
    one = actions.order_payment(actor=finance, tranche_id=tranche.pk, data=data)
    assert actions.order_payment(actor=finance, tranche_id=tranche.pk, data=data) == one
    with pytest.raises(RuleRefused):
        actions.order_payment(actor=house.actor("cashier"), tranche_id=tranche.pk, data=order_of(tranche))
    with pytest.raises(RuleRefused):
        actions.order_payment(actor=house.actor("cashier"), tranche_id=tranche.pk, data=order_of(tranche, amount=1))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"method": Method.CASH, "account": ""}, "espèces"),
        ({"payee": Payee.BENEFICIARY}, "fournisseurs"),
        ({"account": "20 22 33 44"}, "mobile"),
        ({"account": "12"}, None),
    ],
)
def test_never_cash_to_a_beneficiary_unless_the_programme_says_so(values: dict[str, Any], words: str | None) -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    with pytest.raises(RuleRefused, match=words):
        ordered(house, tranche, **values)


def test_r_23_the_next_tranche_needs_evidence_of_the_last_and_an_active_visit() -> None:
    house = make_house()
    first, second, _third = _tranches(make_grant(house))
    adviser = house.actor("adviser")
    with pytest.raises(RuleRefused) as missing:
        actions.submit_tranche(actor=adviser, tranche_id=first.pk)
    assert {finding.field for finding in missing.value.findings} == {"contract", "order"}
    signed(house, first)
    at = NOW + timedelta(days=20)
    late_adviser = house.actor("adviser", at)
    for kind, values in (
        (EvidenceKind.INVOICE, {"amount": 100_000}),
        (EvidenceKind.VISIT, {"active": False}),
        (EvidenceKind.PHOTO, {}),
    ):
        data = piece(kind, on=at.date(), **values)
        actions.add_evidence(actor=late_adviser, tranche_id=second.pk, data=data)
    with pytest.raises(RuleRefused) as refused:
        actions.submit_tranche(actor=late_adviser, tranche_id=second.pk)
    assert {finding.code for finding in refused.value.findings} == {"former_tranche", "not_active"}
    paid(house, first)
    with pytest.raises(RuleRefused) as short:
        actions.submit_tranche(actor=late_adviser, tranche_id=second.pk)
    assert {finding.code for finding in short.value.findings} == {"invoices_short", "not_active"}


def test_a_photo_of_another_file_or_of_another_place_is_refused() -> None:
    house = make_house()
    mine, other = make_grant(house), make_grant(house)
    for grant in (mine, other):
        first = _tranches(grant)[0]
        signed(house, first)
        paid(house, first)
    adviser = house.actor("adviser")
    second, theirs = _tranches(mine)[1], _tranches(other)[1]
    theirs_has = piece(EvidenceKind.PHOTO, file=photo(seed=7))
    actions.add_evidence(actor=adviser, tranche_id=theirs.pk, data=theirs_has)
    with pytest.raises(RuleRefused) as copied:
        actions.add_evidence(actor=adviser, tranche_id=second.pk, data=piece(EvidenceKind.PHOTO, file=photo(seed=7)))
    assert copied.value.code == "same_file_elsewhere"
    far = piece(EvidenceKind.PHOTO, latitude=14_440_000)
    with pytest.raises(RuleRefused) as away:
        actions.add_evidence(actor=adviser, tranche_id=second.pk, data=far)
    assert away.value.code == "photo_far"
    nowhere = piece(EvidenceKind.PHOTO, latitude=None, longitude=None)
    with pytest.raises(RuleRefused):
        actions.add_evidence(actor=adviser, tranche_id=second.pk, data=nowhere)


def test_the_same_thing_is_not_funded_twice_under_a_second_name_nor_by_another_funder() -> None:
    house = make_house()
    person = make_person(house.tree.office, phones=["76 45 88 88"], surname="Diallo", given_names="Moussa", sex="M")
    twin = make_person(house.tree.office, phones=["76 45 88 88"], surname="Jallow", given_names="Musa", sex="M")
    make_grant(house, make_planned_case(house, person))
    with pytest.raises(RuleRefused) as refused:
        proposed_grant(house, make_planned_case(house, twin))
    assert {"double_funding", "grant_twice"} <= {finding.code for finding in refused.value.findings}


def test_another_funder_found_between_the_grant_and_the_payment_stops_the_payment() -> None:
    house = make_house()
    grant = make_grant(house)
    tranche = _tranches(grant)[0]
    signed(house, tranche)
    data = AidData(purpose=Purpose.BUSINESS, given_on=TODAY, funder_name="OIM", reference="Kit 12")
    case_actions.record_aid(actor=house.actor("adviser"), case_id=grant.case_id, data=data)
    with pytest.raises(RuleRefused, match="OIM"):
        ordered(house, tranche)


def test_a_fund_never_commits_what_it_does_not_hold() -> None:
    house = make_house(endowed=1_500_000)
    make_grant(house)
    second = proposed_grant(house)
    with pytest.raises(RuleRefused) as short:
        actions.decide_grant(actor=house.actor("director"), grant_id=second.pk)
    assert short.value.code == "overdrawn"
    second.refresh_from_db()
    assert second.state == GrantState.PROPOSED
    assert not second.tranches.exists()
    with pytest.raises(RuleRefused):  # the ceiling of the programme
        proposed_grant(house, amount=2_700_000)


def test_a_death_stops_what_remains_and_gives_it_back_to_the_fund() -> None:
    house = make_house()
    grant = make_grant(house)
    first, second, _third = _tranches(grant)
    signed(house, first)
    on_its_way = ordered(house, first, amount=150_000)
    batch = sent(house, on_its_way)
    waiting = ordered(house, first, amount=250_000)
    focal = make_actor(make_user(Role.FOCAL_POINT, house.tree.office))
    words = "La famille a apporté l’acte de décès."
    case_actions.close(actor=focal, case_id=grant.case_id, closing=Closing.DEATH, words=words)
    grant.refresh_from_db()
    waiting.refresh_from_db()
    second.refresh_from_db()
    assert (grant.state, grant.stop_reason) == (GrantState.STOPPED, StopReason.DEATH)
    assert (waiting.state, second.state) == (PaymentState.CANCELLED, TrancheState.STOPPED)
    assert grant_balances(grant).of("committed") == 0
    assert fund_balances(house.fund).of("available") == 20 * MILLION - 150_000
    actions.read_answers(actor=house.actor("finance"), batch_id=batch.pk, content=answer((on_its_way, False)))
    assert fund_balances(house.fund).of("available") == 20 * MILLION  # what failed after the stop goes back as well
    assert Aid.objects.get(origin_id=grant.pk).cancelled_on == TODAY  # nothing was paid: nothing stands in the register
    with pytest.raises(WrongState):
        ordered(house, first, amount=1)
    assert unbalanced(house.fund) == {}


def test_a_file_prepared_before_a_departure_is_not_sent_after_it() -> None:
    house = make_house()
    grant = make_grant(house)
    first = _tranches(grant)[0]
    signed(house, first)
    payment = ordered(house, first)
    finance = house.actor("finance")
    batch = actions.make_batch(actor=finance, fund=house.fund, payment_ids=[payment.pk])
    focal = make_actor(make_user(Role.FOCAL_POINT, house.tree.office))
    case_actions.close(actor=focal, case_id=grant.case_id, closing=Closing.REMIGRATION, words="Reparti en novembre.")
    with pytest.raises(WrongState, match=grant.number):
        actions.send_batch(actor=house.actor("cashier"), batch_id=batch.pk)
    actions.drop_batch(actor=finance, batch_id=batch.pk, reason="La personne est repartie.")
    actions.cancel_payment(actor=finance, payment_id=payment.pk, reason="La personne est repartie.")
    assert fund_balances(house.fund).of("available") == 20 * MILLION
    assert unbalanced(house.fund) == {}


def test_a_case_does_not_end_well_while_its_money_is_under_way() -> None:
    house = make_house()
    grant = make_grant(house)
    case = grant.case
    case.refresh_from_db()
    case.state = CaseState.FOLLOW_UP
    case.save()
    focal = make_actor(make_user(Role.FOCAL_POINT, house.tree.office))
    close = {"actor": focal, "case_id": case.pk, "words": "Le moulin tourne et nourrit la famille."}
    with pytest.raises(RuleRefused, match=grant.number):
        case_actions.close(**close, closing=Closing.FAILURE)
    words = "Le moulin a été vendu."
    actions.stop_grant(actor=house.actor("director"), grant_id=grant.pk, reason=StopReason.CEASED, words=words)
    assert case_actions.close(**close, closing=Closing.FAILURE).state == CaseState.CLOSED


def test_a_grant_not_started_in_sixty_days_is_stopped_and_what_was_paid_is_asked_back() -> None:
    house = make_house()
    grant = make_grant(house)
    first = _tranches(grant)[0]
    signed(house, first)
    paid(house, first)
    stop = {"grant_id": grant.pk, "reason": StopReason.NOT_STARTED, "words": "Rien n’a été installé.", "recover": True}
    with pytest.raises(RuleRefused):
        actions.stop_grant(actor=house.actor("director", NOW + timedelta(days=60)), **stop)
    at = NOW + timedelta(days=61)
    actions.stop_grant(actor=house.actor("director", at), **stop)
    finance = house.actor("finance", at)
    actions.record_recovery(actor=finance, grant_id=grant.pk, amount=100_000, reference="Reçu 4", key=uuid4())
    with pytest.raises(RuleRefused):
        actions.record_recovery(actor=finance, grant_id=grant.pk, amount=300_001, reference="Reçu 5", key=uuid4())
    actions.ask_abandon(actor=finance, grant_id=grant.pk, reason="La personne est sans ressources.")
    actions.abandon_recovery(actor=house.actor("director", at), grant_id=grant.pk)
    actions.restore_money(actor=finance, fund_id=house.fund.pk, amount=100_000, key=uuid4())
    assert fund_balances(house.fund).of("available") == 20 * MILLION - 300_000
    assert unbalanced(house.fund) == {}


def test_late_tranches_rise_by_themselves() -> None:
    house = make_house()
    make_grant(house)
    assert not late(house.actor("finance", NOW + timedelta(days=15))).exists()
    assert late(house.actor("finance", NOW + timedelta(days=16))).count() == 1
    assert late(house.actor("finance", NOW + timedelta(days=200))).count() == 3


def test_the_beneficiary_confirms_by_a_code_that_wrong_guesses_use_up() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    batch = sent(house, payment)
    codes: list[str] = []
    events.on(actions.CODE_SENT, lambda event: codes.append(event.details["code"]))
    actions.read_answers(actor=house.actor("finance"), batch_id=batch.pk, content=answer((payment, True)))
    ask: dict[str, Any] = {
        "actor": house.actor("counsellor"),
        "payment_id": payment.pk,
        "way": "code",
        "received": True,
    }
    wrong = f"{(int(codes[-1]) + 1) % 10**6:06}"
    for _n in range(2):
        with pytest.raises(RuleRefused):
            actions.confirm_payment(**ask, code=wrong)
    payment.refresh_from_db()
    assert payment.receipt_code.tries == 2
    assert actions.confirm_payment(**ask, code=codes[-1]).state == PaymentState.CONFIRMED
    said = [str(journal.content(row)) for row in JournalEntry.objects.filter(object_id=payment.receipt_code.pk)]
    assert said
    assert not any("code_print" in line or codes[-1] in line for line in said)


def test_what_did_not_arrive_is_contested_and_holds_the_tranche() -> None:
    house = make_house()
    tranche = _tranches(make_grant(house))[0]
    signed(house, tranche)
    payment = ordered(house, tranche)
    batch = sent(house, payment)
    actions.read_answers(actor=house.actor("finance"), batch_id=batch.pk, content=answer((payment, True)))
    ask: dict[str, Any] = {"actor": house.actor("counsellor"), "payment_id": payment.pk}
    actions.confirm_payment(**ask, way="call", received=False, words="Rien n’est arrivé chez moi.")
    tranche.refresh_from_db()
    assert tranche.state == TrancheState.PAID
    with pytest.raises(RuleRefused):
        actions.confirm_payment(**ask, way="thumb", received=True)
    actions.confirm_payment(**ask, way="thumb", received=True, sheet=paper("reçu"))
    tranche.refresh_from_db()
    assert tranche.state == TrancheState.CONFIRMED


def test_a_line_of_the_ledger_is_never_changed_nor_taken_away() -> None:
    house = make_house()
    line = LedgerLine.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerLine.objects.filter(pk=line.pk).update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        house.fund.holdings.filter(account="available").update(amount=-1)


def test_a_social_aid_may_reach_the_person_by_mobile_money_within_the_household_ceiling() -> None:
    house = make_house()
    case = make_planned_case(house, axis=Axis.SOCIAL)
    with pytest.raises(RuleRefused):
        proposed_grant(house, case, amount=262_001)
    with pytest.raises(RuleRefused):
        proposed_grant(house, case, amount=200_000, purpose=Purpose.BUSINESS)
    grant = make_grant(house, case, amount=200_000)
    assert [row.amount for row in _tranches(grant)] == [140_000, 60_000]
    first = _tranches(grant)[0]
    signed(house, first)
    assert ordered(house, first, payee=Payee.BENEFICIARY).state == PaymentState.ORDERED


def test_a_fund_in_euros_counts_cents_within_the_same_ceiling() -> None:
    house = make_house(currency="EUR", endowed=1_000_000)
    with pytest.raises(RuleRefused) as over:  # 3 998,74 € are 2 623 001 FCFA, one franc above the ceiling
        proposed_grant(house, amount=399_874)
    assert "over_cap" in {finding.code for finding in over.value.findings}
    grant = make_grant(house, amount=100_001)
    assert [row.amount for row in _tranches(grant)] == [40_001, 40_000, 20_000]
    assert fund_balances(house.fund).of("available") == 899_999
    with pytest.raises(RuleRefused):
        make_house(currency="USD")
