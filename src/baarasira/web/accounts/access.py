"""Who is at the other end of a request, and how sure we are of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from baarasira.accounts.queries import second_factor_needed
from baarasira.kernel.actor import Actor, visitor
from baarasira.kernel.addresses import client_address

CONFIRMED_AT = "confirmed_at"
CONFIRMATION_HOLDS = timedelta(minutes=10)
View = Callable[..., HttpResponse]


def address_of(request: HttpRequest) -> str:
    """Return the network address the request came from, through the proxies the installation trusts."""
    return client_address(request.META, settings.BAARASIRA_TRUSTED_PROXIES)


def visitor_of(request: HttpRequest) -> Actor:
    """Return the actor of someone not signed in."""
    return visitor(timezone.now(), address=address_of(request))


def account_of(request: HttpRequest) -> Any:
    """Return the account of the request itself, without the wrappers that read it late: it is asked hundreds of times a page."""
    account: Any = request.user
    while isinstance(account, SimpleLazyObject):
        bool(account)  # reads it
        account = account.__dict__["_wrapped"]
    return account


def agent_of(request: HttpRequest) -> Actor:
    """Return the actor of the signed-in account, its second factor given or not: for the pages that come before it."""
    return Actor(user=request.user, at=timezone.now(), channel="web", address=address_of(request))


def awaits_second_factor(request: HttpRequest) -> bool:
    """Tell whether the password was given and the second factor is still to come."""
    user: Any = request.user
    verified = getattr(user, "otp_device", None) is not None
    return not verified and second_factor_needed(user, timezone.now().date())


def before_second_factor(view: View) -> View:
    """Let a page be opened by someone whose password was accepted and who has not given the second factor yet."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    opened.before_second_factor = True  # type: ignore[attr-defined]
    return opened


def confirm_now(request: HttpRequest) -> None:
    """Remember that the password was typed just now."""
    request.session[CONFIRMED_AT] = timezone.now().isoformat()


def password_is_fresh(request: HttpRequest) -> bool:
    """Tell whether the password was typed in the last ten minutes."""
    stamp = request.session.get(CONFIRMED_AT, "")
    return bool(stamp) and timezone.now() - datetime.fromisoformat(stamp) < CONFIRMATION_HOLDS


def fresh_password(view: View) -> View:
    """Ask for the password again before a page that changes how the account is opened."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if password_is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect_with_next("accounts:confirm", request.path)

    return asked


def next_address(request: HttpRequest, default: str = "desk") -> str:
    """Return where to go next as asked by the address or the form, only within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(default)


def redirect_with_next(route: str, address: str) -> HttpResponseRedirect:
    """Go to a page that will come back to `address`."""
    return HttpResponseRedirect(f"{reverse(route)}?{urlencode({'next': address})}")
