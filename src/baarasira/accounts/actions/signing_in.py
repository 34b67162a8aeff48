"""Signing in: the password, failures counted, the lock after too many."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import values

from ..enums import AccountState
from ..models import Attempts, User
from . import crowding
from .refusals import Locked, SignInRefused

WRONG = _("The e-mail address or the password is not right. Check both; capital letters count in the password.")
_CLOSED_DOORS: dict[str, Sentence] = {
    AccountState.INVITED: _("This account is not open yet: use the link of your invitation to choose a password."),
    AccountState.SUSPENDED: _("This account is suspended. Ask an administrator why, and to reinstate it."),
    AccountState.CLOSED: _(
        "This account is closed. If you are back in the service, ask an administrator to invite you."
    ),
}


def sign_in(*, actor: Actor, email: str, password: str) -> User:
    """Return the account that this address and password open.

    `actor` is the visitor (`kernel.actor.visitor`). Raises SignInRefused, or Locked after too many failures (settings
    sign_in.failures and sign_in.lock_minutes). An unknown address costs the same time, is counted and locked alike, so
    that nobody learns which addresses exist. Raises crowding.Crowded when too many failed from the actor's network. The
    face then opens the session and calls `visits.open_visit`.
    """
    crowding.require_room(actor)
    user = find(email)
    matches = password_matches(user, password)
    refusal = _settle(actor, email, user, matches)
    if not matches:
        crowding.count_failure(actor)
    if refusal is not None or user is None:
        raise refusal or SignInRefused(WRONG)
    return user


def find(email: str) -> User | None:
    """Return the account of an address however it is cased, None when there is none."""
    return User.objects.filter(email=email.strip().lower()).first()


def address_key(email: str) -> str:
    """Return the fingerprint under which failures of an address are counted; ``a.b@…`` is not ``ab@…``."""
    return vault.exact_fingerprint(email.strip().lower())


def password_matches(user: User | None, password: str) -> bool:
    """Check the password outside any transaction (it takes a tenth of a second); no account costs one check too."""
    if user is None:
        make_password(password)
        return False
    return user.check_password(password)


def confirm_password(*, actor: Actor, user: User, password: str) -> None:
    """Check the password of someone already signed in, before a grave change. Raises as `sign_in` does."""
    refusal = _settle(actor, user.email, user, password_matches(user, password), verb="account.confirm_password")
    if refusal is not None:
        raise refusal


@transaction.atomic
def _settle(
    actor: Actor, email: str, user: User | None, matches: bool, verb: str = "account.sign_in"
) -> SignInRefused | None:
    """Count, lock and journal in one transaction; the refusal is returned, not raised, so that the count is kept."""
    key = address_key(email)
    door(f"sign_in:{key}")
    attempts = Attempts.objects.filter(key=key).first()
    if attempts and attempts.locked_until and attempts.locked_until > actor.at:
        _note(actor, f"{verb}_refused", user, key)
        return Locked(attempts.locked_until)
    if not matches or user is None:
        return _count(actor, key, attempts, user, verb)
    user.refresh_from_db(fields=["state"])
    if user.state != AccountState.ACTIVE:
        _note(actor, f"{verb}_refused", user, key)
        return SignInRefused(_CLOSED_DOORS[user.state])
    Attempts.objects.filter(key=key).delete()
    journal.record(
        Actor(user=user, at=actor.at, channel=actor.channel, address=actor.address),
        verb,
        noun="account",
        object_id=user.id,
        kind=Kind.ACCESS,
    )
    return None


def _count(actor: Actor, key: str, attempts: Attempts | None, user: User | None, verb: str) -> SignInRefused:
    limits = values(actor.today, parameters.SIGN_IN_FAILURES, parameters.SIGN_IN_LOCK_MINUTES)
    lock = timedelta(minutes=limits[parameters.SIGN_IN_LOCK_MINUTES.key])
    attempts = attempts or Attempts(key=key, last_at=actor.at)
    if actor.at - attempts.last_at > lock:
        attempts.failures = 0
    attempts.failures += 1
    attempts.last_at, attempts.locked_until = actor.at, None
    _note(actor, f"{verb}_failed", user, key)
    if attempts.failures >= limits[parameters.SIGN_IN_FAILURES.key]:
        attempts.failures, attempts.locked_until = 0, actor.at + lock
        _note(actor, "account.lock", user, key)
    attempts.save()
    return Locked(attempts.locked_until) if attempts.locked_until else SignInRefused(WRONG)


def _note(actor: Actor, verb: str, user: User | None, key: str) -> None:
    """Journal a refusal. What was typed is not kept (people type passwords there): a short fingerprint groups attempts."""
    known = {"object_id": user.id} if user is not None else {"after": {"address_fingerprint": key[:12]}}
    journal.record(actor, verb, noun="account", kind=Kind.ACCESS, **known)  # type: ignore[arg-type]


def forget_old_attempts(at: datetime) -> int:
    """Delete the counts nobody added to for a day (the worker calls it); return how many."""
    deleted, _per_model = Attempts.objects.filter(last_at__lt=at - timedelta(days=1)).delete()
    return deleted
