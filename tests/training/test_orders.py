"""An à-la-carte course: need, quote, agreement by two, session, invoice of what was given, credit note, evaluation."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.training.courses import actions as courses
from baarasira.training.courses.models import Session
from baarasira.training.orders import actions, queries
from baarasira.training.orders.enums import InvoiceKind, OrderState, PaidState, PayWay, QuoteState
from baarasira.training.orders.inputs import LineData, ReceiptData
from baarasira.training.orders.models import Invoice, OrderAgreement
from baarasira.training.orders.papers import agreement_pdf, invoice_pdf, quote_pdf
from baarasira.training.orders.rules import Given, billed, cancel_due
from baarasira.training.orders.words import francs_in_words
from factories import NOW, TODAY, make_actor, make_employer, make_organisation, make_person, make_structure, make_tree
from ordering import (
    STARTS,
    after,
    cashier,
    director,
    enrol,
    make_centre,
    make_given,
    make_order,
    marks,
    need_data,
    officer,
    open_session,
    quote_data,
)
from paper_reading import text

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_a_need_is_of_one_client_and_of_a_centre_that_teaches() -> None:
    centre, office = make_centre(), make_structure(make_structure())
    employer, body = make_employer(office), make_organisation()
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=office)
    for data, where, code in (
        (need_data(), centre, "order_client"),
        (need_data(employer, organisation_id=body.pk), centre, "order_client"),
        (need_data(employer), office, "order_centre"),
        (need_data(employer, participants=0), centre, "order_nobody"),
        (need_data(make_employer(office, state="suspended")), centre, "order_suspended"),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.record_need(actor=adviser, office=office, centre=where, data=data)
        assert code in refused(error)
    order = actions.record_need(actor=adviser, office=office, centre=centre, data=need_data(employer))
    assert order.state == OrderState.NEED
    # Both see it: who heard the need, and who will teach; nobody else.
    assert list(queries.visible_to(adviser)) == [order]
    assert list(queries.to_quote(officer(centre))) == [order]
    assert not queries.visible_to(officer(make_centre())).exists()
    with pytest.raises(NotAllowed):
        actions.write_quote(actor=adviser, order_id=order.pk, data=quote_data())
    with pytest.raises(NotAllowed):
        actions.record_need(actor=director(office), office=office, centre=centre, data=need_data(employer))


def test_a_quote_adds_up_in_whole_francs_and_what_was_sent_never_changes() -> None:
    order = make_order()
    actor = officer(order.centre)
    for data, code in (
        (quote_data(lines=()), "quote_empty"),
        (quote_data(ends_on=STARTS - timedelta(days=1)), "quote_dates"),
        (quote_data(starts_on=TODAY - timedelta(days=1)), "quote_past"),
        (quote_data(lines=(LineData("Fournitures", "participant", 9, 12_500),)), "quote_more"),
        (quote_data(lines=(LineData("Rien", "flat", 1, 0),)), "quote_total"),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.write_quote(actor=actor, order_id=order.pk, data=data)
        assert code in refused(error)
    first = actions.write_quote(actor=actor, order_id=order.pk, data=quote_data())
    assert first.total == 500_000
    assert first.valid_until == TODAY + timedelta(days=30)
    actions.send_quote(actor=actor, order_id=order.pk)
    second = actions.write_quote(actor=actor, order_id=order.pk, data=quote_data(seats=10))
    first.refresh_from_db()
    assert first.state == QuoteState.REPLACED
    # Refused quotes took no number: the two that stand follow each other.
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
    with pytest.raises(WrongState):
        actions.accept_quote(actor=actor, order_id=order.pk, by="Mme Coulibaly", on=TODAY)
    actions.send_quote(actor=actor, order_id=order.pk)
    late = officer(order.centre, NOW + timedelta(days=31))
    with pytest.raises(RuleRefused) as error:
        actions.accept_quote(actor=late, order_id=order.pk, by="Mme Coulibaly", on=late.today)
    assert refused(error) == {"quote_lapsed"}
    assert actions.lapse_quotes(actor=system(NOW + timedelta(days=31))) == 1
    order.refresh_from_db()
    assert order.state == OrderState.NEED


def test_a_refused_quote_leaves_the_need_and_an_order_can_be_given_up() -> None:
    order = make_order(until="quoted")
    actor = officer(order.centre)
    actions.refuse_quote(actor=actor, order_id=order.pk, by="Mme Coulibaly", on=TODAY, why="Trop cher pour nous.")
    order.refresh_from_db()
    assert order.state == OrderState.NEED
    with pytest.raises(RuleRefused):
        actions.drop(actor=actor, order_id=order.pk, reason="")
    assert actions.drop(actor=actor, order_id=order.pk, reason="Le client a renoncé.").state == OrderState.DROPPED


def test_r_16_another_person_signs_the_agreement_after_the_client() -> None:
    order = make_order(until="accepted")
    actor = officer(order.centre)
    agreement = actions.prepare_agreement(actor=actor, order_id=order.pk, cancel_share=40)
    assert (agreement.cancel_days, agreement.cancel_share, agreement.due_days) == (7, 40, 30)
    head = director(order.centre)
    with pytest.raises(RuleRefused) as error:
        actions.sign_agreement(actor=head, order_id=order.pk)
    assert refused(error) == {"client_first"}
    actions.record_client_signature(
        actor=actor, order_id=order.pk, signer="Mme Coulibaly", function="Gérante", on=TODAY
    )
    with pytest.raises(NotAllowed):
        actions.sign_agreement(actor=actor, order_id=order.pk)
    assert [row.order for row in queries.to_sign(head)] == [order]
    # The director who prepared it themselves is one person only.
    both = make_actor(agreement.prepared_by)
    from factories import make_membership

    make_membership(agreement.prepared_by, Role.DIRECTOR, order.centre)
    with pytest.raises(NotAllowed):
        actions.sign_agreement(actor=make_actor(agreement.prepared_by), order_id=order.pk)
    assert not queries.to_sign(both).exists()
    assert actions.sign_agreement(actor=head, order_id=order.pk).state == OrderState.AGREED
    with pytest.raises(WrongState):
        actions.prepare_agreement(actor=actor, order_id=order.pk, cancel_share=0)


def test_the_invoice_is_of_what_was_given_and_never_changes() -> None:
    order = make_given()
    assert order.state == OrderState.GIVEN
    invoice = actions.issue_invoice(actor=officer(order.centre, after(STARTS, 10)), order_id=order.pk)
    # 16 of 20 hours × 15 000 = 240 000; 5 of 8 people × 12 500 = 62 500; the fixed price 100 000.
    assert [(line.agreed, line.quantity, line.amount) for line in invoice.lines.all()] == [
        (20, 16, 240_000), (8, 5, 62_500), (1, 1, 100_000),
    ]  # fmt: skip
    assert invoice.total == 402_500
    assert invoice.due_on == invoice.issued_on + timedelta(days=30)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(total=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        invoice.lines.first().delete()
    with pytest.raises(RuleRefused) as error:
        actions.issue_invoice(actor=officer(order.centre, after(STARTS, 11)), order_id=order.pk)
    assert refused(error) == {"invoice_twice"}


def test_payments_and_credit_notes_settle_an_invoice_and_numbers_have_no_gap() -> None:
    centre = make_centre()
    at = after(STARTS, 10)
    issuer, cash = officer(centre, at), cashier(centre, at)
    orders = [make_given(centre), make_given(centre)]
    first, second = (actions.issue_invoice(actor=issuer, order_id=order.pk) for order in orders)
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1
    pay = ReceiptData(amount=400_000, received_on=at.date(), way=PayWay.TRANSFER, reference="VIR 12")
    with pytest.raises(NotAllowed):
        actions.record_receipt(actor=issuer, invoice_id=first.pk, data=pay)
    actions.record_receipt(actor=cash, invoice_id=first.pk, data=pay)
    assert queries.accounts_of([first])[first.pk].state == PaidState.PARTLY
    for data, code in (
        (pay, "receipt_twice"),
        (ReceiptData(amount=2_501, received_on=at.date(), way=PayWay.CASH, reference="R 1"), "receipt_amount"),
        (ReceiptData(amount=1, received_on=TODAY, way=PayWay.CASH, reference="R 1"), "receipt_day"),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.record_receipt(actor=cash, invoice_id=first.pk, data=data)
        assert refused(error) == {code}
    with pytest.raises(NotAllowed):
        actions.issue_credit(actor=issuer, invoice_id=first.pk, amount=2_500, words="Une journée de moins.")
    credit = actions.issue_credit(actor=cash, invoice_id=first.pk, amount=2_500, words="Un participant de moins.")
    assert (credit.kind, credit.number[:2], credit.corrects) == (InvoiceKind.CREDIT, "AV", first)
    assert queries.accounts_of([first])[first.pk].state == PaidState.PAID
    # Credited whole, an invoice gives way to another; the credit note stays beside both.
    with pytest.raises(RuleRefused):
        actions.issue_credit(actor=cash, invoice_id=second.pk, amount=402_501, words="Plus que la facture.")
    actions.issue_credit(actor=cash, invoice_id=second.pk, amount=402_500, words="Facture au mauvais nom.")
    again = actions.issue_invoice(actor=issuer, order_id=orders[1].pk)
    assert int(again.number[-5:]) == int(second.number[-5:]) + 1
    assert queries.accounts_of([second])[second.pk].state == PaidState.CREDITED
    assert [
        row
        for row, _account in queries.overdue(cashier(centre, at + timedelta(days=40)), (at + timedelta(days=40)).date())
    ] == [again]


def test_participants_and_client_evaluate_once_and_the_order_closes_when_settled() -> None:
    order = make_given()
    at = after(STARTS, 10)
    actor = officer(order.centre, at)
    session = Session.objects.get(order_id=order.pk)
    came, absent = session.enrolments.order_by("id").first(), session.enrolments.order_by("id").last()
    actions.evaluate_as_participant(actor=actor, order_id=order.pk, person_id=came.person_id, data=marks())
    for person, data, code in (
        (came.person_id, marks(), "evaluated"),
        (absent.person_id, marks(), "evaluate_who"),
        (make_person(order.centre).pk, marks(), "evaluate_who"),
        (session.enrolments.order_by("id")[1].person_id, marks(content=6), "mark_range"),
    ):
        with pytest.raises(RuleRefused) as error:
            actions.evaluate_as_participant(actor=actor, order_id=order.pk, person_id=person, data=data)
        assert refused(error) == {code}
    assert len(actions.awaited(order)) == 4
    invoice = actions.issue_invoice(actor=actor, order_id=order.pk)
    with pytest.raises(RuleRefused) as error:
        actions.close_order(actor=actor, order_id=order.pk)
    assert refused(error) == {"close_paid"}
    pay = ReceiptData(amount=invoice.total, received_on=at.date(), way=PayWay.CHEQUE, reference="0001")
    actions.record_receipt(actor=cashier(order.centre, at), invoice_id=invoice.pk, data=pay)
    with pytest.raises(RuleRefused) as error:
        actions.close_order(actor=actor, order_id=order.pk)
    assert refused(error) == {"close_evaluation"}
    actions.evaluate_as_client(actor=actor, order_id=order.pk, data=marks(again=True))
    assert actions.close_order(actor=actor, order_id=order.pk).state == OrderState.CLOSED
    opinions = {opinion.side: (opinion.answers, opinion.content) for opinion in queries.opinions_of(order)}
    assert opinions == {"participant": (1, 4.0), "client": (1, 4.0)}


def test_a_client_that_cancels_late_owes_the_agreed_part_and_a_centre_never_charges() -> None:
    centre = make_centre()
    late = make_order(centre, until="opened")
    enrol(late, 3)
    day = STARTS - timedelta(days=2)
    actor = officer(centre, NOW + (day - TODAY))
    done = actions.cancel_order(actor=actor, order_id=late.pk, by="client", reason="Une commande urgente les retient.")
    assert (done.state, done.cancel_due) == (OrderState.CANCELLED, 150_000)  # 30 % of 500 000
    assert set(Session.objects.get(order_id=late.pk).enrolments.values_list("state", flat=True)) == {"cancelled"}
    [line] = actions.invoice_lines(done, OrderAgreement.objects.get(order=done))
    assert line.amount == 150_000
    assert actions.issue_invoice(actor=actor, order_id=late.pk).total == 150_000
    for by in ("client", "centre"):
        order = make_order(centre, until="agreed")
        # The day of the tests lies more than seven days before the first one.
        early = actions.cancel_order(actor=officer(centre), order_id=order.pk, by=by, reason="Le formateur est malade.")
        assert early.cancel_due == 0
        with pytest.raises(RuleRefused) as error:
            actions.issue_invoice(actor=officer(centre), order_id=order.pk)
        assert refused(error) == {"invoice_nothing"}
        assert actions.close_order(actor=officer(centre), order_id=order.pk).state == OrderState.CLOSED


def test_a_session_cancelled_on_its_own_page_cancels_the_order_at_no_cost() -> None:
    order = make_order(until="opened")
    enrol(order, 2)
    session = Session.objects.get(order_id=order.pk)
    day = officer(order.centre, NOW + (STARTS - TODAY) - timedelta(days=1))
    courses.cancel_session(actor=day, session_id=session.pk, reason="La salle est inondée.")
    order.refresh_from_db()
    assert (order.state, order.cancelled_by, order.cancel_due) == (OrderState.CANCELLED, "centre", 0)


def test_a_seat_is_asked_for_and_a_session_opens_with_the_days_of_the_quote() -> None:
    order = make_order(until="agreed", quote=quote_data(seats=2, lines=(LineData("Cours", "flat", 1, 90_000),)))
    session = open_session(order)
    assert (session.state, session.seats, session.days.count()) == ("open", 2, 5)
    with pytest.raises(RuleRefused) as error:
        actions.enrol_participant(actor=officer(order.centre), order_id=order.pk, person_number="N-999")
    assert refused(error) == {"participant_unknown"}
    [one, _two] = enrol(order, 2)
    assert (one.origin, one.employer) == ("employee", order.employer)
    with pytest.raises(Exception, match=r"."):
        enrol(order, 1)


@pytest.mark.parametrize(
    ("by", "notice", "due"), [("client", 6, 150_000), ("client", 7, 0), ("client", -1, 150_000), ("centre", 0, 0)]
)
def test_what_a_cancellation_costs(by: str, notice: int, due: int) -> None:
    day = STARTS - timedelta(days=notice)
    assert cancel_due(500_000, by=by, on=day, starts_on=STARTS, cancel_days=7, cancel_share=30) == due


def test_nothing_is_billed_above_the_agreement_nor_for_a_course_without_a_day() -> None:
    lines = [("Heures", "hour", 20, 15_000), ("Jours", "day", 4, 10), ("Forfait", "flat", 1, 100_000)]
    assert [line.quantity for line in billed(lines, Given(participants=9, days=6, hours=30))] == [20, 4, 1]
    assert sum(line.amount for line in billed(lines, Given(participants=0, days=0, hours=0))) == 0


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "zéro franc CFA"),
        (1, "un franc CFA"),
        (71, "soixante et onze francs CFA"),
        (80, "quatre-vingts francs CFA"),
        (91, "quatre-vingt-onze francs CFA"),
        (200, "deux cents francs CFA"),
        (201, "deux cent un francs CFA"),
        (1_080, "mille quatre-vingts francs CFA"),
        (80_000, "quatre-vingt mille francs CFA"),
        (402_500, "quatre cent deux mille cinq cents francs CFA"),
        (2_000_000, "deux millions de francs CFA"),
        (1_000_300, "un million trois cents francs CFA"),
        (21_500_000, "vingt et un millions cinq cent mille francs CFA"),
    ],
)
def test_amounts_are_written_in_words(amount: int, words: str) -> None:
    assert francs_in_words(amount) == words


def test_the_papers_say_the_amounts_the_terms_and_the_numbers() -> None:
    order = make_given()
    actor = officer(order.centre, after(STARTS, 10))
    invoice = actions.issue_invoice(actor=actor, order_id=order.pk)
    credit = actions.issue_credit(
        actor=cashier(order.centre, after(STARTS, 11)), invoice_id=invoice.pk, amount=2_500, words="Un repas de trop."
    )
    quote = order.quotes.get()
    said = text(quote_pdf(quote))
    assert quote.number in said
    assert "cinq cent mille francs CFA" in said
    agreed = text(agreement_pdf(OrderAgreement.objects.get(order=order)))
    assert "30 % du total" in agreed
    assert "quatre cent deux mille cinq cents francs CFA" in text(invoice_pdf(invoice))
    taken_off = text(invoice_pdf(Invoice.objects.get(pk=credit.pk)))
    assert invoice.number in taken_off
    assert "Un repas de trop." in taken_off


def test_a_far_office_reaches_nothing() -> None:
    order = make_given()
    tree = make_tree()
    far = officer(tree.far_office, after(STARTS, 10))
    for act in (actions.issue_invoice, actions.close_order, actions.end_session, actions.sign_agreement):
        with pytest.raises(NotAllowed):
            act(actor=far, order_id=order.pk)
