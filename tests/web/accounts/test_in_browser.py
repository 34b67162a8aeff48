"""Account, administration and journal pages in a real browser: axe, both widths, keyboard alone."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page

from agents import authenticator
from baarasira.accounts.actions import invitations, resets, states
from baarasira.accounts.enums import ResetKind, Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, visitor
from baarasira.kernel.journal import chain
from baarasira.kernel.models import Entry
from browsers import Windows, faults
from factories import PASSWORD, Tree, make_membership, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]


@pytest.fixture
def opener(windows: Windows) -> Iterator[Opener]:
    """Return what opens a page, signed in as a user or not; a page the browser complained of fails at the end."""

    def opened(path: str, user: User | None = None, width: int = 1280) -> Page:
        page = windows.page(user, width=width)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    assert [line for line in windows.complaints if "status of 4" not in line] == []


class World:
    """A service with a bit of everything that these pages show."""

    def __init__(self) -> None:
        self.tree: Tree = make_tree()
        root = self.tree.root
        self.admin = make_user(Role.NATIONAL_ADMINISTRATOR, root, given_name="Mariam", surname="Coulibaly")
        self.second = make_user(Role.NATIONAL_ADMINISTRATOR, root, given_name="Ibrahim", surname="Touré")
        self.auditor = make_user(Role.AUDITOR, root, given_name="Modibo", surname="Sidibé")
        self.agent = make_user(Role.COUNSELLOR, self.tree.office, given_name="Oumou", surname="Sangaré")
        make_membership(self.agent, Role.EMPLOYER_ADVISER, self.tree.sister)
        stopped = make_user(Role.DIRECTOR, self.tree.directorate, given_name="Seydou", surname="Keïta")
        states.suspend(actor=self.by(self.admin, "absence"), user_id=stopped.id)
        self.invited = invitations.invite(
            actor=self.by(self.admin), email="k.maiga@anpe.example", given_name="Kadiatou", surname="Maïga",
            role=Role.FOCAL_POINT, structure_id=self.tree.office.id,
        )  # fmt: skip
        self.reset = resets.ask_reset(
            actor=self.by(self.second, "venue à la direction, carte d'identité vue"), user_id=self.agent.id,
            kind=ResetKind.SECOND_FACTOR,
        )  # fmt: skip
        chain.seal_pending(timezone.now())
        self.phone = authenticator(self.admin)
        authenticator(self.second)
        self.personal = Entry.objects.exclude(subject_id=None).order_by("id")[0]

    def by(self, user: User, reason: str = "") -> Actor:
        return Actor(user=User.objects.get(id=user.id), at=timezone.now(), reason=reason)

    def approved(self) -> str:
        return resets.approve_reset(actor=self.by(self.admin), reset_id=self.reset.id).token


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


def examine(page: Page, name: str) -> None:
    """Assert what every page must be: axe content, one title, nothing wider than the screen; keep its picture if asked."""
    if folder := os.environ.get("BAARASIRA_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert faults(page) == [], name
    assert page.locator("h1").count() == 1, name


@pytest.mark.markup
def test_pages_of_the_account_and_its_doors(world: World, opener: Opener) -> None:
    plain = {"sign-in": "/compte/connexion/", "invitation": f"/compte/invitation/{world.invited.token}/",
             "reset-phone": f"/compte/nouvel-acces/{world.approved()}/", "spent": "/compte/invitation/rien/"}  # fmt: skip
    for name, path in plain.items():
        examine(opener(path), name)
    page = opener("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill("personne@anpe.example")
    page.get_by_label("Mot de passe").fill("faux")
    page.keyboard.press("Enter")
    page.get_by_text("n’est pas bon").wait_for()
    examine(page, "sign-in-refused")
    own = {"account": "/compte/", "password": "/compte/mot-de-passe/", "phone": "/compte/second-facteur/telephone/",
           "new-codes": "/compte/second-facteur/codes/", "confirm": "/compte/confirmer/"}  # fmt: skip
    for name, path in own.items():
        examine(opener(path, world.admin), name)


@pytest.mark.markup
def test_pages_of_the_administration(world: World, opener: Opener) -> None:
    start = "/administration/"
    account = f"{start}comptes/{world.agent.id}/"
    held = world.agent.memberships.first()
    paths = {
        "accounts": f"{start}comptes/", "accounts-none": f"{start}comptes/?q=zzz&role=trainer",
        "account-file": account, "account-invited": f"{start}comptes/{world.invited.user.id}/",
        "invite": f"{start}comptes/inviter/", "add-role": f"{account}roles/ajouter/",
        "move": f"{account}roles/{held.id}/deplacer/", "ask-reset": f"{account}reinitialiser/",
        "resets": f"{start}reinitialisations/", "reset": f"{start}reinitialisations/{world.reset.id}/",
        "parameters": f"{start}parametres/", "parameter": f"{start}parametres/sign_in.failures/",
        "structures": f"{start}structures/",
    }  # fmt: skip
    for name, path in paths.items():
        examine(opener(path, world.admin), name)


@pytest.mark.markup
def test_pages_of_the_journal(world: World, opener: Opener) -> None:
    paths = {
        "journal": "/journal/",
        "journal-none": "/journal/?who=personne",
        "entry": f"/journal/{world.personal.id}/",
    }
    for name, path in paths.items():
        examine(opener(path, world.auditor), name)
    page = opener(f"/journal/{world.personal.id}/", world.auditor)
    page.get_by_label("Pourquoi vous devez le lire").fill("contrôle trimestriel")
    page.get_by_role("button", name="Lire l’entrée").click()
    page.get_by_text("Motif écrit").wait_for()
    examine(page, "entry-read")


def test_an_administrator_signs_in_with_both_factors_by_keyboard_alone(world: World, opener: Opener) -> None:
    page = opener("/administration/comptes/")
    page.keyboard.type(world.admin.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("second-facteur"))
    examine(page, "second-factor")
    totp = TOTP(TOTPDevice.objects.get(id=world.phone.id).bin_key)
    totp.time = time.time()
    page.keyboard.type(f"{totp.token():06d}")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/administration/comptes/"))
    assert page.locator("h1").inner_text() == "Comptes"


def test_setting_up_a_phone_shows_codes_and_prints_them(world: World, opener: Opener) -> None:
    page = opener("/compte/second-facteur/telephone/", world.agent)
    totp = TOTP(TOTPDevice.objects.get(user=world.agent, confirmed=False).bin_key)
    totp.time = time.time()
    page.get_by_label("Les six chiffres").fill(f"{totp.token():06d}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".codes")
    examine(page, "codes")
    assert page.locator(".codes code").count() == 10


def test_suspending_asks_for_a_reason_behind_a_first_button(world: World, opener: Opener) -> None:
    page = opener(f"/administration/comptes/{world.agent.id}/", world.admin)
    page.locator("summary", has_text="Suspendre le compte").press("Enter")
    form = page.locator("form[action$='/suspendre/']")
    form.get_by_label("Motif", exact=False).fill("absence prolongée")
    form.get_by_role("button", name="Suspendre le compte").press("Enter")
    page.wait_for_selector("text=est suspendu")
    assert visitor(timezone.now()).id is None
    world.agent.refresh_from_db()
    assert world.agent.state == "suspended"
