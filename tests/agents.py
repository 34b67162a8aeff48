"""Browsers of signed-in agents, for tests of pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from baarasira.accounts.models import User
from baarasira.accounts.queries import second_factor_needed
from baarasira.network.models import Structure
from factories import make_user
from remembered import remembered


def signed_in(user: User) -> Client:
    """Return a browser signed in as that account, second factor given where its role asks for one."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = _session(user)
    user.refresh_from_db(fields=["last_login", "second_factor_at"])
    return client


@remembered
def _session(user: User) -> str:
    """Open a session of the account now, and return what its cookie holds."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["confirmed_at"] = timezone.now().isoformat()
    if second_factor_needed(user, timezone.now().date()):
        session[DEVICE_ID_SESSION_KEY] = authenticator(user).persistent_id
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def agent(role: str, structure: Structure) -> Client:
    """Return a browser signed in as somebody new with that role in that structure."""
    return signed_in(make_user(role, structure))


def authenticator(user: User) -> TOTPDevice:
    """Return the confirmed authenticator of the account, made if it has none."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=True, defaults={"name": "phone"})
    if user.second_factor_at is None:
        user.second_factor_at = timezone.now()
        user.save(update_fields=["second_factor_at"])
    return device
