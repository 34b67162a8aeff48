"""The page that verifies clearances, offline: opened once, network cut, every kind of false code refused with its reason."""

import base64
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from baarasira.kernel import credentials
from baarasira.kernel.credentials import Badge, Claims, CredentialStatus, Place
from baarasira.kernel.signing import KeyRing
from browsers import Windows, fits, violations
from factories import NOW, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)
SUBJECT = {
    "name": "Fatoumata Binta COULIBALY", "passport": "4567", "employer": "Agrícola del Sur", "country": "ES",
    "number": "AD26-000123-K",
}  # fmt: skip


def place(position: int, **marks: Any) -> Place:
    row = CredentialStatus.objects.create(list_number=1, position=position, **marks)
    return Place(row.pk, 1, position)


def claims(kind: str = "DepartureClearance", since: date = TODAY, until: date = TODAY + 90 * DAY) -> Claims:
    return Claims(kind, SUBJECT, since, until)


def altered(token: str) -> str:
    """Return a genuine token in which the name was changed, its signature left as it was."""
    head, body, mark = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["credentialSubject"]["name"] = "Moussa KEITA"
    return f"{head}.{base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip('=')}.{mark}"


def without_signing(token: str) -> str:
    """Return what a forger would try first: the same words under the algorithm `none`."""
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"vc+jwt","kid":"x"}').decode().rstrip("=")
    return f"{head}.{token.split('.')[1]}."


@pytest.fixture
def sign(settings: Any, live_server: Any) -> Callable[..., str]:
    settings.BAARASIRA_ADDRESS = live_server.url
    return lambda said, where, **more: credentials.issue(said, where, address=live_server.url, **more)


def verdict(context: BrowserContext, token: str, expected: str) -> str:
    """Open a new page at the address of a code, as a camera would; return what it says once it says what is expected."""
    page = context.new_page()
    page.clock.set_fixed_time(timezone.now() + timedelta(minutes=1))
    page.goto(f"/v#{token}")
    answer = page.locator("#answer")
    expect(answer).to_have_attribute("data-verdict", expected)
    said = answer.inner_text()
    page.close()
    return said


def test_every_kind_of_false_code_is_refused_offline_with_its_own_reason(
    windows: Windows, sign: Callable[..., str], tmp_path: Path
) -> None:
    good = sign(claims(), place(11))
    wanted = {
        "altered": altered(good),
        "key": sign(claims(), place(12), ring=KeyRing(tmp_path / "forger")),
        "unreadable": without_signing(good),
        "other": sign(claims("Attestation"), place(13)),
        "revoked": sign(claims(), place(14, revoked_at=NOW)),
        "used": sign(claims(), place(15, used_at=NOW)),
        "expired": sign(claims(until=TODAY - DAY, since=TODAY - 30 * DAY), place(16)),
        "early": sign(claims(since=TODAY + DAY), place(17)),
    }
    phone = windows.context(width=360, height=740)
    page = phone.new_page()
    page.clock.set_fixed_time(timezone.now() + timedelta(minutes=1))
    page.goto(f"/v#{good}")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "genuine")
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    assert fits(page)
    assert violations(page) == []
    page.close()

    phone.set_offline(True)
    said = verdict(phone, good, "genuine")
    for words in (
        "Fatoumata Binta COULIBALY",
        "… 4567",
        "Agrícola del Sur",
        "Espagne",
        "21 février 2027",
        "photocopie",
    ):
        assert words in said
    assert re.search(r"23 novembre 2026 à \d\d:\d\d", said), "the date of the list held"
    reasons = {name: verdict(phone, token, name).splitlines()[0] for name, token in wanted.items()}
    assert len(set(reasons.values())) == len(wanted)
    assert verdict(phone, "pas-un-code", "unreadable")

    # A phone whose clock is wrong is told so, and one that was too long without a network.
    page = phone.new_page()
    page.clock.set_fixed_time("2020-01-01T00:00:00Z")
    page.goto(f"/v#{good}")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "clock")
    page.clock.set_fixed_time(NOW + 8 * DAY)
    page.reload()
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "stale")
    assert page.evaluate("fetch('/emploi/').then(() => 'answered', () => 'cut')") == "cut"
    assert not [line for line in windows.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_a_revocation_reaches_a_phone_that_has_a_network(windows: Windows, sign: Callable[..., str]) -> None:
    held = place(21)
    token = sign(claims(), held)
    phone = windows.context()
    verdict(phone, token, "genuine")
    credentials.mark_revoked(held.status_id, NOW)
    verdict(phone, token, "revoked")


def certificate(until: date | None = None, since: date = TODAY) -> Claims:
    subject = {"name": "Moussa DIARRA", "born": "1999", "title": "Soudure à l'arc", "number": "CF26-000001-K"}
    return Claims("TrainingCertificate", subject, since, until)


def test_a_certificate_of_training_verifies_on_the_same_page_offline_and_fails_when_touched_expired_or_revoked(
    windows: Windows, sign: Callable[..., str], tmp_path: Path, live_server: Any
) -> None:
    where = place(31)
    good = sign(certificate(), where)
    said = Badge(
        key=where.status_id, number="CF26-000001-K", name="Soudure à l'arc", description="Soudure à l'arc : 120 heures",
        criteria="Une porte soudée devant le jury.", result="82 sur 100", holder="Moussa DIARRA", holder_number="12345",
        salt="00ff", skills=[("S-WELD-ARC", "souder à l'arc")], awarded_by="CPR de Kayes", valid_from=TODAY,
    )  # fmt: skip
    badge = credentials.badge(said, where, address=live_server.url, issuer_name="ANPE")
    file = credentials.issue_badge(badge)
    forged = credentials.issue_badge(badge, KeyRing(tmp_path / "forger"))
    spent = TODAY - 30 * DAY
    phone = windows.context(width=360, height=740)
    page = phone.new_page()
    page.clock.set_fixed_time(timezone.now() + timedelta(minutes=1))
    gone = sign(certificate(), place(32, revoked_at=NOW))
    page.goto(f"/v#{good}")
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    assert fits(page)
    assert violations(page) == []
    page.close()
    phone.set_offline(True)
    for token in (good, file):
        shown = verdict(phone, token, "genuine")
        for words in ("Moussa DIARRA", "Soudure à l'arc", "23 novembre 2026", "CF26-000001-K", "attestation"):
            assert words in shown
        assert "passeport" not in shown
        assert "Jusqu" not in shown
    assert "82 sur 100" in verdict(phone, file, "genuine")
    assert verdict(phone, altered(good), "altered")
    assert verdict(phone, altered(file), "altered")
    assert verdict(phone, forged, "key"), "a badge that bears the forger's own key is not believed"
    assert "attestation" in verdict(phone, gone, "revoked")
    assert "attestation" in verdict(phone, sign(certificate(TODAY - DAY, spent), place(33)), "expired")
