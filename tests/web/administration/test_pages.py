"""The administration's pages: who opens them, what they show and do."""

import re
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from agents import signed_in
from baarasira.accounts.enums import AccountState, ResetKind, Role
from baarasira.accounts.models import Reset, User
from factories import PASSWORD, Tree, make_membership, make_tree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def admin(tree: Tree) -> User:
    return make_user(Role.NATIONAL_ADMINISTRATOR, tree.root, given_name="Mariam", surname="Coulibaly")


@pytest.fixture
def browser(admin: User) -> Client:
    return signed_in(admin)


PAGES = ["accounts", "invite", "resets", "parameters", "structures"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_a_national_administrator(browser: Client, page: str) -> None:
    assert browser.get(reverse(f"administration:{page}")).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.TRAINER, Role.FOCAL_POINT])
def test_no_page_opens_for_agents_of_an_office(tree: Tree, role: str, page: str) -> None:
    assert signed_in(make_user(role, tree.office)).get(reverse(f"administration:{page}")).status_code == 403


def test_the_list_finds_by_name_role_structure_and_state(browser: Client, tree: Tree) -> None:
    make_user(Role.COUNSELLOR, tree.office, given_name="Oumou", surname="Sangaré")
    make_user(Role.DIRECTOR, tree.far_directorate, given_name="Seydou", surname="Keïta")
    address = reverse("administration:accounts")

    def names(**asked: str) -> str:
        return browser.get(address, asked).content.decode()

    assert "Sangaré" in names(q="oumou")
    assert "Keïta" not in names(q="oumou")
    assert "Keïta" in names(role=Role.DIRECTOR)
    assert "Sangaré" not in names(role=Role.DIRECTOR)
    below = names(structure=str(tree.directorate.id))
    assert "Sangaré" in below
    assert "Keïta" not in below
    assert "Sangaré" not in names(state=AccountState.CLOSED)


def test_the_list_asks_the_database_the_same_whatever_its_length(
    browser: Client, tree: Tree, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("administration:accounts")
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(address)
    for _number in range(30):
        make_user(Role.COUNSELLOR, tree.office)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(few) == len(many)


def test_inviting_shows_the_link_once_sends_it_and_the_link_opens_the_account(browser: Client, tree: Tree) -> None:
    answer = browser.post(
        reverse("administration:invite"),
        {
            "given_name": "Kadiatou", "surname": "Maïga", "email": "K.Maiga@anpe.example", "phone": "",
            "role": Role.COUNSELLOR, "structure": str(tree.office.id),
        },
    )  # fmt: skip
    link = re.search(r"http://testserver(/compte/invitation/[\w-]+/)", answer.content.decode())
    assert link is not None
    assert link.group(0) in mail.outbox[0].body
    assert mail.outbox[0].to == ["k.maiga@anpe.example"]
    guest = Client()
    assert guest.get(link.group(1)).status_code == 200
    chosen = {"password": "quatre mots sans rapport", "again": "quatre mots sans rapport"}
    assert guest.post(link.group(1), chosen)["Location"] == "/compte/connexion/"
    assert guest.get(link.group(1)).status_code == 410
    opened = guest.post("/compte/connexion/", {"email": "k.maiga@anpe.example", "password": chosen["password"]})
    assert opened["Location"] == "/"


def test_a_mistake_in_the_invitation_is_said_beside_its_field(browser: Client, tree: Tree, admin: User) -> None:
    values = {
        "given_name": "X", "surname": "Y", "email": admin.email, "role": Role.NATIONAL_ADMINISTRATOR,
        "structure": str(tree.office.id),
    }  # fmt: skip
    form = browser.post(reverse("administration:invite"), values).context["form"]
    assert set(form.errors) == {"email"}
    form = browser.post(reverse("administration:invite"), {**values, "email": "neuf@anpe.example"}).context["form"]
    assert set(form.errors) == {"structure"}
    assert not User.objects.filter(email="neuf@anpe.example").exists()


def test_suspending_ends_the_visit_of_the_person_at_once(browser: Client, tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    victim = Client()
    victim.post("/compte/connexion/", {"email": user.email, "password": PASSWORD})
    assert victim.get("/compte/").status_code == 200
    address = reverse("administration:suspend", args=[user.id])
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "absence prolongée"}).status_code == 302
    assert victim.get("/compte/").status_code == 302
    again = victim.post("/compte/connexion/", {"email": user.email, "password": PASSWORD})
    assert "suspendu" in again.content.decode()
    browser.post(reverse("administration:reinstate", args=[user.id]), {"reason": "retour"})
    assert victim.post("/compte/connexion/", {"email": user.email, "password": PASSWORD}).status_code == 302


