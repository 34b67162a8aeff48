"""The answers kept for systems that ask twice: sealed, for some hours, and emptied when a person they are about is purged."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.reference.parameters import API_ANSWER_HOURS
from baarasira.reference.queries import value

from .models import AnswerSubject, KeptAnswer, SystemToken


class Written(HttpResponse):
    """What a write answers; `about` are the people it is about."""

    def __init__(self, content: str, about: Iterable[UUID], *, status: int) -> None:
        super().__init__(content, status=status, content_type="application/json")
        self.about = frozenset(about)


def request_print(request: HttpRequest) -> str:
    """Return the keyed fingerprint of a request's method, address and body: equal for the same request alone."""
    parts = (request.method or "", request.get_full_path(), request.body.decode("utf-8", "replace"))
    return vault.exact_fingerprint("\x1f".join(parts))


def keep(token: SystemToken, key: str, seen: str, answer: Written, at: datetime) -> KeptAnswer:
    """Keep an answer in the caller's transaction, under the key and the fingerprint of the request."""
    kept = KeptAnswer(
        token=token, key_print=vault.exact_fingerprint(key), request_print=seen, status=answer.status_code, kept_at=at
    )
    kept.sealed = vault.seal(kept.pk, answer.content.decode())
    kept.save(force_insert=True)
    AnswerSubject.objects.bulk_create(AnswerSubject(answer=kept, person_id=person_id) for person_id in answer.about)
    return kept


def find(token: SystemToken, key: str, at: datetime) -> KeptAnswer | None:
    """Return the answer kept under a key; one past its time is removed as the clock would, whether it ran or not."""
    kept = KeptAnswer.objects.filter(token=token, key_print=vault.exact_fingerprint(key)).first()
    if kept is not None and kept.kept_at <= _kept_since(at):
        kept.delete()
        return None
    return kept


def _kept_since(at: datetime) -> datetime:
    return at - timedelta(hours=value(API_ANSWER_HOURS, at.date()))


def clear_old(*, actor: Actor) -> int:
    """Remove the answers kept longer than the setting `api.answer_hours`; return how many (the clock)."""
    _rows, removed = KeptAnswer.objects.filter(kept_at__lte=_kept_since(actor.at)).delete()
    return removed.get(KeptAnswer._meta.label, 0)


def forget_person(*, person_id: UUID) -> None:
    """Empty the kept answers about a person who is purged, within the purge.

    The rows stay until their time: the same request sent again must not register the person anew.
    """
    about = AnswerSubject.objects.filter(person_id=person_id)
    KeptAnswer.objects.filter(pk__in=about.values("answer_id")).update(sealed="")
