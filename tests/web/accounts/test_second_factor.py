"""The second factor from set-up to recovery: required of administrators, useless twice, slow to guess."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pypdf import PdfReader

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User, Visit
from baarasira.kernel.models import Entry
from factories import PASSWORD, make_tree, make_user

pytestmark = pytest.mark.django_db
SIGN_IN, VERIFY, PHONE = "/compte/connexion/", "/compte/second-facteur/", "/compte/second-facteur/telephone/"
CODES, SHEET = "/compte/second-facteur/codes/", "/compte/second-facteur/codes/imprimer/"


def code_of(device: TOTPDevice, step: int = 0) -> str:
    """Return what the phone shows, `step` half-minutes from now."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * step
    return f"{totp.token():06d}"


def enter(user: User) -> Client:
    browser = Client()
    browser.post(SIGN_IN, {"email": user.email, "password": PASSWORD})
    return browser


def set_up(user: User) -> tuple[Client, TOTPDevice, list[str]]:
    """Sign in and set a phone up; return the browser, the phone and the codes shown."""
    browser = enter(user)
    browser.get(PHONE)
    device = TOTPDevice.objects.get(user=user, confirmed=False)
    page = browser.post(PHONE, {"code": code_of(device), "next": "/compte/"}).content.decode()
    device.refresh_from_db()
    return browser, device, re.findall(r"<code>([A-Z0-9-]{14})</code>", page)


@pytest.fixture
def admin() -> User:
    return make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root)


@pytest.fixture
def agent() -> User:
    return make_user(Role.COUNSELLOR)


def test_an_administrator_reaches_nothing_before_the_phone_is_set_up(admin: User) -> None:
    browser = Client()
    answer = browser.post(SIGN_IN, {"email": admin.email, "password": PASSWORD, "next": "/administration/comptes/"})
    assert answer["Location"] == f"{VERIFY}?next=%2Fadministration%2Fcomptes%2F"
    assert browser.get("/administration/comptes/")["Location"].startswith(VERIFY)
    assert browser.get("/compte/")["Location"].startswith(VERIFY)
    assert browser.get(answer["Location"])["Location"].startswith(PHONE)
    page = browser.get(PHONE)
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    device = TOTPDevice.objects.get(user=admin)
    wrong = f"{(int(code_of(device)) + 1) % 1000000:06d}"
    assert "n’est pas le bon" in browser.post(PHONE, {"code": wrong}).content.decode()
    assert browser.get("/administration/comptes/").status_code == 302


def test_setting_the_phone_up_opens_the_pages_and_shows_ten_codes_once(admin: User) -> None:
    browser, _device, codes = set_up(admin)
    assert len(set(codes)) == 10
    assert browser.get("/administration/comptes/").status_code == 200
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {code.replace("-", "") for code in codes}, "the codes themselves are stored nowhere"
    assert codes[0] not in browser.get("/compte/").content.decode()


def test_the_session_key_changes_with_the_second_factor_and_the_visit_follows(admin: User) -> None:
    set_up(admin)
    browser = enter(admin)
    before = browser.session.session_key
    device = TOTPDevice.objects.get(user=admin)
    browser.post(VERIFY, {"code": code_of(device, 1)})
    assert browser.session.session_key != before
    assert Visit.objects.filter(session_key=browser.session.session_key, ended_at=None).exists()
    assert not Visit.objects.filter(session_key=before).exists()


def test_a_code_serves_once_even_within_its_half_minute(admin: User) -> None:
    _browser, device, _codes = set_up(admin)
    used = code_of(device, 1)
    first, second = enter(admin), enter(admin)
    assert first.post(VERIFY, {"code": used, "next": "/compte/"})["Location"] == "/compte/"
    assert second.post(VERIFY, {"code": used}).status_code == 200
    assert second.get("/compte/").status_code == 302


def test_a_recovery_code_opens_once_however_it_is_typed(admin: User) -> None:
    _browser, _device, codes = set_up(admin)
    typed = codes[3].lower().replace("-", " ")
    assert enter(admin).post(VERIFY, {"code": typed, "next": "/compte/"})["Location"] == "/compte/"
    assert StaticToken.objects.count() == 9
    assert enter(admin).post(VERIFY, {"code": codes[3]}).status_code == 200


def test_guessing_is_slowed_down_and_the_page_says_how_long_to_wait(admin: User) -> None:
    _browser, device, _codes = set_up(admin)
    browser = enter(admin)
    right = code_of(device, 1)
    for _number in range(4):
        page = browser.post(VERIFY, {"code": "000000" if right != "000000" else "111111"})
    assert re.search(r"Attendez \d+ seconde", page.content.decode())
    assert browser.post(VERIFY, {"code": right}).status_code == 200, "even the right code waits its turn"
    assert Entry.objects.filter(verb="account.second_factor_failed", actor_id=admin.id).count() == 5