def test_a_role_is_given_moved_and_taken_away(browser: Client, tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    given = {"role": Role.EMPLOYER_ADVISER, "structure": str(tree.sister.id), "on": "31/12/2099"}
    browser.post(reverse("administration:add-role", args=[user.id]), given)
    assert user.memberships.filter(role=Role.EMPLOYER_ADVISER, structure=tree.sister).exists()
    held = user.memberships.get(role=Role.COUNSELLOR)
    moved = {"structure": str(tree.far_office.id), "on": "01/12/2099"}
    assert browser.post(reverse("administration:move", args=[user.id, held.id]), moved).status_code == 302
    held.refresh_from_db()
    assert held.valid_to is not None
    assert user.memberships.filter(structure=tree.far_office, valid_from="2099-12-01").exists()
    coming = user.memberships.get(structure=tree.far_office)
    browser.post(reverse("administration:remove-role", args=[user.id, coming.id]))
    assert not user.memberships.filter(structure=tree.far_office).exists()


def test_a_reset_takes_two_administrators_and_its_link_changes_the_password(
    browser: Client, admin: User, tree: Tree
) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    asked = {"kind": ResetKind.PASSWORD, "reason": "venue à l'agence, carte d'identité vue"}
    browser.post(reverse("administration:ask-reset", args=[user.id]), asked)
    reset = Reset.objects.get()
    page = browser.get(reverse("administration:reset", args=[reset.id])).content.decode()
    assert "un autre administrateur décide" in page
    assert browser.post(reverse("administration:approve-reset", args=[reset.id])).status_code == 422
    second = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, tree.root))
    assert user.label in second.get(reverse("administration:resets")).content.decode()
    answer = second.post(reverse("administration:approve-reset", args=[reset.id]))
    link = re.search(r"http://testserver(/compte/nouvel-acces/[\w-]+/)", answer.content.decode())
    assert link is not None
    person = Client()
    assert person.get(link.group(1)).status_code == 200
    new = {"password": "encore quatre autres mots", "again": "encore quatre autres mots"}
    assert person.post(link.group(1), new).status_code == 302
    assert person.get(link.group(1)).status_code == 410
    old = person.post("/compte/connexion/", {"email": user.email, "password": PASSWORD})
    assert old.status_code == 200
    assert person.post("/compte/connexion/", {"email": user.email, "password": new["password"]}).status_code == 302


def test_the_account_page_offers_nothing_on_ones_own_account(browser: Client, admin: User) -> None:
    page = browser.get(reverse("administration:account", args=[admin.id])).content.decode()
    assert "suspendre/" not in page
    assert "fermer/" not in page
    assert "reinitialiser/" not in page


def test_an_auditor_looks_at_accounts_and_changes_none(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    auditor = signed_in(make_user(Role.AUDITOR, tree.root))
    page = auditor.get(reverse("administration:account", args=[user.id]))
    assert page.status_code == 200
    assert "suspendre/" not in page.content.decode()
    for act in ("suspend", "close", "renew-invitation"):
        assert auditor.post(reverse(f"administration:{act}", args=[user.id]), {"reason": "x"}).status_code == 403
    user.refresh_from_db()
    assert user.state == AccountState.ACTIVE


def test_a_regional_auditor_sees_the_accounts_of_the_region_only(tree: Tree) -> None:
    near = make_user(Role.COUNSELLOR, tree.office)
    far = make_user(Role.COUNSELLOR, tree.far_office)
    auditor = signed_in(make_user(Role.AUDITOR, tree.directorate))
    assert auditor.get(reverse("administration:account", args=[near.id])).status_code == 200
    assert auditor.get(reverse("administration:account", args=[far.id])).status_code == 404
    make_membership(far, Role.COUNSELLOR, tree.sister)
    assert auditor.get(reverse("administration:account", args=[far.id])).status_code == 200


def test_an_account_not_opened_yet_says_so(browser: Client, tree: Tree) -> None:
    invited = make_user(Role.COUNSELLOR, tree.office, state="invited")
    page = browser.get(reverse("administration:account", args=[invited.pk])).content.decode()
    facts = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Ouvert le pas encore" in facts
    assert "Dernière connexion jamais" in facts


def test_an_unknown_account_is_not_found(browser: Client) -> None:
    assert browser.get(reverse("administration:account", args=[UUID(int=7)])).status_code == 404


def test_a_setting_is_given_another_value_with_its_source(browser: Client) -> None:
    address = reverse("administration:parameter", args=["sign_in.failures"])
    wrong = browser.post(address, {"value": "2", "valid_from": "01/12/2026", "source": "note", "certainty": "design"})
    assert "value" in wrong.context["form"].errors
    right = {"value": "7", "valid_from": "01/12/2026", "source": "Décision 2026-14", "certainty": "design"}
    assert browser.post(address, right).status_code == 302
    page = browser.get(address).content.decode()
    assert "Décision 2026-14" in page
    assert browser.get(reverse("administration:parameter", args=["nothing.such"])).status_code == 404
