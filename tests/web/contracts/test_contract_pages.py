"""The pages of contracts: entered beside its text, reviewed, decided by another, signed, compared; each refusal in words."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.journal.models import Entry
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.review import clauses_asked
from baarasira.openings import campaign_queries
from baarasira.reference.models import DestinationParameter
from contracting import know_the_law, make_contract
from factories import TODAY, make_application, make_campaign, make_tree, make_user
from handed_in import pdf, upload
from pages import queries_of
from road_travel import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    """Keep the files of each test in a folder of its own."""
    settings.BAARASIRA_FILES = str(tmp_path / "files")


def client_of(candidacy: Candidacy, role: Role = Role.MIGRATION_DEPARTMENT) -> Client:
    """Return the browser of somebody new of the department of a file's campaign."""
    return signed_in(make_user(role, candidacy.opening.office))


def form_of(answer: Any) -> dict[str, Any]:
    """Return what a page's form would send as it was opened."""
    form = answer.context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, [])}


def test_a_contract_goes_from_the_form_to_the_signature_by_the_pages_alone() -> None:
    know_the_law()
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    reviewer, decider = client_of(candidacy), client_of(candidacy, Role.DIRECTOR)
    dossier = reviewer.get(reverse("campaigns:dossier", args=[candidacy.pk]))
    assert [value for value, _label in dossier.context["form"].fields["ending"].choices] == ["declined"]
    assert not dossier.context["form"]["ending"].value(), "nobody declines because a button was pressed"
    new = reverse("contracts:new", args=[candidacy.pk])
    sent = form_of(reviewer.get(new))
    assert sent["wage"] == "1500,00"  # the offer's own
    person = candidacy.person
    sent |= {
        "worker_name": f"{person.surname.upper()} {person.given_names}", "worker_born": f"{person.born:%d/%m/%Y}",
        "insurance_from": f"{sent['starts_on']:%d/%m/%Y}", "starts_on": f"{sent['starts_on']:%d/%m/%Y}",
        "ends_on": f"{sent['ends_on']:%d/%m/%Y}", "file": upload(pdf("le contrat")),
    }  # fmt: skip
    wrong = reviewer.post(new, {**sent, "wage_currency": "XOF", "wage": "900000", "rent": "0", "utilities": "0"})
    assert wrong.status_code == 422
    assert "en Espagne il se paie en euro" in wrong.content.decode()
    sent["file"].seek(0)
    answer = reviewer.post(new, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    contract = WorkContract.objects.get()
    page = reviewer.get(answer["Location"])
    assert "Le texte n'est pas joint" not in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    text = reviewer.get(reverse("contracts:text-file", args=[contract.pk]))
    assert (text["Content-Type"], b"".join(text.streaming_content)) == ("application/pdf", pdf("le contrat"))

    act = reverse("contracts:act", args=[contract.pk, "submit"])
    assert reviewer.post(act, {"version": contract.version}).status_code == 302
    contract.refresh_from_db()
    assess = reverse("contracts:assess", args=[contract.pk])
    codes = clauses_asked(campaign_queries.one(candidacy.opening_id))
    lines = {f"presence-{code}": "present" for code in codes} | {f"page-{code}": "2" for code in codes}
    fault = reviewer.post(assess, {**lines, "presence-C08": "absent", "version": contract.version})
    assert fault.status_code == 422
    assert "C08 : dites en quelques mots" in fault.content.decode().replace("\u00a0", " ")
    assert reviewer.post(assess, {**lines, "version": contract.version}).status_code == 302
    contract.refresh_from_db()
    conclude = reverse("contracts:act", args=[contract.pk, "conclude"])
    reviewer.post(conclude, {"version": contract.version, "note": "Rien à signaler."})
    contract.refresh_from_db()
    decide = reverse("contracts:decide", args=[contract.pk])
    assert reviewer.post(decide, {"version": contract.version}).status_code == 403
    assert "La règle accorde le visa" in decider.get(decide).content.decode()
    decider.post(decide, {"version": contract.version})
    contract.refresh_from_db()
    assert contract.state in {"granted", "granted_with_reservations"}
    letter = decider.get(reverse("contracts:letter", args=[contract.pk, "es"]))
    assert letter.content.startswith(b"%PDF")

    sign = reverse("contracts:sign", args=[contract.pk])
    given = {
        "signed_on": f"{TODAY:%d/%m/%Y}", "place": "Bamako", "way": "thumbprint", "witness": "Oumar Sidibé", "read_in": "bm",
        "read_by": "Awa Diarra", "presented": ["engagement"], "version": contract.version,
    }  # fmt: skip
    refused = reviewer.post(sign, given)
    assert {"same", "scan"} == set(refused.context["form"].errors)
    signed = reviewer.post(sign, {**given, "same": "on", "scan": upload(pdf("signé"), "signe.pdf")})
    assert signed.status_code == 302, signed.context["form"].errors
    candidacy.refresh_from_db()
    assert candidacy.step == "visa"
    scan = reviewer.get(reverse("contracts:scan-file", args=[contract.pk]))
    assert b"".join(scan.streaming_content) == pdf("signé")


def test_the_counter_that_records_what_was_found_is_offered_occupations_too() -> None:
    candidacy = make_application()
    focal = signed_in(make_user(Role.FOCAL_POINT, candidacy.person.office))
    address = reverse("contracts:suggest-occupation")
    assert "9211" in focal.get(address, {"q": "manœuvre agricole"}).content.decode()
    assert (
        signed_in(make_user(Role.EMPLOYER_ADVISER, candidacy.office)).get(address, {"q": "soudeur"}).status_code == 403
    )


def test_the_comparison_shows_in_red_what_is_worse_than_signed_and_a_slip_what_may_not_be_taken() -> None:
    candidacy = make_application()
    travel(candidacy, "to:visa")
    contract = candidacy.contracts.get()
    client = client_of(candidacy)
    found = {"found_on": f"{TODAY:%d/%m/%Y}", "told_by": "Sa sœur", "weekly_rest": "12", "passport_with_worker": "no"}
    answer = client.post(reverse("contracts:finding", args=[contract.pk]), found)
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(reverse("contracts:comparison", args=[contract.pk]))
    assert [row["label"] for row in page.context["rows"] if row["worse"]] == [
        "Repos hebdomadaire",
        "Passeport gardé par le travailleur",
    ]
    assert page.content.decode().count("Moins bien que signé") == 2
    assert [row["paid"] for row in page.context["rows"] if row["label"] == "Salaire de base"] == ["–"], (
        "nothing is paid yet"
    )
    slip = {"month": f"{contract.starts_on:%d/%m/%Y}", "gross": "1 500", "net": "1 400,00", "deduction-rent": "100"}
    late = client.post(reverse("contracts:slip", args=[contract.pk]), slip)
    assert "Ce mois n'est pas encore venu." in late.content.decode().replace("&#x27;", "'")


def test_the_list_asks_one_question_at_a_time_and_takes_the_same_queries_for_1_and_4_rows() -> None:
    campaign = make_campaign()
    first = make_contract(make_application(campaign), until="concluded")
    client = client_of(first.candidacy)
    address = reverse("contracts:list")
    assert first.number in client.get(address).content.decode()
    assert first.number not in client.get(address, {"voir": "a-examiner"}).content.decode()
    whole = f"{address}?voir=tous"
    one = queries_of(client, whole)
    for _n in range(3):
        make_contract(make_application(campaign), until="draft")
    assert len(client.get(whole).context["lines"]) == 4
    assert queries_of(client, whole) == one
    elsewhere = signed_in(make_user(Role.MIGRATION_DEPARTMENT, first.candidacy.office))
    assert client.get(reverse("contracts:file", args=[first.pk])).status_code == 200
    stranger = signed_in(make_user(Role.COUNSELLOR, make_tree().far_office))
    assert stranger.get(reverse("contracts:file", args=[first.pk])).status_code == 404
    assert stranger.get(reverse("contracts:letter", args=[first.pk, "fr"])).status_code == 404
    assert elsewhere.get(reverse("contracts:decide", args=[first.pk])).status_code == 200


def test_a_currency_without_a_rate_is_shown_as_missing_until_somebody_enters_it() -> None:
    know_the_law()
    admin = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    address = reverse("contracts:parameters")
    assert [line["code"] for line in admin.get(address).context["no_rate"]] == ["EG", "KW", "LY", "SA"]
    new = f"{reverse('contracts:parameter-new')}?pays=KW&valeur=exchange_rate"
    sent = form_of(admin.get(new)) | {
        "amount": "1 830,50".replace(" ", ""), "valid_from": f"{TODAY:%d/%m/%Y}", "legal_reference": "BCEAO, cours du jour",
    }  # fmt: skip
    answer = admin.post(new, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert [line["code"] for line in admin.get(address).context["no_rate"]] == ["EG", "LY", "SA"]


def test_an_offer_is_entered_translated_and_published_by_the_pages() -> None:
    know_the_law()
    campaign = make_campaign(state="received", offer=False)
    client = signed_in(make_user(Role.MIGRATION_DEPARTMENT, campaign.opening.office))
    offer = reverse("contracts:offer", args=[campaign.pk])
    assert "Aucune offre n'est saisie" in client.get(offer).content.decode().replace("&#x27;", "'")
    edit = reverse("contracts:offer-edit", args=[campaign.pk])
    starts = campaign.opening.starts_on
    sent = {
        "starts_on": f"{starts:%d/%m/%Y}", "ends_on": f"{starts + timedelta(days=100):%d/%m/%Y}", "scope": "seasonal",
        "wage": "1 400", "wage_currency": "EUR", "wage_period": "month", "payments_per_year": "14", "net_wage": "1300",
        "hours_per_week": "40", "rent": "80", "food": "worker", "food_cost": "150",
    }  # fmt: skip
    assert client.post(edit, sent).status_code == 302
    page = client.get(offer).content.decode()
    assert "ne sont pas traduites (espagnol)" in page
    assert "Gain net, estimé" in page
    translate = reverse("contracts:offer-translate", args=[campaign.pk])
    client.post(translate, {"language": "es", "words": "Salario de 1 400 €.", "translator": "A. Diallo"})
    client.post(reverse("contracts:offer-publish", args=[campaign.pk]), {})
    assert "Publiée" in client.get(offer).content.decode()


def test_the_department_enters_a_value_from_a_date_and_it_is_journaled() -> None:
    know_the_law()
    campaign = make_campaign()
    client = signed_in(make_user(Role.MIGRATION_DEPARTMENT, campaign.opening.office))
    address = reverse("contracts:parameter-new")
    sent = {
        "country": "ES", "kind": "minimum_wage", "scope": "all", "amount": "1300,50", "unit": "money", "currency": "EUR",
        "period": "month", "payments_per_year": "14", "valid_from": "01/01/2027", "certainty": "law",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 422  # without its law
    answer = client.post(address, {**sent, "legal_reference": "RD de prueba"})
    assert answer.status_code == 302, answer.context["form"].errors
    row = DestinationParameter.objects.get(country="ES", valid_from="2027-01-01")
    assert Entry.objects.filter(verb="destination.set", object_id=str(row.pk)).exists()
    page = client.get(reverse("contracts:parameters"), {"pays": "ES"}).content.decode()
    assert "à venir" in page
    counsellor = signed_in(make_user(Role.COUNSELLOR, campaign.opening.office))
    assert counsellor.get(reverse("contracts:parameters")).status_code == 403
    assert counsellor.post(address, {**sent, "legal_reference": "x"}).status_code == 403


def test_a_translated_template_is_approved_on_its_page() -> None:
    campaign = make_campaign()
    client = signed_in(make_user(Role.DIRECTOR, campaign.opening.office))
    address = reverse("contracts:templates")
    page = client.get(address)
    papers = {(item["wording"].template, item["wording"].language) for item in page.context["lines"]}
    assert papers >= {
        (paper, language) for paper in ("visa", "clearance", "manifest") for language in ("es", "en", "ar")
    }
    marks = re.findall(r'\sid="([^"]+)"', page.content.decode())
    assert len(marks) == len(set(marks)), "each paper's form has names of its own"
    line = next(
        item for item in page.context["lines"] if (item["wording"].template, item["wording"].language) == ("visa", "ar")
    )
    sent = {
        "template": "visa",
        "language": "ar",
        "sha256": line["wording"].sha256,
        "officer": "M. Keïta, traducteur assermenté",
    }
    assert client.post(address, sent).status_code == 302
    assert "M. Keïta, traducteur assermenté" in client.get(address).content.decode()
