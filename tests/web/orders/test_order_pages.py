"""Pages of ordered and of online courses through Django's client: who sees them, what they say, exports, bad input."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.kernel.models import Entry
from baarasira.training.online.models import Load, Progress, UnknownAddress
from baarasira.training.orders import actions
from factories import make_employer, make_structure, make_tree
from ordering import (
    STARTS,
    after,
    export_of,
    load_export,
    make_department,
    make_given,
    make_order,
    make_order_pages,
    make_place,
    make_platform,
    officer,
)
from pages import check_closed_to_visitors, check_shown_not_run, queries_of

pytestmark = pytest.mark.django_db


def test_every_page_is_answered_to_who_may_see_it_and_closed_to_others() -> None:
    values, users = make_order_pages()
    clients = [signed_in(user) for user in users]
    pages = [reverse("orders:order", args=[key]) for key in values["order_id"]]
    pages += [
        reverse("orders:quote-paper", args=values["quote_id"]),
        reverse("orders:invoice-paper", args=values["invoice_id"]),
    ]
    pages += [
        reverse(name)
        for name in ("orders:list", "orders:invoices", "online:list", "online:to-call", "statistics:training")
    ]
    pages += [
        reverse("online:platform", args=values["platform_id"]),
        reverse("online:address", args=values["address_id"]),
    ]
    pages += [reverse("online:load", args=[key]) for key in values["load_id"]]
    pages += [reverse("online:place", args=[key]) for key in values["place_id"]]
    pages += [reverse(f"statistics:training-{name}") for name in ("stages", "trades", "table", "trades-file", "sheet")]
    for page in pages:
        assert 200 in {client.get(page).status_code for client in clients}, page
    check_closed_to_visitors(pages)
    far = agent(Role.TRAINING_OFFICER, make_tree().far_office)
    for page in pages[: len(values["order_id"])]:
        assert far.get(page).status_code == 404
    carer = agent(Role.CARER, make_structure())
    for name in ("orders:list", "orders:new", "online:list", "statistics:training"):
        assert carer.get(reverse(name)).status_code == 403, name


def test_a_list_of_one_and_of_several_orders_costs_the_same() -> None:
    order = make_order()
    client = agent(Role.TRAINING_OFFICER, order.centre)
    client.get(reverse("orders:list"))
    one = queries_of(client, reverse("orders:list"))
    for _number in range(3):
        make_order(order.centre)
    assert queries_of(client, reverse("orders:list")) == one


def test_what_people_write_is_shown_and_never_run() -> None:
    order = make_order(title="<script>alert(1)</script>", need="<b>gras</b> et une phrase assez longue.")
    client = agent(Role.TRAINING_OFFICER, order.centre)
    check_shown_not_run(client, [reverse("orders:order", args=[order.pk]), reverse("orders:list")], "<script>alert(1)")


def test_a_need_begun_from_a_company_knows_its_number_and_an_unknown_number_is_told() -> None:
    office = make_structure(make_structure())
    employer = make_employer(office)
    client = agent(Role.EMPLOYER_ADVISER, office)
    page = client.get(reverse("employers:file", args=[employer.pk])).content.decode()
    assert f"{reverse('orders:new')}?entreprise={employer.number}" in page
    assert employer.number in client.get(reverse("orders:new"), {"entreprise": employer.number}).content.decode()
    answer = client.post(reverse("orders:new"), {"employer": "E99-00000-0", "title": "x"})
    assert answer.status_code == 422
    assert "Aucune entreprise" in answer.content.decode()


def test_a_quote_with_a_line_begun_and_not_finished_comes_back() -> None:
    order = make_order()
    client = agent(Role.TRAINING_OFFICER, order.centre)
    sent = {
        "programme": "Une phrase assez longue.", "hours": "10", "seats": "4", "starts_on": "01/03/2027",
        "ends_on": "05/03/2027", "label_1": "Formateur", "unit_1": "hour", "quantity_1": "", "price_1": "15 000",
        **{f"unit_{number}": "flat" for number in range(2, 7)},
    }  # fmt: skip
    answer = client.post(reverse("orders:quote", args=[order.pk]), sent)
    assert answer.status_code == 422
    assert "Complétez cette ligne" in answer.content.decode()
    assert client.post(reverse("orders:quote", args=[order.pk]), {**sent, "quantity_1": "10"}).status_code == 302
    assert order.quotes.get().total == 150_000


def test_an_invoice_of_another_order_is_not_paid_from_here() -> None:
    order, other = make_given(), make_given()
    foreign = actions.issue_invoice(actor=officer(other.centre, after(STARTS, 10)), order_id=other.pk)
    client = agent(Role.FINANCE_OFFICER, order.centre)
    sent = {
        "invoice": str(foreign.pk), "amount": "100", "received_on": "24/11/2026", "way": "cash", "reference": "R 1",
    }  # fmt: skip
    assert client.post(reverse("orders:act", args=[order.pk, "encaissement"]), sent).status_code == 404


def test_the_file_of_invoices_is_for_the_accounts_and_the_download_is_journaled() -> None:
    _values, users = make_order_pages()
    cashier = signed_in(users[1])
    lines = cashier.get(reverse("orders:invoices-table")).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[7] for line in lines[1:]] == ["402500", "2500"]
    assert Entry.objects.filter(verb="training_invoice.export").count() == 1
    assert signed_in(users[0]).get(reverse("orders:invoices-table")).status_code == 403


def test_an_export_is_previewed_reported_taken_in_and_its_unknown_address_matched() -> None:
    department = make_department()
    platform = make_platform(department)
    place = make_place(platform, email="awa@example.org")
    client = agent(Role.TRAINING_OFFICER, department)
    content = export_of(("awa@example.org", "py1", 40, "2026-11-20", None), ("autre@example.org", "py1", 10, "", None), ("awa@example.org", "sql", "beaucoup", "", None))  # fmt: skip
    url = reverse("online:export", args=[platform.pk])
    bad = client.post(url, {"file": SimpleUploadedFile("e.csv", b"nom\nx\n"), "exported_on": "23/11/2026"})
    assert bad.status_code == 422
    client.post(url, {"file": SimpleUploadedFile("e.csv", content), "exported_on": "23/11/2026"})
    load = Load.objects.get()
    page = client.get(reverse("online:load", args=[load.pk])).content.decode()
    assert "Adresse inconnue" in page
    assert "beaucoup" in page
    assert not Progress.objects.exists()
    report = client.get(reverse("online:load-report", args=[load.pk])).content.decode("utf-8-sig").splitlines()
    assert len(report) == 4
    client.post(reverse("online:load", args=[load.pk]), {"act": "apply"})
    assert Progress.objects.get().percent == 40
    address = UnknownAddress.objects.get()
    url = reverse("online:address", args=[address.pk])
    assert client.post(url, {"act": "match", "place": "", "reason": "Confirmé."}).status_code == 422
    sent = {"act": "match", "place": str(place.pk), "reason": "Confirmé par elle au téléphone."}
    assert client.post(url, sent).status_code == 302
    assert client.get(url).status_code == 404  # settled


def test_the_courses_of_a_person_stand_on_their_file() -> None:
    platform = make_platform()
    place = make_place(platform, email="awa@example.org")
    load_export(platform, export_of(("awa@example.org", "py1", 40, "2026-11-20", None)))
    page = agent(Role.COUNSELLOR, place.person.office).get(reverse("people:file", args=[place.person_id]))
    assert "Cours py1" in page.content.decode()
