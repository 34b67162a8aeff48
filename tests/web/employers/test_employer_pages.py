"""The pages of employers, as an adviser and a director use them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from agents import agent
from baarasira.employers import actions
from baarasira.employers.details import VisitReport
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from factories import TODAY, Tree, make_actor, make_employer, make_opening, make_territory, make_tree
from pages import check_closed_to_visitors, check_shown_not_run, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


def form_values(**values: object) -> dict[str, object]:
    return {
        "name": "Menuiserie Sogodogo et Fils",
        "legal_form": "company",
        "sector": "C",
        "country": "ML",
        "region": "ML-4",
        "phone": "21 32 11 22",
        "tax_id": "081234567X",
        **values,
    }


def test_recording_submitting_and_accrediting_in_pages(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    director = agent("director", tree.directorate)
    page = adviser.get(reverse("employers:new"))
    assert page.status_code == 200
    token = page.context["form"]["form_token"].value()
    sent = form_values(office=tree.office.pk, form_token=token)
    answer = adviser.post(reverse("employers:new"), sent)
    employer = Employer.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("employers:file", args=[employer.pk])
    file = adviser.get(answer["Location"]).content.decode()
    assert "Menuiserie Sogodogo et Fils" in file
    adviser.post(reverse("employers:submit", args=[employer.pk]), {"version": employer.version})
    assert adviser.get(reverse("employers:file", args=[employer.pk])).status_code == 200
    queue = director.get(reverse("employers:accreditations")).content.decode()
    assert "Menuiserie Sogodogo et Fils" in queue
    employer.refresh_from_db()
    address = reverse("employers:accreditation", args=[employer.pk])
    assert director.get(address).status_code == 200
    director.post(address, {"decision": "accredit", "version": employer.version})
    employer.refresh_from_db()
    assert employer.state == EmployerState.ACCREDITED


@pytest.mark.parametrize("state", ["recorded", "submitted", "accredited", "refused", "suspended"])
def test_every_page_opens_in_every_state(tree: Tree, state: str) -> None:
    employer = make_employer(tree.office, state=state)
    make_opening(tree.office, employer=make_employer(tree.office))
    for role in ("employer_adviser", "director", "auditor"):
        client = agent(role, tree.directorate)
        assert client.get(reverse("employers:list")).status_code == 200
        assert client.get(reverse("employers:export")).status_code == 200
        assert client.get(reverse("employers:file", args=[employer.pk])).status_code == 200
    client = agent("employer_adviser", tree.office)
    for name in ("edit", "visit", "contact"):
        assert client.get(reverse(f"employers:{name}", args=[employer.pk])).status_code == 200
    suspend = client.get(reverse("employers:suspend", args=[employer.pk]))
    assert suspend.status_code == (200 if state == "accredited" else 302)


def test_other_territories_do_not_exist_for_an_agent(tree: Tree) -> None:
    far = make_employer(tree.far_office, name="Comptoir de Kayes")
    adviser = agent("employer_adviser", tree.office)
    for name in ("file", "edit", "visit", "contact", "suspend", "accreditation"):
        assert adviser.get(reverse(f"employers:{name}", args=[far.pk])).status_code == 404, name
    for name in ("submit", "lift"):
        assert adviser.post(reverse(f"employers:{name}", args=[far.pk]), {"reason": "x" * 20}).status_code == 404
    assert "Comptoir" not in adviser.get(reverse("employers:list")).content.decode()
    assert "Comptoir" not in adviser.get(reverse("employers:export")).content.decode()


def test_an_employer_of_another_office_is_suggested_with_little(tree: Tree) -> None:
    far = make_employer(tree.far_office, name="Comptoir de Kayes", phone="66 99 88 77")
    adviser = agent("employer_adviser", tree.office)
    found = adviser.get(reverse("employers:suggest"), {"q": "comptoir"}).json()["results"]
    assert [item["value"] for item in found] == [str(far.pk)]
    assert "66" not in str(found[0]["label"]) + found[0]["detail"].replace(far.number, "")


@pytest.mark.parametrize("role", ["trainer", "focal_point", "director", "auditor", "national_administrator"])
def test_who_may_not_record_is_told_so(tree: Tree, role: str) -> None:
    client = agent(role, tree.directorate)
    for send in (client.get, client.post):
        answer = send(reverse("employers:new"))
        assert answer.status_code in {302, 403}
    assert not Employer.objects.exists()


def test_a_visitor_is_led_to_the_door(tree: Tree) -> None:
    employer = make_employer(tree.office)
    addresses = [reverse(f"employers:{name}") for name in ("list", "new", "export", "suggest")]
    check_closed_to_visitors([*addresses, reverse("employers:file", args=[employer.pk])])


def test_html_in_a_name_is_shown_not_run(tree: Tree) -> None:
    nasty = "<script>alert(1)</script> & Fils"
    employer = make_employer(tree.office, state="submitted", name=nasty)
    make_employer(tree.office, name=nasty, state="recorded")
    own = [reverse(f"employers:{name}", args=[employer.pk]) for name in ("file", "edit")]
    check_shown_not_run(agent("employer_adviser", tree.office), [reverse("employers:list"), *own], "<script>alert")
    decisions = [reverse("employers:accreditations"), reverse("employers:accreditation", args=[employer.pk])]
    check_shown_not_run(agent("director", tree.office), decisions, "<script>alert")


def test_a_formula_in_a_name_is_text_in_the_spreadsheet(tree: Tree) -> None:
    make_employer(tree.office, name="=HYPERLINK(1)")
    text = agent("director", tree.office).get(reverse("employers:export")).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ";=HYPERLINK" not in text


def test_the_number_of_queries_does_not_grow_with_the_rows(tree: Tree) -> None:
    director = agent("director", tree.office)
    employer = make_employer(tree.office, state="submitted")
    pages = {
        "list": reverse("employers:list"),
        "accreditations": reverse("employers:accreditations"),
        "export": reverse("employers:export"),
        "suggest": reverse("employers:suggest") + "?q=entreprise",
    }
    few = {name: queries_of(director, address) for name, address in pages.items()}
    for _ in range(29):
        make_employer(tree.office, state="submitted")
    assert {name: queries_of(director, address) for name, address in pages.items()} == few
    assert employer.number in director.get(pages["list"]).content.decode()


def test_the_file_asks_as_much_for_one_offer_as_for_many(tree: Tree) -> None:
    director = agent("director", tree.office)
    employer = make_employer(tree.office)
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    address = reverse("employers:file", args=[employer.pk])

    def furnish() -> None:
        make_opening(tree.office, employer=employer)
        actions.add_contact(actor=adviser, employer=employer, name="Issa", phone="76450000")
        report = VisitReport(visited_on=TODAY, purpose="offer", report="Offre recueillie.")
        actions.record_visit(actor=adviser, employer=employer, report=report)

    furnish()
    few = queries_of(director, address)
    for _ in range(9):
        furnish()
    assert queries_of(director, address) == few


def test_likely_duplicates_are_shown_and_must_be_looked_at(tree: Tree) -> None:
    known = make_employer(tree.far_office, name="Menuiserie Sogodogo et Fils")
    adviser = agent("employer_adviser", tree.office)
    live = adviser.get(reverse("employers:likely"), {"name": "Ménuiserie Sogodogo Fils"})
    assert known.number in live.content.decode()
    sent = form_values(office=tree.office.pk)
    page = adviser.post(reverse("employers:new"), sent)
    assert page.status_code == 422
    assert known.number in page.content.decode()
    assert Employer.objects.count() == 1
    answer = adviser.post(reverse("employers:new"), {**sent, "although_known": "on"})
    assert answer.status_code == 302
    assert Employer.objects.count() == 2


def test_a_wrong_form_comes_back_with_what_was_typed(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    page = adviser.post(reverse("employers:new"), form_values(office=tree.office.pk, phone="76 45", email="x"))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Menuiserie Sogodogo et Fils" in text
    assert 'id="errors"' in text or "error" in text
    assert not Employer.objects.exists()


def test_an_office_outside_ones_territory_is_refused(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.directorate)
    page = adviser.post(reverse("employers:new"), form_values(office=tree.far_office.pk))
    assert page.status_code == 422
    assert not Employer.objects.exists()


def test_the_same_send_twice_records_one_employer(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    sent = form_values(office=tree.office.pk, form_token=str(uuid4()))
    first, again = (adviser.post(reverse("employers:new"), sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Employer.objects.count() == 1


def test_a_stale_correction_is_refused_and_kept_on_the_page(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    employer = make_employer(tree.office, state="recorded")
    address = reverse("employers:edit", args=[employer.pk])
    sent = form_values(version=employer.version)
    assert adviser.post(address, sent).status_code == 302
    page = adviser.post(address, {**sent, "name": "Tout autre nom"})
    assert page.status_code == 422
    assert "Tout autre nom" in page.content.decode()
    employer.refresh_from_db()
    assert employer.name == "Menuiserie Sogodogo et Fils"


def test_suspending_and_lifting_in_pages(tree: Tree) -> None:
    employer = make_employer(tree.office)
    director = agent("director", tree.directorate)
    address = reverse("employers:suspend", args=[employer.pk])
    assert director.post(address, {"reason": "court"}).status_code == 422
    sent = {"reason": "Salaires impayés depuis trois mois.", "until": "31/12/2098", "version": employer.version}
    assert director.post(address, sent).status_code == 302
    employer.refresh_from_db()
    assert employer.state == EmployerState.SUSPENDED
    own = director.get(reverse("employers:file", args=[employer.pk])).content.decode()
    assert reverse("employers:lift", args=[employer.pk]) not in own
    assert "Une deuxième personne lève la suspension" in own
    other = agent("employer_adviser", tree.office)
    page = other.get(reverse("employers:file", args=[employer.pk])).content.decode()
    assert "Salaires impayés depuis trois mois." in page
    lift = {"reason": "Les salaires ont été payés.", "version": employer.version}
    assert other.post(reverse("employers:lift", args=[employer.pk]), lift).status_code == 302
    employer.refresh_from_db()
    assert employer.state == EmployerState.ACCREDITED


def test_a_visit_and_a_contact_in_pages(tree: Tree) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    visit = {"visited_on": "01/02/2024", "purpose": "training", "report": "Vu.", "training_needs": "Soudure TIG"}
    assert adviser.post(reverse("employers:visit", args=[employer.pk]), visit).status_code == 302
    contact = {"name": "Kadia Dembélé", "phone": "66 12 00 12"}
    assert adviser.post(reverse("employers:contact", args=[employer.pk]), contact).status_code == 302
    page = adviser.get(reverse("employers:file", args=[employer.pk])).content.decode()
    assert "Soudure TIG" in page
    assert "66\u00a012\u00a000\u00a012" in page
    ended = reverse("employers:end-contact", args=[employer.pk, employer.contacts.get().pk])
    adviser.post(ended)
    address = reverse("employers:file", args=[employer.pk])
    adviser.get(address)  # shows once that it was done, by name
    assert "Kadia" not in adviser.get(address).content.decode()
