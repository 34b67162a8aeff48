"""Failed sign-ins are limited per network address, generously, whatever accounts they aim at."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from baarasira.accounts.actions.refusals import Crowded, Locked, SignInRefused
from baarasira.accounts.actions.signing_in import sign_in
from baarasira.accounts.models import NetworkFailures, User, Visit
from baarasira.jobs.schedule import JOBS
from baarasira.kernel.actor import system, visitor
from baarasira.kernel.addresses import networks
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.reference.actions import set_parameter
from factories import NOW, PASSWORD, make_user

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "41.73.1.9", "41.73.1.10"
SIGN_IN = "/compte/connexion/"


def attempt(email: str, password: str = "faux", *, address: str = HERE, after: timedelta = timedelta()) -> User:
    return sign_in(actor=visitor(NOW + after, address=address), email=email, password=password)


def fail(times: int, *, address: str = HERE, after: timedelta = timedelta()) -> list[SignInRefused]:
    """Fail on as many accounts, each only once: the lock of an account never comes into it."""
    refusals = []
    for number in range(times):
        with pytest.raises(SignInRefused) as caught:
            attempt(f"compte{number}.{after}@anpe.example", address=address, after=after)
        refusals.append(caught.value)
    return refusals


@pytest.fixture
def twenty() -> None:
    """The smallest limit the setting takes, so that tests are short."""
    set_parameter(actor=system(NOW), key="sign_in.network_failures", value=20, valid_from=NOW.date(), source="décision")


def test_a_hundred_failures_in_a_quarter_of_an_hour_make_an_address_wait() -> None:
    user = make_user()
    assert not any(isinstance(refusal, Crowded) for refusal in fail(100))
    with pytest.raises(Crowded) as refusal:
        attempt(user.email, PASSWORD)
    assert "09:15" in str(refusal.value), "the sentence says when to try again"
    assert "Trop de connexions ont échoué depuis votre réseau" in str(refusal.value)
    assert attempt(user.email, PASSWORD, address=ELSEWHERE) == user, "the account itself is not locked"
    with pytest.raises(Crowded):
        attempt(user.email, PASSWORD, after=timedelta(minutes=14, seconds=59))
    assert attempt(user.email, PASSWORD, after=timedelta(minutes=15)) == user


def test_an_office_behind_one_address_with_the_slips_of_a_day_never_waits(twenty: None) -> None:
    user = make_user()
    for hour in range(9):
        assert not any(isinstance(refusal, Crowded) for refusal in fail(19, after=timedelta(minutes=16 * hour)))
    assert attempt(user.email, PASSWORD, after=timedelta(minutes=16 * 8)) == user


def test_a_success_in_between_does_not_clear_the_count(twenty: None) -> None:
    user = make_user()
    fail(19)
    attempt(user.email, PASSWORD)
    fail(1)
    with pytest.raises(Crowded):
        attempt(user.email, PASSWORD)


def test_failures_on_a_locked_account_count_too(twenty: None) -> None:
    user = make_user()
    kinds = []
    for _number in range(21):
        with pytest.raises(SignInRefused) as caught:
            attempt(user.email)
        kinds.append(type(caught.value))
    assert kinds == [SignInRefused] * 4 + [Locked] * 16 + [Crowded]


def test_the_whole_of_an_ipv6_network_waits(twenty: None) -> None:
    user = make_user()
    for number in range(20):
        fail(1, address=f"2001:db8:2::{number:x}", after=timedelta(seconds=number))
    with pytest.raises(Crowded):
        attempt(user.email, PASSWORD, address="2001:db8:2::ffff", after=timedelta(minutes=1))
    assert attempt(user.email, PASSWORD, address="2001:db8:3::1", after=timedelta(minutes=1)) == user


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.0.4", ""])
def test_this_machine_and_the_named_proxies_behind_which_is_everybody_never_wait(
    twenty: None, settings: Any, address: str
) -> None:
    settings.BAARASIRA_TRUSTED_PROXIES = networks("10.1.0.0/16")
    user = make_user()
    fail(25, address=address)
    assert attempt(user.email, PASSWORD, address=address) == user
    assert not NetworkFailures.objects.exists()


def test_the_journal_says_once_that_an_address_waits_and_the_count_keeps_no_address(twenty: None) -> None:
    fail(30)
    entry = Entry.objects.get(verb="account.block_network")
    assert (entry.address, entry.kind, entry.actor_id) == (HERE, "access", None)
    assert journal.content(entry) == {"after": {"failures": 20, "until": "2026-11-23T09:15:00+00:00"}}
    assert Entry.objects.filter(verb="account.sign_in_failed").count() == 20, "a flood does not fill the journal"
    assert HERE not in str(NetworkFailures.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_failures_at_the_same_moment_on_several_accounts_are_all_counted() -> None:
    together = threading.Barrier(4)

    def one(number: int) -> None:
        together.wait()
        try:
            with pytest.raises(SignInRefused):
                attempt(f"compte{number}@anpe.example")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert NetworkFailures.objects.get().failures == 4


def test_addresses_of_the_same_digits_are_counted_apart(twenty: None) -> None:
    user = make_user()
    fail(20, address="1.10.0.7")
    assert attempt(user.email, PASSWORD, address="11.0.0.7") == user


def test_the_clock_forgets_old_counts() -> None:
    fail(1)
    forget = JOBS["accounts.forget_networks"].work
    assert forget(system(NOW + timedelta(hours=23))) == 0
    assert forget(system(NOW + timedelta(hours=25))) == 1


def test_at_the_door_the_sentence_is_shown_and_who_is_inside_goes_on_working(twenty: None, settings: Any) -> None:
    settings.BAARASIRA_TRUSTED_PROXIES = networks("127.0.0.1")
    user = make_user()
    inside, outside = Client(), Client()

    def send(client: Client, password: str, address: str = HERE) -> str:
        headers = {"X-Forwarded-For": f"9.9.9.9, {address}"}
        answer = client.post(SIGN_IN, {"email": user.email, "password": password}, headers=headers)
        return answer.content.decode() if answer.status_code == 200 else ""

    assert send(inside, PASSWORD) == ""
    assert Visit.objects.get().address == HERE
    assert Entry.objects.get(verb="account.sign_in").address == HERE
    for _number in range(20):
        send(outside, "faux")
    assert "Trop de connexions ont échoué depuis votre réseau" in send(outside, PASSWORD)
    assert "Trop de connexions" not in send(outside, PASSWORD, ELSEWHERE)
    assert inside.get("/compte/", headers={"X-Forwarded-For": HERE}).status_code == 200


def test_a_header_typed_by_a_visitor_changes_nothing_where_no_proxy_is_named() -> None:
    user = make_user()
    client = Client(REMOTE_ADDR=HERE)
    client.post(SIGN_IN, {"email": user.email, "password": PASSWORD}, headers={"X-Forwarded-For": "1.2.3.4"})
    assert Visit.objects.get().address == HERE
