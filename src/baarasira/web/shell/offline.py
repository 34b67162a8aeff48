"""The server's half of what is entered without a network: who is at the other end, the entries taken in, the worker.

A page that works offline lies under ``/terrain/``, shows ``{% include "field/queue.html" %}`` and loads ``js/offline.js``. Its
subject places a receiver in `RECEIVERS` (``web.parts``); the receiver hands the entry to an action that knows its id again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError

SCOPE = "/terrain/"
_WORKER = Path(__file__).parent / "offline_worker.js"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phone noted: an id made there, its clock then, the values of its kind, a voice if one was recorded, which browser."""

    key: UUID
    at: datetime
    body: dict[str, Any]
    device: str
    voice: File[Any] | None = None


Receiver = Callable[[HttpRequest, Actor, Entry], None]
RECEIVERS: dict[str, Receiver] = {}
"""Kind of entry → what takes it in; a BusinessError refuses it, with a sentence shown on the phone."""
KNOWN_BY: list[Callable[[HttpRequest], Actor | None]] = []
"""Other ways to know who is at the other end than a signed-in session (a bound phone)."""


def actor_of(request: HttpRequest) -> Actor | None:
    """Return who is at the other end: signed in, or known by a phone; None for nobody."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        return actor
    return next((found for known in KNOWN_BY if (found := known(request)) is not None), None)


@login_not_required
@never_cache
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """Give a page opened long ago its token of today, and say who is known here now."""
    actor = actor_of(request)
    return JsonResponse({"who": str(actor.id) if actor is not None else "", "token": get_token(request)})


@login_not_required
@never_cache
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take in one entry. 200 with `state` accepted or refused (and why); 401 when nobody, or somebody else, is at the other end."""
    actor = actor_of(request)
    try:
        said = json.loads(request.POST.get("entry", ""))
        entry = _entry(request, said)
        receiver = RECEIVERS[said["kind"]]
        who = str(said["who"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"state": "refused", "sentence": _("This entry cannot be read.")})
    if actor is None or str(actor.id) != who:
        return JsonResponse({"state": "closed"}, status=401)
    try:
        receiver(request, actor, entry)
    except BusinessError as refusal:
        return JsonResponse({"state": "refused", "sentence": str(refusal)})
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"state": "refused", "sentence": _("This entry cannot be read.")})
    return JsonResponse({"state": "accepted"})


def _entry(request: HttpRequest, said: dict[str, Any]) -> Entry:
    at = datetime.fromisoformat(said["at"])
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    if not isinstance(said["body"], dict):
        raise TypeError("the body of an entry names its values")
    return Entry(UUID(said["id"]), aware, said["body"], str(said.get("device", ""))[:60], request.FILES.get("voice"))


@login_not_required
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker of the field; it answers for ``/terrain/`` and nothing else."""
    answer = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = SCOPE
    answer["Cache-Control"] = "no-cache"
    return answer
