"""The shortlist of an offer and the offers that suit a person, as a counsellor uses them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agents import agent
from baarasira.candidacies.models import Candidacy
from baarasira.matching import index
from baarasira.openings.enums import OpeningState
from baarasira.people.enums import ConsentPurpose
from factories import Tree, make_candidacy, make_opening, make_person, make_seeker, make_territory, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def text_of(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_from_the_shortlist_to_the_letter(tree: Tree) -> None:
    person = make_seeker(tree.office, surname="Coulibaly", given_names="Awa", phones=["76 45 00 00"])
    opening = make_opening(tree.office, seats=2)
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:shortlist", args=[opening.pk]))
    assert page.status_code == 200
    assert "Awa Coulibaly" in text_of(page)
    preview = client.get(reverse("matching:preview", args=[opening.pk]), {"person": str(person.pk)})
    assert "76 45 00 00" in text_of(preview)
    assert Candidacy.objects.count() == 0, "a preview does nothing"
    done = client.post(reverse("matching:refer", args=[opening.pk]), {"person": str(person.pk)})
    candidacy = Candidacy.objects.get()
    assert (candidacy.score, candidacy.score_parts["occupation"]) == (100_000, 1000)
    report = client.get(done["Location"])
    assert candidacy.number in text_of(report)
    letter = client.get(reverse("candidacies:letter", args=[candidacy.pk]))
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")
    assert reverse("candidacies:file", args=[candidacy.pk]) in client.get(page.request["PATH_INFO"]).content.decode()


READERS = ("counsellor", "employer_adviser", "focal_point", "director", "auditor")


@pytest.mark.parametrize("role", READERS)
def test_the_pages_open_for_those_who_place(tree: Tree, role: str) -> None:
    opening, person = make_opening(tree.office), make_seeker(tree.office)
    client = agent(role, tree.directorate)
    for address in (
        reverse("matching:shortlist", args=[opening.pk]),
        f"{reverse('matching:shortlist', args=[opening.pk])}?view=near",
    ):
        assert client.get(address).status_code == 200
    expected = 403 if role == "auditor" else 200
    assert client.get(reverse("matching:offers_for", args=[person.pk])).status_code == expected


@pytest.mark.parametrize("role", ["trainer"])
def test_the_pages_are_closed_to_the_others(tree: Tree, role: str) -> None:
    opening, person = make_opening(tree.office), make_seeker(tree.office)
    client = agent(role, tree.root)
    for name, key in (("shortlist", opening.pk), ("offers_for", person.pk)):
        assert client.get(reverse(f"matching:{name}", args=[key])).status_code in {403, 404}
    sent = client.post(reverse("matching:refer", args=[opening.pk]), {"person": str(person.pk)})
    assert sent.status_code in {403, 404}
    assert Candidacy.objects.count() == 0


def test_a_draft_of_another_office_has_no_shortlist_for_us(tree: Tree) -> None:
    draft = make_opening(tree.far_office, state=OpeningState.RECEIVED)
    client = agent("counsellor", tree.office)
    assert client.get(reverse("matching:shortlist", args=[draft.pk])).status_code == 404


def test_people_of_other_offices_are_shown_with_their_phone_masked(tree: Tree) -> None:
    make_seeker(tree.far_office, surname="Sissoko", phones=["66 12 34 56"])
    make_seeker(tree.office, surname="Dembélé", phones=["76 45 00 00"])
    opening = make_opening(tree.office)
    page = agent("counsellor", tree.office).get(reverse("matching:shortlist", args=[opening.pk]))
    shown = text_of(page)
    assert "Sissoko" in shown
    assert "76 45 00 00" in shown
    assert "66 12 34 56" not in shown
    assert "12 34" not in shown
    assert "Agence de Kayes" in shown


def test_a_line_says_the_score_the_reasons_and_what_was_wished(tree: Tree) -> None:
    person = make_seeker(tree.office, occupations=["7212:1"], languages=["fr:B2"], born="1990")
    opening = make_opening(tree.office, min_years=3, languages_required=("fr:B1",), languages_wanted=("en:A2",))
    page = agent("counsellor", tree.office).get(reverse("matching:shortlist", args=[opening.pk]))
    shown = text_of(page)
    assert "83,3" in shown, "45 + 25 + 3.33 + 0 + 10"
    assert "1990" in shown
    assert "(3 demandés) ; parle français B2" in shown
    assert "Souhaité, absent : anglais A2" in shown
    assert f'value="{person.pk}"' in page.content.decode()


def test_who_nearly_fits_is_shown_with_the_one_thing_missing(tree: Tree) -> None:
    make_seeker(tree.office, surname="Ballo")
    opening = make_opening(tree.office, licences=("C",))
    client = agent("counsellor", tree.office)
    address = reverse("matching:shortlist", args=[opening.pk])
    assert "Ballo" not in text_of(client.get(address))
    assert "Personne ne remplit toutes les conditions" in text_of(client.get(address))
    near = text_of(client.get(address, {"view": "near"}))
    assert "Ballo" in near
    assert "permis C" in near


def test_a_candidate_is_marked_and_cannot_be_ticked_again(tree: Tree) -> None:
    candidacy = make_candidacy(make_seeker(tree.office), make_opening(tree.office, seats=2))
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:shortlist", args=[candidacy.opening_id])).content.decode()
    assert f'value="{candidacy.person_id}"' not in page
    assert reverse("candidacies:file", args=[candidacy.pk]) in page
    preview = client.get(reverse("matching:preview", args=[candidacy.opening_id]), {"person": str(candidacy.person_id)})
    assert "déjà en relation" in text_of(preview)
    assert "Il ne reste personne" in text_of(preview)


def test_an_offer_all_filled_offers_no_tick_and_says_what_to_do(tree: Tree) -> None:
    hired = make_candidacy(make_seeker(tree.office), make_opening(tree.office, seats=1), state="hired")
    other = make_seeker(tree.office)
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:shortlist", args=[hired.opening_id]))
    assert f'value="{other.pk}"' not in page.content.decode()
    assert "data-tick-all" not in page.content.decode()
    assert "Clôturez-la" in text_of(page)
    assert "0 libre sur 1" in text_of(page)
    sent = client.post(reverse("matching:refer", args=[hired.opening_id]), {"person": str(other.pk)})
    assert sent.status_code == 409
    assert "Tous les postes de cette offre sont pourvus" in text_of(sent)


def test_region_and_office_in_the_address_narrow_the_list(tree: Tree) -> None:
    make_territory("ML-1", "Kayes")
    make_seeker(tree.office, surname="Proche")
    make_seeker(tree.far_office, surname="Lointain", region="ML-1", mobility=("*",))
    opening = make_opening(tree.office)
    client = agent("counsellor", tree.office)
    address = reverse("matching:shortlist", args=[opening.pk])
    for query, shown, hidden in (
        ({"region": "ML-1"}, "Lointain", "Proche"),
        ({"office": str(tree.office.pk)}, "Proche", "Lointain"),
    ):
        page = text_of(client.get(address, query))
        assert shown in page
        assert hidden not in page
    for nonsense in ({"region": "XX"}, {"office": "1"}, {"top": "99999"}, {"view": "<script>"}):
        assert client.get(address, nonsense).status_code == 200


def test_the_preview_says_who_will_be_told_and_how(tree: Tree) -> None:
    told = make_seeker(tree.office, surname="Prévenu", phones=["76 45 00 00"])
    silent = make_seeker(tree.office, surname="Discret", consents=[ConsentPurpose.REGISTER])
    cardless = make_person(tree.office, surname="Sanscarte")
    opening = make_opening(tree.office, seats=3)
    client = agent("counsellor", tree.office)
    ids = [str(person.pk) for person in (told, silent, cardless)]
    page = text_of(client.get(reverse("matching:preview", args=[opening.pk]), {"person": [*ids, "rien", ids[0]]}))
    assert "Un message au 76 45 00 00" in page
    assert "n’a pas accepté de messages" in page
    assert "À imprimer seulement" in page
    assert "Sanscarte n’a pas de carte" in page
    assert "Mettre en relation 2 personnes" in page


def test_nobody_ticked_is_said_on_the_list(tree: Tree) -> None:
    opening = make_opening(tree.office)
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:preview", args=[opening.pk]), follow=True)
    assert page.request["PATH_INFO"] == reverse("matching:shortlist", args=[opening.pk])
    assert "Aucune personne n’est cochée" in text_of(page)


def test_the_same_form_sent_twice_refers_once(tree: Tree) -> None:
    person, opening = make_seeker(tree.office), make_opening(tree.office)
    client = agent("counsellor", tree.office)
    sent = {"person": str(person.pk), "_once": "0123456789abcdef"}
    first = client.post(reverse("matching:refer", args=[opening.pk]), sent)
    again = client.post(reverse("matching:refer", args=[opening.pk]), sent)
    assert first["Location"] == again["Location"]
    assert Candidacy.objects.count() == 1


def test_html_in_a_name_is_shown_never_run(tree: Tree) -> None:
    make_seeker(tree.office, surname="<b>Traoré</b>", occupations=["7212:5"])
    opening = make_opening(tree.office, title="<script>alert(1)</script> Soudeur")
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:shortlist", args=[opening.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<b>Traor" not in page


def test_the_offers_that_suit_a_person(tree: Tree) -> None:
    person = make_seeker(tree.office)
    opening, full = make_opening(tree.office), make_opening(tree.far_office, title="Déjà pourvue")
    make_candidacy(make_seeker(tree.far_office), full, state="hired")
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:offers_for", args=[person.pk]))
    assert "Déjà pourvue" not in text_of(page)
    assert "1 autre offre convient, mais tous ses postes sont pourvus" in text_of(page)
    addresses = re.findall(r'href="([^"]*mettre-en-relation[^"]*)"', page.content.decode())
    assert addresses == [f"{reverse('matching:preview', args=[opening.pk])}?person={person.pk}"]
    assert client.get(addresses[0]).status_code == 200


def test_one_without_a_card_is_told_what_to_do(tree: Tree) -> None:
    cardless = make_person(tree.office, occupations=["7212:5"])
    client = agent("counsellor", tree.office)
    page = client.get(reverse("matching:offers_for", args=[cardless.pk]))
    assert "pas proposée en ce moment" in text_of(page)
    assert reverse("counselling:card", args=[cardless.pk]) in page.content.decode()
    suited = make_seeker(tree.office, occupations=["2211:1"])
    assert "Aucune offre publiée ne convient" in text_of(client.get(reverse("matching:offers_for", args=[suited.pk])))


def queries_of(client: Client, address: str, query: dict[str, object] | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, query or {}).status_code == 200
    return len(asked)


def test_as_many_queries_for_thirty_people_as_for_one(tree: Tree) -> None:
    opening = make_opening(tree.office, seats=40, licences=())
    near = make_opening(tree.office, seats=40, licences=("C",))
    client = agent("counsellor", tree.office)
    people = [make_seeker(tree.office, phones=["76 45 00 00"])]
    address, near_address = (reverse("matching:shortlist", args=[each.pk]) for each in (opening, near))
    preview = reverse("matching:preview", args=[opening.pk])

    def counts() -> list[int]:
        ids = {"person": [str(person.pk) for person in people]}
        return [
            queries_of(client, address),
            queries_of(client, near_address, {"view": "near"}),
            queries_of(client, preview, ids),
        ]

    counts()
    one = counts()
    people += [make_seeker(tree.office, phones=["76 45 00 00"], languages=["bm:C2", "fr:A2"]) for _n in range(29)]
    assert counts() == one


def test_as_many_queries_for_twenty_offers_as_for_one(tree: Tree) -> None:
    person = make_seeker(tree.office)
    client = agent("counsellor", tree.office)
    make_opening(tree.office)
    address = reverse("matching:offers_for", args=[person.pk])
    queries_of(client, address)
    one = queries_of(client, address)
    for _n in range(19):
        make_opening(tree.office)
    assert queries_of(client, address) == one


def test_while_the_index_is_being_built_the_page_says_so_and_how_to_go_on(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, person = make_opening(tree.office), make_seeker(tree.office)
    client = agent("counsellor", tree.office)
    monkeypatch.setattr(index, "BUILT_AT_ONCE", 0)
    index.forget()
    address = f"{reverse('matching:shortlist', args=[opening.pk])}?view=near"
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    page = answer.content.decode()
    assert "Le classement se prépare" in text_of(answer)
    assert f'href="{address}"' in page, "the same page again"
    assert f'href="{reverse("openings:file", args=[opening.pk])}"' in page, "the way back"
    assert "Cela n’a pas pu être fait" not in text_of(answer)
    offers = client.get(reverse("matching:offers_for", args=[person.pk]))
    assert offers.status_code == 503
    assert f'href="{reverse("people:file", args=[person.pk])}"' in offers.content.decode()
    sent = client.post(reverse("matching:refer", args=[opening.pk]), {"person": str(person.pk)})
    assert sent.status_code == 503
    assert "Réessayer" not in text_of(sent), "a form is not sent again by a link"
    assert Candidacy.objects.count() == 0
    index.forget()
