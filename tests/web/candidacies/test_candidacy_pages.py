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

from baarasira.candidacies.enums import CandidacyState
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
    make_user,
)

pytestmark = pytest.mark.django_db


def signed_in(role: str, structure: object) -> Client:
    client = Client()
    client.force_login(make_user(role, structure))  # type: ignore[arg-type]
    return client


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
    client = signed_in("counsellor", tree.office)
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
