"""The pages of money as advisers, signatories, finance officers and auditors use them: one grant all the way to the statement."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.reintegration.funds.enums import GrantState, LineState, PaymentState, TrancheState
from baarasira.reintegration.funds.models import Batch, Grant, Payment, StatementLine
from factories import TODAY
from funding import (
    House,
    answer,
    digest,
    make_grant,
    make_granted_project,
    make_house,
    make_planned_case,
    ordered,
    paper,
    ready,
    sent,
    signed,
)
from pages import check_closed_to_visitors, queries_of

pytestmark = pytest.mark.django_db
TYPED = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def house() -> House:
    return make_house()


def post(client: Client, route: str, *args: object, **values: Any) -> Any:
    answered = client.post(reverse(route, args=args), values)
    assert answered.status_code == 302, answered.content.decode()[:3000]
    return answered


def page(client: Client, route: str, *args: object) -> str:
    answered = client.get(reverse(route, args=args))
    assert answered.status_code == 200, answered
    return answered.content.decode()


def csv(content: bytes, name: str = "retour.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def test_a_grant_goes_in_pages_from_its_proposal_to_the_statement(house: House) -> None:
    case = make_planned_case(house)
    make_granted_project(house, case)
    adviser, director = signed_in(house.adviser), signed_in(house.director)
    finance, cashier = signed_in(house.finance), signed_in(house.cashier)
    assert "Moulin de quartier" in page(adviser, "funds:propose", case.pk)
    post(
        adviser, "funds:propose", case.pk, fund=house.fund.pk, purpose="business", amount="1 000 000",
        words="Un moulin et son moteur.", token=uuid.uuid4(),
    )  # fmt: skip
    grant = Grant.objects.get()
    assert "1\u00a0000\u00a0000" in page(director, "funds:grant", grant.pk)
    post(director, "funds:grant-act", grant.pk, "accord", version=grant.version)
    tranche = grant.tranches.get(number=1)
    for kind in ("contract", "order"):
        values = {"kind": kind, "happened_on": TYPED, "upload": paper()}
        post(adviser, "funds:tranche-act", tranche.pk, "piece", **values)
    post(adviser, "funds:tranche-act", tranche.pk, "soumission")
    for user in (house.operator, house.signer, house.funder):
        client = signed_in(user)
        assert str(tranche.pk) in page(client, "funds:list")
        assert "Signer" in page(client, "funds:tranche", tranche.pk)
        post(client, "funds:tranche-act", tranche.pk, "signature", digest=digest(tranche))
    assert "400\u00a0000" in page(finance, "funds:tranche", tranche.pk)
    post(
        finance, "funds:tranche-act", tranche.pk, "paiement", key=uuid.uuid4(), payee="supplier",
        payee_name="Quincaillerie", method="mobile", account="76 45 00 01", amount="400 000", words="",
    )  # fmt: skip
    payment = Payment.objects.get()
    assert payment.number in page(finance, "payments:board")
    post(finance, "payments:new-batch", house.fund.pk, payments=[payment.pk])
    batch = Batch.objects.get()
    taken = cashier.get(reverse("payments:batch-file", args=[batch.pk]))
    assert taken.content.decode() == batch.content
    assert batch.sha256[:32] in page(cashier, "payments:batch", batch.pk)
    post(cashier, "payments:batch-act", batch.pk, "envoi", version=batch.version)
    post(finance, "payments:batch-act", batch.pk, "reponse", file=csv(answer((payment, True))))
    said = {"received": "yes", "way": "call", "words": "Oui, le moulin est arrivé."}
    post(adviser, "payments:payment-act", payment.pk, "confirmation", **said)
    reference = payment.attempts.get().operator_reference
    content = f"reference;date;montant;libelle\n{reference};{TODAY.isoformat()};400000;Débit\n".encode()
    post(finance, "funds:load-statement", house.fund.pk, file=csv(content, "releve.csv"))
    tranche.refresh_from_db()
    payment.refresh_from_db()
    assert (tranche.state, payment.state) == (TrancheState.CONFIRMED, PaymentState.CONFIRMED)
    assert StatementLine.objects.get().state == LineState.MATCHED
    shown = page(signed_in(house.department), "funds:fund", house.fund.pk)
    assert "Le grand livre tombe juste" in shown


def test_what_is_wrong_stands_beside_its_field(house: House) -> None:
    grant = make_grant(house)
    first = grant.tranches.get(number=1)
    signed(house, first)
    finance = signed_in(house.finance)
    values = {
        "key": uuid.uuid4(), "payee": "supplier", "payee_name": "Fleuve", "method": "mobile", "account": "76 45 00 01",
        "amount": "400 001", "words": "",
    }  # fmt: skip
    refused = finance.post(reverse("funds:tranche-act", args=[first.pk, "paiement"]), values)
    assert refused.status_code == 422
    assert "à payer de cette tranche" in refused.content.decode()
    payment = ordered(house, first)
    batch = sent(house, payment)
    wrong = finance.post(reverse("payments:batch-act", args=[batch.pk, "reponse"]), {"file": csv(b"n'importe quoi")})
    assert wrong.status_code == 422
    assert "reference ; etat" in wrong.content.decode()


def test_a_partner_sees_the_grants_of_its_funds_and_nothing_else(house: House) -> None:
    mine = ready(house, make_grant(house).tranches.get(number=1))
    other = make_house()
    theirs = ready(other, make_grant(other).tranches.get(number=1))
    partner = signed_in(house.funder)
    assert page(partner, "funds:tranche", mine.pk)
    assert partner.get(reverse("funds:tranche", args=[theirs.pk])).status_code == 404
    assert partner.get(reverse("funds:fund", args=[other.fund.pk])).status_code == 404
    assert partner.get(reverse("payments:board")).status_code == 403
    for route, args in (("funds:list", ()), ("funds:grants", ())):
        assert page(partner, route, *args)


def test_far_offices_and_other_roles_find_nothing(house: House) -> None:
    grant = make_grant(house)
    far = agent(Role.PROJECT_ADVISER, house.tree.far_office)
    assert far.get(reverse("funds:grant", args=[grant.pk])).status_code == 404
    trainer = agent(Role.TRAINER, house.tree.root)
    for route in (
        "funds:list",
        "funds:grants",
        "payments:board",
        "payments:batches",
        "projects:list",
        "committees:list",
    ):
        assert trainer.get(reverse(route)).status_code == 403, route
    auditor = agent(Role.AUDITOR, house.tree.root)
    tranche = grant.tranches.get(number=1)
    assert page(auditor, "funds:tranche", tranche.pk)
    assert auditor.post(reverse("funds:tranche-act", args=[tranche.pk, "soumission"])).status_code == 403
    assert Grant.objects.get().state == GrantState.GRANTED


def test_the_lists_take_the_same_queries_for_one_row_and_for_several(house: House) -> None:
    client = signed_in(house.department)
    make_grant(house)
    first = {route: queries_of(client, reverse(route)) for route in ("funds:grants", "payments:board")}
    for _n in range(3):
        grant = make_grant(house)
        tranche = grant.tranches.get(number=1)
        signed(house, tranche)
        ordered(house, tranche)
    for route, count in first.items():
        assert queries_of(client, reverse(route)) <= count + 1, route


def test_visitors_are_led_to_the_door(house: House) -> None:
    check_closed_to_visitors(
        [reverse("funds:list"), reverse("payments:board"), reverse("projects:list"), reverse("committees:list")]
    )
