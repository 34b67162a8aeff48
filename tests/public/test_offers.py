"""Published offers for everyone: only what is published, found by words, readable by machines, light, safe."""

import gzip
import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baarasira.employers.actions import suspend_employer
from baarasira.employers.models import Employer
from baarasira.openings.models import Opening
from factories import NOW, TODAY, Tree, make_actor, make_employer, make_opening, make_territory, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    make_territory()
    make_territory("ML-1", "Kayes")
    return make_tree()


def titles(path: str) -> list[str]:
    page = Client().get(path).content.decode()
    return re.findall(r'<h2><a href="/emploi/[^"]+">([^<]+)</a>', page)


@pytest.mark.parametrize("state", ["received", "submitted", "expired", "unfilled", "cancelled"])
def test_only_published_offers_are_shown(tree: Tree, state: str) -> None:
    hidden = make_opening(tree.office, state=state, title="Maçon caché")
    shown = make_opening(tree.office, title="Maçon")
    assert titles("/emploi/") == ["Maçon"]
    assert Client().get(f"/emploi/{hidden.number}/").status_code == (410 if hidden.published_at else 404)
    assert Client().get(f"/emploi/{shown.number}/").status_code == 200


def test_the_offers_of_a_suspended_employer_disappear(tree: Tree) -> None:
    employer = make_employer(tree.office)
    opening = make_opening(tree.office, employer=employer)
    director = make_actor(role="director", structure=tree.office)
    suspend_employer(
        actor=director, employer=Employer.objects.get(pk=employer.pk), reason="Salaires impayés depuis mars."
    )
    assert titles("/emploi/") == []
    assert Client().get(f"/emploi/{opening.number}/").status_code == 410


@pytest.mark.parametrize("typed", ["macon", "MAÇON", "maçon kayes", "Maçon  "])
def test_words_find_an_offer_however_typed(tree: Tree, typed: str) -> None:
    make_opening(tree.office, title="Maçon à Kayes", region="ML-1")
    make_opening(tree.office, title="Couturière")
    assert titles(f"/emploi/?q={typed}") == ["Maçon à Kayes"]


def test_by_region_and_abroad(tree: Tree) -> None:
    make_opening(tree.office, title="Ici", region="ML-4")
    make_opening(tree.office, title="Là", region="ML-1")
    assert titles("/emploi/?region=ML-1") == ["Là"]
    assert titles("/emploi/?region=abroad") == []
    assert "Aucune offre" in Client().get("/emploi/?q=plongeur").content.decode()


def test_machines_read_a_job_posting(tree: Tree) -> None:
    opening = make_opening(tree.office, title="Soudeur", wage=Decimal(90_000), hours_per_week=Decimal(40))
    page = Client().get(f"/emploi/{opening.number}/").content.decode()
    posting = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == "Soudeur"
    assert posting["datePosted"] == TODAY.isoformat()
    assert posting["validThrough"] == opening.expires_on.isoformat()
    assert posting["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 90000.0, "unitText": "MONTH"}
    assert posting["jobLocation"]["address"]["addressRegion"] == "Ségou"
    assert posting["occupationalCategory"].startswith("ISCO-08 7212 ")
    assert "applicantLocationRequirements" not in posting


def test_a_title_cannot_break_out_of_the_page(tree: Tree) -> None:
    hostile = "</script><script>alert(1)</script>"
    opening = make_opening(tree.office, title=hostile)
    for path in ("/emploi/", f"/emploi/{opening.number}/"):
        page = Client().get(path).content.decode()
        assert "<script>alert" not in page
    posting = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(posting)["title"] == hostile


def test_nothing_of_the_office_leaks(tree: Tree) -> None:
    opening = make_opening(tree.office)
    page = Client().get(f"/emploi/{opening.number}/").content.decode()
    for agent in (opening.submitted_by, opening.approved_by):
        assert agent.email not in page
    assert opening.employer.phone == "" or opening.employer.phone not in page


def test_the_page_is_light_and_asks_the_same_of_the_database_for_one_and_for_many(tree: Tree) -> None:
    employer = make_employer(tree.office)
    make_opening(tree.office, employer=employer)
    client = Client()
    with CaptureQueriesContext(connection) as one:
        client.get("/emploi/")
    for number in range(24):
        make_opening(tree.office, employer=employer, title=f"Maçon {number}", at=NOW - timedelta(hours=1))
    with CaptureQueriesContext(connection) as many:
        answer = client.get("/emploi/")
    assert len(many) == len(one)
    assert len(gzip.compress(answer.content)) < 6_000
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=60", "public"}
    following = re.search(r'href="(/emploi/\?after=[^"]+)"', answer.content.decode())
    assert following is not None
    assert len(titles("/emploi/")) + len(titles(following[1])) == Opening.objects.count()
