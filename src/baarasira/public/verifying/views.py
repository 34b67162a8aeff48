"""Addresses that everyone reads: the page, its script and service worker, the keys, the status lists, the context."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from baarasira.kernel import credentials
from baarasira.kernel.signing import key_ring
from baarasira.reference import parameters
from baarasira.reference.queries import value

_HERE = Path(__file__).parent
_SCRIPTS = frozenset({"page.js", "sw.js"})
_SHORT = 60
_PURPOSES = {letter: purpose for purpose, letter in credentials.PURPOSES.items()}
_SUBJECT = ("name", "passport", "employer", "country", "number", "born", "title", "result")


def public_address(request: HttpRequest) -> str:
    """Return the address of this installation as the public reaches it (setting BAARASIRA_ADDRESS, else this request's)."""
    return settings.BAARASIRA_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def _shared(response: HttpResponse) -> HttpResponse:
    """Let pages of other houses read it: it is public, and says the same to everyone."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=_SHORT)
def page(request: HttpRequest) -> HttpResponse:
    """The page that verifies. The code stays behind the ``#`` of the address: the server never sees it."""
    response = render(request, "public/verify.html")
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=_SHORT)
def script(_request: HttpRequest, name: str) -> HttpResponse:
    """The page's script and its service worker, which answers for the page one level above it."""
    if name not in _SCRIPTS:
        raise Http404
    response = HttpResponse((_HERE / name).read_bytes(), content_type="text/javascript; charset=utf-8")
    if name == "sw.js":
        response["Service-Worker-Allowed"] = "/v"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=_SHORT)
def keys(_request: HttpRequest) -> HttpResponse:
    """The public keys of the installation (RFC 7517), the newest first."""
    return _shared(JsonResponse(key_ring().published_jwks(), content_type="application/jwk-set+json"))


@login_not_required
@require_safe
@cache_control(public=True, max_age=_SHORT)
def status_list(request: HttpRequest, letter: str, list_number: int) -> HttpResponse:
    """One status list as it stands: which documents are revoked (``r``), which are used (``u``). 404 for a list not begun."""
    if not 1 <= list_number <= max(1, credentials.last_list()):
        raise Http404
    now = timezone.now()
    token = credentials.status_list(
        _PURPOSES[letter],
        list_number,
        address=public_address(request),
        at=now,
        good_for=timedelta(days=value(parameters.CREDENTIAL_LIST_DAYS, now.date())),
    )
    return _shared(HttpResponse(token, content_type="application/vc+jwt"))


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def context(request: HttpRequest) -> HttpResponse:
    """The JSON-LD context of the words that are our own: the type, what it says of whom, where the second list is."""
    address = public_address(request)
    words: dict[str, Any] = {kind: f"{address}/v/c#{kind}" for kind in ("DepartureClearance", "TrainingCertificate")}
    words |= {word: f"{address}/v/c#{word}" for word in (*_SUBJECT[1:], "lists")}
    words["used"] = {"@id": f"{address}/v/c#used", "@type": "@id"}
    return _shared(JsonResponse({"@context": words}, content_type="application/ld+json"))
