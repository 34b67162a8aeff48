"""The people pages: what they show, what they refuse, how they bear bad input, and that they stay quick."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baarasira.accounts.enums import Role
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.models import Entry
from baarasira.people.actions import edit_person, open_outside
from baarasira.people.models import FileOpening, Person
from baarasira.reference.occupation_models import ConfirmedName
from factories import Tree, make_actor, make_person, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db
NINA = "11850301001042B"
SENTENCE = "Elle est devant moi à Kayes pour une offre"


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


@pytest.fixture
def desk(tree: Tree, client: Client) -> Iterator[Client]:
    """A counsellor of the office, signed in, in French."""
    client.force_login(make_user(Role.COUNSELLOR, tree.office))
    client.headers = {"accept-language": "fr"}  # type: ignore[attr-defined]
    return client


def _form(tree: Tree, **changed: object) -> dict[str, object]:
    filled: dict[str, object] = {
        "form_token": str(uuid4()), "office": str(tree.office.pk), "surname": "Diallo", "given_names": "Oumar", "sex": "M",
        "born": "vers 1980", "no_nina_reason": "never_enrolled", "nationality": "ML", "country": "ML", "region": "ML-4",
        "preferred_channel": "voice", "preferred_language": "bm", "reading_latin": "none", "reading_nko": "none",
        "reading_arabic": "none", "situation": "unemployed", "phone_0": "66 12 34 56", "phone_0_owner": "own",
        "phone_1_owner": "shared", "consent_register": "on", "consent_messages": "on", "consent_how": "oral",
    }  # fmt: skip
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}


def _text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


# -- registering


def test_one_form_registers_and_leads_to_the_file(desk: Client, tree: Tree) -> None:
    answer = desk.post(reverse("people:register"), _form(tree))
    person = Person.objects.get()
    assert answer["Location"] == reverse("people:file", args=[person.pk])
    assert (person.surname, person.born_precision, person.office_id) == ("Diallo", "year", tree.office.pk)
    assert {row.purpose for row in person.consents.all() if row.given} == {"register", "messages"}
    page = _text(desk.get(answer["Location"]))
    assert person.number in page
    assert "vers 1980" in page


def test_the_same_form_sent_again_after_a_cut_shows_the_person_already_registered(desk: Client, tree: Tree) -> None:
    form = _form(tree)
    first = desk.post(reverse("people:register"), form)
    again = desk.post(reverse("people:register"), form)
    assert Person.objects.count() == 1
    assert again["Location"] == first["Location"]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk: Client, tree: Tree) -> None:
    bad = _form(
        tree, born="31/02/1985", nina="1185030100104B", no_nina_reason="", surname="N'Diaye", region="", phone_0="12"
    )
    answer = desk.post(reverse("people:register"), bad)
    assert answer.status_code == 422
    page = _text(answer)
    for typed in ("31/02/1985", "1185030100104B", "N&#x27;Diaye"):
        assert typed in page
    assert "Choisissez la région" in page
    again = _text(desk.post(reverse("people:register"), {**bad, "region": "ML-4"}))
    assert "n’existe dans aucun calendrier" in again
    assert "13" in again
    assert "76 45 00 00" in again or "chiffres" in again
    assert not Person.objects.exists()


def test_a_refused_consent_registers_nobody(desk: Client, tree: Tree) -> None:
    answer = desk.post(reverse("people:register"), _form(tree, consent_register=None))
    assert answer.status_code == 422
    assert "Sans l’accord de la personne" in _text(answer)
    assert not Person.objects.exists()


def test_likely_duplicates_are_shown_while_typing_masked_with_why(desk: Client, tree: Tree) -> None:
    make_person(tree.far_office, given_names="Mamadou", surname="Traoré", born="1985", phones=["76451234"])
    typed = {"surname": "Traore", "given_names": "Mahamadou", "born": "1985"}
    fragment = _text(desk.post(reverse("people:likely"), typed))
    assert "Mamadou Traoré" in fragment
    assert "même nom, écrit autrement" in fragment
    shown = re.sub(r"<[^>]*>", "", fragment).replace("\xa0", " ")
    assert "76" in shown
    assert "45 12" not in shown
    assert "4512" not in shown
    assert "<html" not in fragment
    assert _text(desk.post(reverse("people:likely"), {"surname": "Ongoïba", "given_names": "Rokia"})).strip() == ""


def test_a_duplicate_must_be_looked_at_then_the_form_goes_through(desk: Client, tree: Tree) -> None:
    make_person(tree.far_office, given_names="Oumar", surname="Diallo", born="1980", sex="M")
    form = _form(tree)
    answer = desk.post(reverse("people:register"), form)
    assert answer.status_code == 422
    assert "confirmed_new" in _text(answer)
    assert desk.post(reverse("people:register"), {**form, "confirmed_new": "on"}).status_code == 302
    assert Person.objects.filter(surname="Diallo").count() == 2


def test_a_form_of_another_office_is_refused(desk: Client, tree: Tree) -> None:
    answer = desk.post(reverse("people:register"), _form(tree, office=str(tree.far_office.pk)))
    assert answer.status_code == 422
    assert not Person.objects.exists()


# -- hostile input


def test_html_in_a_name_is_shown_as_text_everywhere(desk: Client, tree: Tree) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    person = make_person(
        tree.office, given_names=hostile, surname="</title><script>alert(2)</script>", locality=hostile
    )
    edit_person_page = reverse("people:edit", args=[person.pk])
    pages = [reverse(f"people:{name}", args=[person.pk]) for name in ("file", "history", "rights")]
    for url in [*pages, edit_person_page, reverse("people:search"), f"{reverse('people:search')}?q=img"]:
        page = _text(desk.get(url))
        assert "<script>alert" not in page, url
        assert "<img" not in page, url
    fragment = _text(desk.post(reverse("people:likely"), {"surname": person.surname, "given_names": hostile}))
    assert "<img" not in fragment


# -- the file


def test_a_file_elsewhere_asks_for_a_reason_then_opens_and_its_office_sees_it(desk: Client, tree: Tree) -> None:
    person = make_person(
        tree.far_office, given_names="Mamadou", surname="Traoré", phones=["76451234"], locality="Dar Salam"
    )
    url = reverse("people:file", args=[person.pk])
    asked = desk.get(url)
    assert asked["Location"] == reverse("people:open_outside", args=[person.pk])
    page = _text(desk.get(asked["Location"]))
    assert "Dar Salam" not in page
    assert "76 45 12 34" not in page.replace("\xa0", " ")
    assert desk.post(asked["Location"], {"reason": "pour voir"}).status_code == 422
    assert not FileOpening.objects.exists()
    assert desk.post(asked["Location"], {"reason": SENTENCE})["Location"] == url
    assert "Dar Salam" in _text(desk.get(url))
    other = Client()
    other.force_login(make_user(Role.COUNSELLOR, tree.far_office))
    looks = reverse("people:outside_looks")
    assert SENTENCE in _text(other.get(looks))
    other.post(looks, {"opening": [str(FileOpening.objects.get().pk)]})
    assert FileOpening.objects.get().seen_by_office_at is not None


def test_numbers_are_shown_on_a_click_that_is_journaled_and_never_by_a_link(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office, nina=NINA)
    assert "11 85" not in _text(desk.get(reverse("people:file", args=[person.pk]))).replace("\xa0", " ")
    url = reverse("people:numbers", args=[person.pk])
    assert desk.get(url).status_code == 405
    answer = desk.post(url)
    assert "11 85 0301001 042 B" in _text(answer).replace("\xa0", " ")
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(kind=Kind.LOOK, verb="person.see_identity_numbers").count() == 1


REFUSED = {
    Role.TRAINER: ["file", "edit", "history", "rights", "print"],
    Role.TRAINING_OFFICER: ["file", "edit", "history", "rights", "print"],
    Role.EMPLOYER_ADVISER: ["edit", "history", "rights", "print"],
    Role.DIRECTOR: ["edit", "print"],
    Role.AUDITOR: ["edit", "rights", "print"],
}


@pytest.mark.parametrize("role", list(REFUSED))
def test_pages_stay_shut_to_roles_that_may_not(client: Client, tree: Tree, role: Role) -> None:
    person = make_person(tree.office, nina=NINA)
    client.force_login(make_user(role, tree.office))
    for name in ("file", "edit", "history", "rights", "print"):
        status = client.get(reverse(f"people:{name}", args=[person.pk])).status_code
        assert (status == 403) == (name in REFUSED[role]), (name, status)
    assert client.get(reverse("people:register")).status_code == 403
    assert client.post(reverse("people:likely"), {"surname": "Keita"}).status_code == 403
    assert client.post(reverse("people:numbers", args=[person.pk])).status_code == 403


def test_nothing_is_shown_without_signing_in(client: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    for url in (reverse("people:search"), reverse("people:file", args=[person.pk]), reverse("people:register")):
        assert client.get(url).status_code == 302
        assert "Keïta" not in _text(client.get(url))


def test_nobody_is_an_address_that_says_so(desk: Client) -> None:
    for name in ("file", "edit", "history", "rights", "print", "open_outside"):
        assert desk.get(reverse(f"people:{name}", args=[uuid4()])).status_code == 404, name


# -- correcting


def _edited(desk: Client, person: Person, **changed: object) -> dict[str, object]:
    page = desk.get(reverse("people:edit", args=[person.pk]))
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changed}.items() if value not in (None, False, "")}


def test_opening_the_form_and_saving_it_changes_nothing(desk: Client, tree: Tree) -> None:
    region = make_territory()
    person = make_person(
        tree.office, nina=NINA, phones=["76450000", "66123456", "65000000"], occupations=["7212:5", "9313:2"], region=region.code, education=2,
        languages=["bm:C2", "fr:B1", "snk:B2", "ar:A2", "en:A1"], licences=("B",), destinations=("ES", "JP"), mobility=("*",), skills=("S-WELD-ARC", "urn:esco:1"), wage_wish=60000,
    )  # fmt: skip
    answer = desk.post(reverse("people:edit", args=[person.pk]), _edited(desk, person))
    assert answer.status_code == 302, _text(answer)
    again = Person.objects.get(pk=person.pk)
    assert (again.version, again.nina_print) == (1, person.nina_print)
    assert again.phones.count() == 3
    assert again.languages.count() == 5


def test_a_correction_shows_in_the_history_in_french_words(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office, surname="Sangare", phones=["76450000"], region=make_territory().code)
    answer = desk.post(
        reverse("people:edit", args=[person.pk]), _edited(desk, person, surname="Sangaré", reading_latin="reads")
    )
    assert answer.status_code == 302, _text(answer)
    page = _text(desk.get(reverse("people:history", args=[person.pk])))
    assert "Dossier corrigé" in page
    assert "Sangare</td>" in page.replace("</span>", "")
    assert "Sangaré" in page
    assert "Ne lit pas" in page
    assert "surname" not in page


def test_a_stale_form_is_refused_and_keeps_what_was_typed(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office, region=make_territory().code)
    form = _edited(desk, person, surname="Touré")
    from factories import make_person_data

    edit_person(actor=make_actor(structure=tree.office), person_id=person.pk, data=make_person_data(surname="Koné"))
    answer = desk.post(reverse("people:edit", args=[person.pk]), form)
    assert answer.status_code == 409
    assert "Touré" in _text(answer)
    assert Person.objects.get(pk=person.pk).surname == "Koné"


# -- rights and the printed copy


def test_a_consent_is_taken_back_and_a_request_is_asked_and_answered(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    rights = reverse("people:rights", args=[person.pk])
    desk.post(reverse("people:consent", args=[person.pk]), {"purpose": "register", "given": "no"})
    person.refresh_from_db()
    assert person.state == "suspended"
    assert "Traitement suspendu" in _text(desk.get(reverse("people:file", args=[person.pk])))
    assert desk.post(reverse("people:ask", args=[person.pk]), {"kind": "rectify"}).status_code == 422
    desk.post(reverse("people:ask", args=[person.pk]), {"kind": "access"})
    request = person.right_requests.get()
    prefix = request.pk.hex[:12]
    url = reverse("people:answer", args=[person.pk, request.pk])
    refused = desk.post(url, {f"{prefix}-granted": "no", f"{prefix}-version": "1"})
    assert refused.status_code == 422
    desk.post(url, {f"{prefix}-granted": "yes", f"{prefix}-version": "1", f"{prefix}-answer": "Copie remise"})
    assert "Copie remise" in _text(desk.get(rights))
    assert "Satisfaite" in _text(desk.get(rights))


def test_the_whole_file_is_printed_and_the_print_is_journaled(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office, nina=NINA, phones=["76450000"], occupations=["7212:5"])
    answer = desk.get(reverse("people:print", args=[person.pk]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "no-store"
    assert Entry.objects.filter(verb="person.print_file", subject_id=person.pk).exists()


# -- weight and speed


@pytest.mark.parametrize("name", ["search", "results", "file", "history", "looks"])
def test_a_page_asks_the_database_as_often_for_one_row_as_for_many(desk: Client, tree: Tree, name: str) -> None:
    person = make_person(tree.office, phones=["76450000"])
    stranger = make_actor(structure=tree.far_office, reason=SENTENCE)
    urls = {
        "search": reverse("people:search"),
        "results": f"{reverse('people:search')}?q=keita",
        "file": reverse("people:file", args=[person.pk]),
        "history": reverse("people:history", args=[person.pk]),
        "looks": reverse("people:outside_looks"),
    }
    counts = []
    for many in (1, 12):
        for number in range(many):
            make_person(tree.office, phones=[f"6600{number:02d}{many:02d}"])
            open_outside(actor=stranger, person_id=person.pk)
            _change(tree, person, number + many)
        desk.get(urls[name])
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(urls[name]).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def _change(tree: Tree, person: Person, number: int) -> None:
    from factories import make_person_data

    data = make_person_data(
        phones=["76450000", "66000001"], commune=f"Commune {number}", occupations=["7212:5", "9313:1"]
    )
    edit_person(actor=make_actor(structure=tree.office), person_id=person.pk, data=data)


def test_pages_are_light(desk: Client, tree: Tree) -> None:
    import gzip

    person = make_person(tree.office, phones=["76450000"], occupations=["7212:5"])
    for url in (reverse("people:search"), reverse("people:register"), reverse("people:file", args=[person.pk])):
        assert len(gzip.compress(desk.get(url).content)) < 15_000, url


def test_occupations_and_skills_are_suggested_in_everyday_words(desk: Client) -> None:
    found = desk.get(reverse("people:suggest_occupation"), {"q": "soudeur"}).json()["results"]
    assert found[0]["value"] == "7212"
    assert desk.get(reverse("people:suggest_occupation"), {"q": "zzzzqq"}).json() == {"results": []}
    assert desk.get(reverse("people:suggest_skill"), {"q": "soud"}).json()["results"]
    assert desk.get(reverse("people:suggest_country"), {"q": "esp"}).json()["results"][0]["value"] == "ES"


def test_words_typed_without_script_are_resolved_or_asked_again(desk: Client, tree: Tree) -> None:
    clear = _form(tree, occupation_0_text="soudeur", occupation_0_years="5")
    assert desk.post(reverse("people:register"), clear).status_code == 302
    row = Person.objects.get().occupations.get()
    assert (row.code, row.words, row.years) == ("7212", "soudeur", 5)
    unclear = desk.post(reverse("people:register"), _form(tree, surname="Koné", occupation_0_text="zzzzqq"))
    assert unclear.status_code == 422
    assert "zzzzqq" in _text(unclear)


def test_an_occupation_chosen_for_the_words_typed_counts_once_the_form_is_saved(desk: Client, tree: Tree) -> None:
    chosen = {"occupation_0": "7212", "occupation_0_text": "Soudeurs", "occupation_0_words": ["7212\tsoudeuse"]}
    assert desk.post(reverse("people:register"), _form(tree, surname="", **chosen)).status_code == 422
    assert not ConfirmedName.objects.exists()
    form = _form(tree, **chosen)
    for _time in range(2):  # sent twice, it counts once
        assert desk.post(reverse("people:register"), form).status_code == 302
    assert ConfirmedName.objects.values_list("words", "code", "count").get() == ("soudeuse", "7212", 1)
    words = {"occupation_0": "7112", "occupation_0_words": ["7212\tsoudeuse", "7112\tMamadou"]}
    other = _form(tree, surname="Koné", given_names="Rokia", phone_0="70 11 22 33", **words)
    assert desk.post(reverse("people:register"), other).status_code == 302
    assert ConfirmedName.objects.get().count == 1, "neither what was not kept in the end nor what is no trade"


def test_a_document_is_added_and_taken_off_on_its_page(desk: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    url = reverse("people:documents", args=[person.pk])
    assert desk.post(url, {"kind": "passport", "number": "B123", "expires_on": "31/12/2020"}).status_code == 302
    page = _text(desk.get(url))
    assert "Expirée" in page
    assert "B123" not in page
    drop = reverse("people:drop_document", args=[person.pk, person.documents.get().pk])
    assert desk.post(drop).status_code == 422
    desk.post(drop, {"reason": "Pièce d'une autre personne"})
    assert not person.documents.exists()
