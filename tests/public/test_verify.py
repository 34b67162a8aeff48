"""What the page that verifies is made of: light, nothing inline, keys and lists that everybody may read."""

import gzip
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from baarasira.kernel import credentials
from baarasira.kernel.credentials import CredentialStatus
from factories import NOW

pytestmark = pytest.mark.django_db


def test_the_page_weighs_less_than_30_kilobytes_with_its_script_and_sheets_and_holds_nothing_inline() -> None:
    page = Client().get("/v")
    html = page.content.decode()
    weight = sum(
        len(gzip.compress(part, 6))
        for part in (page.content, *(Client().get(f"/v/{name}").content for name in ("page.js", "sw.js")))
    )
    for sheet in re.findall(r'href="/static/([^"]+\.css)"', html):
        with open(str(finders.find(sheet)), "rb") as file:
            weight += len(gzip.compress(file.read(), 6))
    assert weight < 30_000
    assert "<style" not in html
    assert " style=" not in html
    assert re.findall(r"<script[^>]*>", html) == ['<script type="module" src="/v/page.js">']
    assert "unsafe" not in page["Content-Security-Policy"]


def test_keys_and_lists_are_read_from_any_house_for_a_short_time(settings: Any) -> None:
    settings.BAARASIRA_ADDRESS = "https://anpe.example"
    CredentialStatus.objects.create(list_number=1, position=3, revoked_at=NOW)
    for address in ("/.well-known/jwks.json", "/v/r1", "/v/u1", "/v/c"):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "public" in answer["Cache-Control"]
        assert "Set-Cookie" not in answer
    said = credentials.read(Client().get("/v/r1").content.decode())
    assert (said["id"], said["validFrom"][:10]) == ("https://anpe.example/v/r1", "2026-11-23")
    assert all("d" not in key for key in Client().get("/.well-known/jwks.json").json()["keys"])


@pytest.mark.parametrize("address", ["/v/r2", "/v/r0", "/v/x1", "/v/page.css", "/v/..%2Fviews.py"])
def test_there_is_nothing_else_under_the_page(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_page_may_not_be_answered_by_anything_but_reading() -> None:
    assert Client().post("/v").status_code == 405
