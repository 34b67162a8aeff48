"""The shortlist of an offer and the offers that suit a person, as a counsellor uses them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baarasira.candidacies.models import Candidacy
from baarasira.openings.enums import OpeningState
from baarasira.people.enums import ConsentPurpose
from factories import Tree, make_candidacy, make_opening, make_person, make_seeker, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db


def signed_in(role: str, structure: object) -> Client:
    client = Client()
    client.force_login(make_user(role, structure))  # type: ignore[arg-type]
    return client


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def text_of(response: object) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def test_from_the_shortlist_to_the_letter(tree: Tree) -> None:
    person = make_seeker(tree.office, surname="Coulibaly", given_names="Awa", phones=["76 45 00 00"])
    opening = make_opening(tree.office, seats=2)
    client = signed_in("counsellor", tree.office)
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
