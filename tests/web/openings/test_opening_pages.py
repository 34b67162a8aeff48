"""The pages of offers, as an adviser and a director use them."""

import pytest
from django.test import Client
from django.urls import reverse

from baarasira.kernel.actor import system
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.reference.loading import load_reference
from factories import NOW, Tree, make_employer, make_opening, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db


def signed_in(role: str, structure: object) -> Client:
    client = Client()
    client.force_login(make_user(role, structure))  # type: ignore[arg-type]
    return client


@pytest.fixture
def tree() -> Tree:
    load_reference(actor=system(NOW))
    make_territory()
    return make_tree()


def form_values(tree: Tree, **values: object) -> dict[str, object]:
    return {
        "office": tree.office.pk,
        "source_channel": "visit",
        "title": "Soudeur ou soudeuse",
        "occupation": "7212",
        "seats": "2",
        "contract": "fixed_term",
        "months": "12",
        "wage": "90 000",
        "wage_currency": "XOF",
        "wage_period": "month",
        "region": "ML-4",
        "starts_on": "01/02/2099",
        **values,
    }


def test_recording_submitting_and_approving_in_pages(tree: Tree) -> None:
    employer = make_employer(tree.office)
    adviser = signed_in("employer_adviser", tree.office)
    director = signed_in("director", tree.directorate)
    page = adviser.get(reverse("openings:new"), {"employer": str(employer.pk)})
    assert employer.name in page.content.decode()
    answer = adviser.post(reverse("openings:new"), form_values(tree, employer=str(employer.pk)))
    opening = Opening.objects.get()
    assert answer["Location"] == reverse("openings:file", args=[opening.pk])
    assert opening.wage == 90_000
    adviser.post(reverse("openings:submit", args=[opening.pk]), {"version": opening.version})
    opening.refresh_from_db()
    address = reverse("openings:decide", args=[opening.pk])
    assert opening.title in director.get(reverse("openings:approvals")).content.decode()
    page = director.get(address)
    shown = page.context["form"]["expires_on"].value()
    answer = director.post(
        address, {"decision": "approve", "version": opening.version, "expires_on": shown.strftime("%d/%m/%Y")}
    )
    opening.refresh_from_db()
    assert opening.state == OpeningState.PUBLISHED
    assert director.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("state", ["received", "submitted", "published", "expired", "unfilled", "cancelled"])
def test_every_page_opens_in_every_state(tree: Tree, state: str) -> None:
    opening = make_opening(tree.office, state=state)
    for role in ("employer_adviser", "director", "auditor"):
        client = signed_in(role, tree.directorate)
        assert client.get(reverse("openings:list")).status_code == 200
        assert client.get(reverse("openings:export")).status_code == 200
        assert client.get(reverse("openings:file", args=[opening.pk])).status_code == 200
    client = signed_in("employer_adviser", tree.office)
    for name in ("edit", "decide", "extend", "close", "cancel"):
        assert client.get(reverse(f"openings:{name}", args=[opening.pk])).status_code in {200, 302}


def test_the_rules_are_said_while_one_writes(tree: Tree) -> None:
    adviser = signed_in("employer_adviser", tree.office)
    answer = adviser.post(reverse("openings:check"), form_values(tree, wage="39 999", title="Vendeuse célibataire"))
    text = answer.content.decode()
    assert 'id="rule-wage"' in text
    assert "39\u00a0999" in text
    assert "40\u00a0000" in text
    assert Opening.objects.count() == 0
