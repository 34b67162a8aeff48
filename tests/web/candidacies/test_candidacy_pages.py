"""The pages of referrals, as counsellors and advisers use them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agents import agent
from baarasira.candidacies.enums import ROAD_STATES, CandidacyState
from baarasira.candidacies.models import Candidacy, Placement
from baarasira.messaging.actions import deliver_waiting
from baarasira.people.enums import ConsentPurpose
from factories import (
    Tree,
    make_actor,
    make_candidacy,
    make_employer,
    make_opening,
    make_seeker,
    make_tree,
)

pytestmark = pytest.mark.django_db


def text_of(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def now_candidacy(tree: Tree, state: str = CandidacyState.REFERRED, days_ago: int = 0, **values: object) -> Candidacy:
    """Pages run on the real clock: what they show happened some days before now."""
    at = timezone.now() - timedelta(days=days_ago)
    person = make_seeker(tree.office, at=at, **values)
    employer = make_employer(tree.office, at=at, email="recrutement@delta.example")
    starts = timezone.localdate() + timedelta(days=9)
    opening = make_opening(tree.office, employer=employer, at=at, starts_on=starts, expires_on=starts)
    return make_candidacy(person, opening, state=state, at=at)


def step(client: Client, candidacy: Candidacy, name: str, **values: object) -> object:
    candidacy.refresh_from_db()
    address = reverse("candidacies:step", args=[candidacy.pk, name])
    return client.post(address, {"version": candidacy.version, **values})


def test_interview_hire_and_confirmation_in_pages(tree: Tree) -> None:
    candidacy = now_candidacy(tree)
    client = agent("counsellor", tree.office)
    today = timezone.localdate()
    assert step(client, candidacy, "interview", on=f"{today:%d/%m/%Y}", note="Bon contact").status_code == 302
    hired = step(client, candidacy, "hire", hired_on=f"{today:%d/%m/%Y}", starts_on=f"{today:%d/%m/%Y}")
    file = client.get(hired["Location"])
    assert "Bon contact" in text_of(file)
    assert "1 sur 1" in text_of(file)
    assert "Tous les postes de cette offre sont pourvus" in text_of(file)
    assert reverse("openings:close", args=[candidacy.opening_id]) in file.content.decode()
    done = step(client, candidacy, "start", first_day=f"{today:%d/%m/%Y}", confirmed_by="employer", note="Appel")
    assert done.status_code == 302
    assert Placement.objects.get().first_day == today
    assert client.get(reverse("candidacies:file", args=[candidacy.pk])).status_code == 200


@pytest.mark.parametrize("state", sorted({*CandidacyState.values} - ROAD_STATES))
@pytest.mark.parametrize("role", ["counsellor", "employer_adviser", "focal_point", "director", "auditor"])
def test_every_page_opens_in_every_state_for_those_who_may_read(tree: Tree, role: str, state: str) -> None:
    candidacy = now_candidacy(tree, state, days_ago=40)
    client = agent(role, tree.directorate)
    for address in (
        reverse("candidacies:file", args=[candidacy.pk]),
        reverse("candidacies:list"),
        reverse("candidacies:export"),
        reverse("candidacies:checks"),
        f"{reverse('candidacies:report')}?c={candidacy.pk}",
    ):
        assert client.get(address).status_code == 200, address
    page = client.get(reverse("candidacies:file", args=[candidacy.pk])).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "two elements of one id: a label would lead to the wrong field"
    forms = page.count("/etape/")
    places = role in {"counsellor", "employer_adviser", "focal_point"}
    assert forms == (len(open_moves(state)) if places else 0)


def open_moves(state: str) -> set[str]:
    return {
        "referred": {"interview", "hire", "refuse", "withdraw"},
        "interviewed": {"interview", "hire", "refuse", "withdraw"},
        "hired": {"start", "refuse", "withdraw"},
    }.get(state, set())


@pytest.mark.parametrize("role", ["trainer"])
def test_the_pages_are_closed_to_the_others(tree: Tree, role: str) -> None:
    candidacy = now_candidacy(tree)
    client = agent(role, tree.root)
    for name, args in (
        ("list", []),
        ("export", []),
        ("checks", []),
        ("file", [candidacy.pk]),
        ("letter", [candidacy.pk]),
    ):
        assert client.get(reverse(f"candidacies:{name}", args=args)).status_code in {403, 404}


def test_another_territorys_referral_does_not_exist_for_us(tree: Tree) -> None:
    candidacy = now_candidacy(tree)
    client = agent("counsellor", tree.far_office)
    assert client.get(reverse("candidacies:file", args=[candidacy.pk])).status_code == 404
    assert client.get(reverse("candidacies:letter", args=[candidacy.pk])).status_code == 404
    assert step(client, candidacy, "interview", on="01/01/2026").status_code == 404
    assert candidacy.number not in text_of(client.get(reverse("candidacies:list")))
    report = client.get(f"{reverse('candidacies:report')}?c={candidacy.pk}&c=rien")
    assert "Il n’y a rien à rapporter" in text_of(report)


def test_the_report_gives_the_number_of_who_is_to_be_told_by_the_agent(tree: Tree) -> None:
    told = make_seeker(tree.office, phones=["76 45 00 00"])
    silent = make_seeker(tree.office, phones=["66 12 34 56"], consents=(ConsentPurpose.REGISTER,))
    made = [make_candidacy(person, make_opening(tree.office)) for person in (told, silent)]
    query = "&".join(f"c={candidacy.pk}" for candidacy in made)
    shown = text_of(agent("counsellor", tree.office).get(f"{reverse('candidacies:report')}?{query}"))
    assert "À prévenir par vous 66 12 34 56" in shown
    assert "76 45 00 00" not in shown, "who gets a message need not be called"


def test_what_must_be_corrected_is_said_beside_its_field(tree: Tree) -> None:
    candidacy = now_candidacy(tree)
    client = agent("counsellor", tree.office)
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = step(client, candidacy, "interview", on=f"{tomorrow:%d/%m/%Y}", note="Gardée")
    assert answer.status_code == 422
    assert "entre la mise en relation et aujourd’hui" in text_of(answer)
    assert "Gardée" in answer.content.decode(), "what was typed is kept"
    other = step(client, candidacy, "refuse", reason="other", note="")
    assert other.status_code == 422
    assert "Précisez cet autre motif" in text_of(other)
    assert '<details class="opener" open>' in other.content.decode(), "the form to correct is unfolded"
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.REFERRED
    assert client.post(reverse("candidacies:step", args=[candidacy.pk, "refer"])).status_code == 404


def test_a_stale_form_says_so_and_writes_nothing(tree: Tree) -> None:
    candidacy = now_candidacy(tree)
    client = agent("counsellor", tree.office)
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert step(client, candidacy, "interview", on=today).status_code == 302
    address = reverse("candidacies:step", args=[candidacy.pk, "refuse"])
    stale = client.post(address, {"version": 1, "reason": "profile", "note": ""})
    assert stale.status_code == 409
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.INTERVIEWED


def test_the_last_place_taken_meanwhile_is_said(tree: Tree) -> None:
    first = now_candidacy(tree)
    second = make_candidacy(make_seeker(tree.office, at=timezone.now()), first.opening, at=timezone.now())
    client = agent("employer_adviser", tree.office)
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert step(client, first, "hire", hired_on=today, starts_on=today).status_code == 302
    late = step(client, second, "hire", hired_on=today, starts_on=today)
    assert late.status_code == 409
    assert "Rien n’a été enregistré" in text_of(late)


def test_the_letter_is_sent_by_email_and_the_sending_recorded(tree: Tree) -> None:
    candidacy = now_candidacy(tree)
    client = agent("counsellor", tree.office)
    file = client.get(reverse("candidacies:file", args=[candidacy.pk])).content.decode()
    assert "recrutement@delta.example" in file, "the employer's address is proposed"
    send = reverse("candidacies:send", args=[candidacy.pk])
    wrong = client.post(send, {"version": candidacy.version, "address": "pas une adresse"})
    assert wrong.status_code == 422
    assert client.post(send, {"version": candidacy.version, "address": "chef@delta.example"}).status_code == 302
    candidacy.refresh_from_db()
    assert (candidacy.letter_sent_to, candidacy.letter_sent_on) == ("chef@delta.example", timezone.localdate())
    shown = text_of(client.get(reverse("candidacies:file", args=[candidacy.pk])))
    assert "Envoyée à chef@delta.example" in shown
    assert "En attente d’envoi" in shown
    deliver_waiting(actor=make_actor(structure=tree.office, at=timezone.now()))
    letters = [message for message in mail.outbox if message.to == ["chef@delta.example"]]
    assert letters[0].attachments[0][1].startswith(b"%PDF")
    assert candidacy.person.surname not in letters[0].body, "the name stands in the letter alone"


def test_without_the_persons_agreement_the_letter_is_only_printed(tree: Tree) -> None:
    candidacy = now_candidacy(tree, consents=[ConsentPurpose.REGISTER])
    client = agent("counsellor", tree.office)
    file = client.get(reverse("candidacies:file", args=[candidacy.pk]))
    assert "ne lui est remise que sur papier" in text_of(file)
    sent = client.post(
        reverse("candidacies:send", args=[candidacy.pk]),
        {"version": candidacy.version, "address": "chef@delta.example"},
    )
    assert sent.status_code == 422
    assert "n’a pas accepté" in text_of(sent)
    assert client.get(reverse("candidacies:letter", args=[candidacy.pk])).status_code == 200


def test_the_list_answers_in_words_kept_in_the_address(tree: Tree) -> None:
    late = now_candidacy(tree, days_ago=10, surname="Enretard")
    fresh = now_candidacy(tree, surname="Récente")
    hired = now_candidacy(tree, CandidacyState.HIRED, days_ago=2, surname="Embauchée")
    refused = now_candidacy(tree, CandidacyState.REFUSED, surname="Refusée")
    client = agent("director", tree.directorate)
    names = {late: "Enretard", fresh: "Récente", hired: "Embauchée", refused: "Refusée"}
    for query, expected in (
        ({}, {late, fresh, hired, refused}),
        ({"show": "open"}, {late, fresh, hired}),
        ({"show": "late"}, {late}),
        ({"show": "to_confirm"}, {hired}),
        ({"show": "refused"}, {refused}),
        ({"office": str(tree.sister.pk)}, set()),
        ({"q": "enretar"}, {late}),
        ({"q": fresh.number}, {fresh}),
        ({"q": hired.opening.number}, {hired}),
        ({"q": "personne de ce nom"}, set()),
    ):
        shown = text_of(client.get(reverse("candidacies:list"), query))
        export = client.get(reverse("candidacies:export"), query).content.decode("utf-8-sig")
        for candidacy, name in names.items():
            assert (name in shown) is (candidacy in expected), (query, name)
            assert (candidacy.number in export) is (candidacy in expected), (query, name)


def test_the_export_never_computes_a_name(tree: Tree) -> None:
    now_candidacy(tree, surname="Normale", given_names="=cmd|' /C calc'!A0")
    client = agent("counsellor", tree.office)
    export = client.get(reverse("candidacies:export")).content.decode("utf-8-sig")
    assert ";'=cmd" in export or ";\"'=cmd" in export
    assert ";=cmd" not in export


def test_the_checks_due_are_listed_recorded_and_leave_the_list(tree: Tree) -> None:
    placed = now_candidacy(tree, CandidacyState.STARTED, days_ago=45, surname="Placée")
    client = agent("employer_adviser", tree.office)
    page = client.get(reverse("candidacies:checks"))
    check = placed.placement.checks.order_by("months").first()
    address = reverse("candidacies:check", args=[check.pk])
    assert address in page.content.decode()
    assert "En retard de" in text_of(page)
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": check.version, "outcome": ""}).status_code == 422
    reached = client.post(address, {"version": check.version, "outcome": "unreached", "note": ""})
    assert "est enregistré" in text_of(client.get(reached["Location"]))
    assert "Placée" not in text_of(client.get(reverse("candidacies:checks")))
    assert "Placée" in text_of(client.get(reverse("candidacies:checks"), {"view": "unreached"}))
    check.refresh_from_db()
    client.post(address, {"version": check.version, "outcome": "kept", "note": "Toujours là"}, follow=True)
    assert "Placée" in text_of(client.get(reverse("candidacies:checks"), {"view": "done"}))
    assert "Toujours là" in text_of(client.get(reverse("candidacies:file", args=[placed.pk])))
    assert client.get(reverse("candidacies:checks"), {"office": str(tree.far_office.pk)}).status_code == 200


def test_as_many_queries_for_a_full_page_as_for_one_row(tree: Tree) -> None:
    client = agent("counsellor", tree.office)

    def counts() -> list[int]:
        found = []
        for address in (reverse("candidacies:list"), reverse("candidacies:checks"), reverse("candidacies:export")):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    now_candidacy(tree, CandidacyState.STARTED, days_ago=45)
    counts()
    one = counts()
    for _n in range(11):
        now_candidacy(tree, CandidacyState.STARTED, days_ago=45)
    assert counts() == one


def test_the_pages_of_a_long_list_follow_each_other(tree: Tree) -> None:
    opening = make_opening(tree.office, seats=40)
    for _n in range(32):
        make_candidacy(make_seeker(tree.office), opening)
    client = agent("counsellor", tree.office)
    seen: list[str] = []
    address = reverse("candidacies:list")
    for _page in range(2):
        page = client.get(address).content.decode()
        seen += re.findall(r'href="/mises-en-relation/([0-9a-f-]{36})/"', page)
        following = re.search(r'href="([^"]*after=[^"]*)"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 32
    assert client.get(reverse("candidacies:list"), {"after": "abîmé"}).status_code == 400


def test_the_person_and_the_offer_show_their_referrals(tree: Tree) -> None:
    candidacy = now_candidacy(tree, days_ago=10)
    client = agent("counsellor", tree.office)
    for name, key in (("people:file", candidacy.person_id), ("openings:file", candidacy.opening_id)):
        page = client.get(reverse(name, args=[key])).content.decode()
        assert reverse("candidacies:file", args=[candidacy.pk]) in page
    person = text_of(client.get(reverse("people:file", args=[candidacy.person_id])))
    assert "Réponse de l’employeur" in person
    assert "Offres qui conviennent" in person
