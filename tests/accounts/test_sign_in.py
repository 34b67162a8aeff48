"""Signing in: failures counted and locked alike for every address, known or not."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.db import connection

from baarasira.accounts.actions.signing_in import Locked, SignInRefused, forget_old_attempts, sign_in
from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Attempts, User
from baarasira.kernel.actor import system, visitor
from baarasira.kernel.models import Entry
from baarasira.reference import parameters
from baarasira.reference.actions import set_parameter
from factories import NOW, PASSWORD, make_tree, make_user


def attempt(email: str, password: str = "faux", after: timedelta = timedelta()) -> User:
    return sign_in(actor=visitor(NOW + after, address="10.0.0.7"), email=email, password=password)


def fail(email: str, times: int, after: timedelta = timedelta()) -> list[SignInRefused]:
    refusals = []
    for _number in range(times):
        with pytest.raises(SignInRefused) as caught:
            attempt(email, after=after)
        refusals.append(caught.value)
    return refusals


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_the_fifth_failure_locks_any_address_known_or_not_with_the_same_words(known: bool) -> None:
    email = make_user().email if known else "personne@anpe.example"
    refusals = fail(email, 5)
    assert [type(refusal) for refusal in refusals] == [SignInRefused] * 4 + [Locked]
    assert "09:15" in str(refusals[-1]), "the sentence says when to try again"
    (locked,) = fail(email, 1, after=timedelta(minutes=14))
    assert isinstance(locked, Locked)


@pytest.mark.django_db
def test_a_locked_account_does_not_open_even_with_the_right_password_until_the_time_said() -> None:
    user = make_user()
    fail(user.email, 5)
    with pytest.raises(Locked):
        attempt(user.email, PASSWORD, timedelta(minutes=14))
    assert attempt(user.email, PASSWORD, timedelta(minutes=15, seconds=1)) == user


@pytest.mark.django_db
def test_a_success_clears_the_count() -> None:
    user = make_user()
    fail(user.email, 4)
    attempt(user.email, PASSWORD)
    assert not any(isinstance(refusal, Locked) for refusal in fail(user.email, 4))


@pytest.mark.django_db
def test_old_failures_count_no_more() -> None:
    user = make_user()
    fail(user.email, 4)
    later = fail(user.email, 4, after=timedelta(minutes=16))
    assert not any(isinstance(refusal, Locked) for refusal in later)
    assert forget_old_attempts(NOW) == 0
    assert forget_old_attempts(NOW + timedelta(days=2)) == 1


@pytest.mark.django_db
def test_the_thresholds_are_the_settings_of_the_service() -> None:
    user = make_user()
    for setting, value in ((parameters.SIGN_IN_FAILURES, 3), (parameters.SIGN_IN_LOCK_MINUTES, 60)):
        set_parameter(actor=system(NOW), key=setting.key, value=value, valid_from=NOW.date(), source="décision")
    assert isinstance(fail(user.email, 3)[-1], Locked)
    with pytest.raises(Locked):
        attempt(user.email, PASSWORD, timedelta(minutes=59))


@pytest.mark.django_db
def test_addresses_that_differ_by_a_dot_are_counted_apart() -> None:
    make_user(email="a.b@anpe.example")
    other = make_user(email="ab@anpe.example")
    fail("a.b@anpe.example", 5)
    assert attempt(other.email, PASSWORD) == other


@pytest.mark.django_db
@pytest.mark.parametrize("state", [AccountState.SUSPENDED, AccountState.CLOSED])
def test_a_stopped_account_is_told_so_only_to_who_knows_its_password(state: str) -> None:
    user = make_user(state=state)
    with pytest.raises(SignInRefused) as wrong:
        attempt(user.email)
    with pytest.raises(SignInRefused) as right:
        attempt(user.email, PASSWORD)
    word = {AccountState.SUSPENDED: "suspendu", AccountState.CLOSED: "fermé"}[AccountState(state)]
    assert word not in str(wrong.value)
    assert word in str(right.value)


@pytest.mark.django_db
@pytest.mark.parametrize("case", ["known", "unknown", "invited"])
def test_every_attempt_costs_one_hash_so_that_time_tells_nothing(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user(state=AccountState.INVITED if case == "invited" else AccountState.ACTIVE)
    if case == "invited":
        user.set_unusable_password()
        user.save()
    hashed: list[str] = []
    kind = type(hashers.get_hasher())
    plain = kind.encode

    def counted(self: hashers.BasePasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(self, password, salt)

    monkeypatch.setattr(kind, "encode", counted)
    fail("inconnu@anpe.example" if case == "unknown" else user.email, 1)
    assert len(hashed) == 1


@pytest.mark.django_db
def test_the_journal_keeps_ways_in_refusals_and_locks_but_nothing_that_was_typed() -> None:
    user = make_user(Role.COUNSELLOR, make_tree().office)
    fail(user.email, 5)
    fail("motdepassetapeici@oups", 1)
    attempt(user.email, PASSWORD, timedelta(hours=1))
    entries = list(Entry.objects.order_by("id"))
    assert {entry.kind for entry in entries} == {"access"}
    assert [entry.verb for entry in entries] == [
        *["account.sign_in_failed"] * 5, "account.lock", "account.sign_in_failed", "account.sign_in",
    ]  # fmt: skip
    assert entries[0].object_id == str(user.id)
    assert entries[0].actor_id is None, "who failed to sign in is nobody we know"
    assert entries[0].address == "10.0.0.7"
    assert entries[-1].actor_id == user.id
    assert "motdepasse" not in "".join(f"{entry.payload}{entry.object_id}{entry.actor_label}" for entry in entries)
    assert "motdepasse" not in "".join(Attempts.objects.values_list("key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_failures_at_the_same_moment_are_all_counted() -> None:
    email = make_user().email
    together = threading.Barrier(4)
    seen: list[BaseException] = []

    def one() -> None:
        together.wait()
        try:
            attempt(email)
        except SignInRefused as refusal:
            seen.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert Attempts.objects.get().failures == 4
    assert isinstance(fail(email, 1)[0], Locked)
