"""The way in and out: sign in, sign out, where one is led next."""

import pytest
from django.test import Client
from django.urls import reverse

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Visit
from baarasira.kernel.models import Entry
from factories import PASSWORD, make_tree, make_user

pytestmark = pytest.mark.django_db
SIGN_IN = "/compte/connexion/"


def send(client: Client, email: str, password: str, **more: str):
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def test_a_right_password_opens_the_page_that_was_asked_for(client: Client) -> None:
    user = make_user(Role.COUNSELLOR)
    answer = client.get(reverse("accounts:account"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)
    page = client.get(answer["Location"])
    assert 'name="next" value="/compte/"' in page.content.decode()
    answer = send(client, user.email.upper(), PASSWORD, next="/compte/")
    assert answer["Location"] == "/compte/"
    assert client.get("/compte/").status_code == 200


@pytest.mark.parametrize("address", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"])
def test_nobody_is_led_out_of_the_site(client: Client, address: str) -> None:
    user = make_user()
    assert send(client, user.email, PASSWORD, next=address)["Location"] == "/"


def test_a_wrong_password_says_what_to_check_and_keeps_the_address_but_not_the_password(client: Client) -> None:
    user = make_user()
    answer = send(client, user.email, "pas le bon mot de passe")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "n’est pas bon" in text
    assert user.email in text
    assert "pas le bon mot de passe" not in text
    assert not Visit.objects.exists()


def test_the_session_key_changes_at_sign_in_so_that_a_planted_one_is_worth_nothing(client: Client) -> None:
    user = make_user()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    send(client, user.email, PASSWORD)
    assert client.session.session_key != planted
    assert Visit.objects.get().session_key == client.session.session_key


def test_signing_out_closes_the_visit_and_is_journaled(client: Client) -> None:
    user = make_user()
    send(client, user.email, PASSWORD)
    key = client.session.session_key
    assert client.get("/compte/deconnexion/").status_code == 405, "a link or a picture must not sign anybody out"
    client.post("/compte/deconnexion/")
    assert Visit.objects.get(session_key=key).ended_at is not None
    assert client.get("/compte/").status_code == 302
    assert list(Entry.objects.filter(actor_id=user.id).values_list("verb", "kind")) == [
        ("account.sign_in", "access"),
        ("account.sign_out", "access"),
    ]


@pytest.mark.parametrize("state", [AccountState.SUSPENDED, AccountState.CLOSED])
def test_an_account_stopped_meanwhile_is_out_at_its_next_click(client: Client, state: str) -> None:
    user = make_user()
    send(client, user.email, PASSWORD)
    user.refresh_from_db()
    user.state = state
    user.closed_at = user.updated_at if state == AccountState.CLOSED else None
    user.save()
    assert client.get("/compte/")["Location"].startswith(SIGN_IN)


def test_a_fragment_asked_for_after_the_session_ended_leads_the_whole_page_to_the_sign_in(client: Client) -> None:
    make_tree()
    answer = client.get("/compte/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(SIGN_IN)
    assert answer.status_code == 200
