"""The phone at the other end of a request: known by the secret that its browser keeps."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.actions.phones import phone_of
from baarasira.training.apprenticeships.models import Phone
from baarasira.web.accounts.access import address_of
from baarasira.web.shell.offline import SCOPE

COOKIE = "atelier"
_LIFE = 400 * 24 * 3600  # browsers keep none longer


def bound_phone(request: HttpRequest) -> Phone | None:
    """Return the phone that this browser is, None when it is none that is bound."""
    return phone_of(request.COOKIES.get(COOKIE, ""))


def phone_actor(request: HttpRequest) -> Actor | None:
    """Return the master of the phone, for the entries that it sends without anybody tapping pictures."""
    phone = bound_phone(request)
    if phone is None:
        return None
    return Actor(user=phone.master.user, at=timezone.now(), channel="sync", address=address_of(request))


def keep_secret(response: HttpResponse, secret: str) -> HttpResponse:
    """Hand the phone its secret: for the pages of the field alone, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=_LIFE,
        path=SCOPE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
