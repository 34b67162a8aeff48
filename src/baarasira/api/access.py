"""What each request of a system carries: its token, its actor, and the key against doing a thing twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.security import HttpBearer

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.addresses import client_address
from baarasira.kernel.locking import door

from . import kept as kept_answers
from .kept import Written
from .models import KeptAnswer, SystemToken
from .problems import problem
from .tokens import recognise

LONGEST_KEY = 100


class SystemRequest(HttpRequest):
    """A request of a recognised system."""

    auth: SystemToken
    actor: Actor


class Bearer(HttpBearer):
    """Recognises ``Authorization: Bearer baarasira_…`` and sets the request's actor."""

    def authenticate(self, request: HttpRequest, token: str) -> SystemToken | None:
        """Return the token's row, None (401) when it is not in force."""
        now = timezone.now()
        row = recognise(token, now)
        if row is not None:
            address = client_address(request.META, settings.BAARASIRA_TRUSTED_PROXIES)
            request.actor = Actor(row.user, now, channel="api", address=address)  # type: ignore[attr-defined]
        return row


def writes(operation: Callable[..., Written]) -> Callable[..., Any]:
    """Let a token write only when it may, and answer the same Idempotency-Key once.

    The key, the token and a fingerprint of the request go together: the same again gets the kept answer (header
    ``Idempotency-Replayed: true``), 410 once a person it is about was purged; the same key for another request is refused
    with 422. What is kept is written in the transaction of the write itself, so that a crash keeps both or neither; it
    is kept for the hours of the setting `api.answer_hours`, then the key is free again.
    """

    @wraps(operation)
    def wrapped(request: SystemRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.auth.may_write:
            return problem(403, "This token only reads. Ask for one that may write.", code="read_only")
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return problem(400, "Send an Idempotency-Key with every write (a UUID will do).", code="idempotency_key")
        if len(key) > LONGEST_KEY:
            return problem(400, "The Idempotency-Key has at most 100 characters.", code="idempotency_key")
        with transaction.atomic():
            door(f"api:{request.auth.pk}:{key}")
            seen = kept_answers.request_print(request)
            kept = kept_answers.find(request.auth, key, request.actor.at)
            if kept is not None:
                return _replay(kept, seen)
            answer = operation(request, *args, **kwargs)
            kept_answers.keep(request.auth, key, seen, answer, request.actor.at)
            return answer

    return wrapped


def _replay(kept: KeptAnswer, seen: str) -> HttpResponse:
    if kept.request_print != seen:
        return problem(
            422, "This Idempotency-Key already served another request. Use a new key.", code="idempotency_key"
        )
    try:
        body = vault.unseal(kept.pk, kept.sealed)
    except vault.Forgotten:
        return problem(410, "This was done, and what was answered has been erased since.", code="erased")
    answer = HttpResponse(body, status=kept.status, content_type="application/json")
    answer["Idempotency-Replayed"] = "true"
    return answer