def test_a_password_alone_does_not_replace_a_phone_already_set_up(admin: User) -> None:
    _browser, device, _codes = set_up(admin)
    thief = enter(admin)
    assert thief.get(PHONE)["Location"].startswith(VERIFY)
    assert thief.post(PHONE, {"code": code_of(device, 1)})["Location"].startswith(VERIFY)
    assert TOTPDevice.objects.get(user=admin).id == device.id


def test_another_agent_may_set_one_up_and_is_then_asked_for_it(agent: User) -> None:
    plain = enter(agent)
    assert plain.get("/compte/").status_code == 200
    browser, _device, _codes = set_up(agent)
    assert plain.get("/compte/").status_code == 302, "visits opened with the password alone have ended"
    assert browser.get("/compte/").status_code == 200
    assert enter(agent).get("/compte/")["Location"].startswith(VERIFY)
    browser.post("/compte/second-facteur/retirer/")
    assert enter(agent).get("/compte/").status_code == 200


def test_an_administrator_may_not_give_it_up(admin: User) -> None:
    browser, _device, _codes = set_up(admin)
    assert browser.post("/compte/second-facteur/retirer/").status_code == 422
    assert TOTPDevice.objects.filter(user=admin, confirmed=True).exists()


@pytest.mark.parametrize("address", [PHONE, CODES])
def test_the_password_is_asked_again_before_a_change(admin: User, address: str) -> None:
    browser, _device, _codes = set_up(admin)
    session = browser.session
    session["confirmed_at"] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()
    answer = browser.get(address)
    assert answer["Location"].startswith("/compte/confirmer/")
    assert browser.post(answer["Location"], {"password": "faux"}).status_code == 200
    answer = browser.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == address
    assert browser.get(address).status_code == 200


def test_new_codes_make_the_old_ones_worthless(admin: User) -> None:
    browser, _device, old = set_up(admin)
    page = browser.post(CODES).content.decode()
    assert "Ceux de l’ancienne feuille ne servent plus" in page
    new = re.findall(r"<code>([A-Z0-9-]{14})</code>", page)
    assert len(new) == 10
    assert enter(admin).post(VERIFY, {"code": old[0]}).status_code == 200


def test_the_sheet_prints_the_codes_of_the_page_and_no_others(admin: User, tmp_path) -> None:
    browser, _device, codes = set_up(admin)
    answer = browser.post(SHEET, {"code": codes})
    assert answer["Content-Type"] == "application/pdf"
    path = tmp_path / "sheet.pdf"
    path.write_bytes(answer.content)
    text = PdfReader(path).pages[0].extract_text().replace(" ", "").replace("\n", "")
    assert all(code.replace("-", "") in text.replace("-", "") for code in codes)
    assert browser.post(SHEET, {"code": ["AAAA-BBBB-CCCC"]}).status_code == 400


def test_the_account_page_lists_visits_and_ends_one_from_afar(agent: User) -> None:
    here, there = enter(agent), enter(agent)
    page = here.get("/compte/").content.decode()
    assert page.count("compte/visites/") == 1, "this computer's own visit is ended by signing out"
    other = Visit.objects.exclude(session_key=here.session.session_key).get()
    stranger = enter(make_user())
    assert stranger.post(f"/compte/visites/{other.id}/terminer/").status_code == 409
    here.post(f"/compte/visites/{other.id}/terminer/")
    assert there.get("/compte/").status_code == 302
    assert here.get("/compte/").status_code == 200


def test_changing_the_password_ends_the_other_visits_and_keeps_this_one(agent: User) -> None:
    here, there = enter(agent), enter(agent)
    new = "quatre mots sans rapport"
    wrong = here.post("/compte/mot-de-passe/", {"current": "faux", "password": new, "again": new})
    assert set(wrong.context["form"].errors) == {"current"}
    differ = here.post("/compte/mot-de-passe/", {"current": PASSWORD, "password": new, "again": new + "s"})
    assert set(differ.context["form"].errors) == {"again"}
    assert here.post("/compte/mot-de-passe/", {"current": PASSWORD, "password": new, "again": new}).status_code == 302
    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302
    assert Visit.objects.filter(session_key=here.session.session_key, ended_at=None).exists()


def test_the_language_of_the_account_follows_into_the_pages(agent: User) -> None:
    browser = enter(agent)
    assert browser.post("/compte/", {"phone": "76 45 00 00", "language": "en"}).status_code == 302
    page = browser.get("/compte/").content.decode()
    assert '<html lang="en"' in page
    assert "My roles" in page
