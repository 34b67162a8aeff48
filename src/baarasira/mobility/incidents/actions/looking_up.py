"""Following a report from outside: by its number and its secret code, a few wrong tries an hour.

The code is made from the key of the form that reported, so that a form sent twice on a bad line shows the same one; of
it only a keyed fingerprint is stored. Reports themselves are counted by network address, so that nobody floods the page.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.addresses import counted_network
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import read_random_number
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import words
from ..enums import NoteKind
from ..models import Incident, Tries
from ..words import Read

_WINDOW = timedelta(hours=1)
_DIGITS = 8
LONGEST_ADDED = 3000
MOST_ADDED = 20

ADDED = "incident.add"
"""Event: who reported added words."""


def code_of(token: UUID) -> str:
    """Return the secret code of the report made with a form's key: eight digits, ``4821 0733``."""
    drawn = int(vault.exact_fingerprint(f"incident-code:{token}"), 16) % 10**_DIGITS
    text = f"{drawn:0{_DIGITS}d}"
    return f"{text[:4]} {text[4:]}"


def code_print(number: str, code: str) -> str:
    """Return the keyed fingerprint of a number and its code, whatever the spaces between the digits."""
    digits = "".join(sign for sign in code if sign.isdigit())
    return vault.exact_fingerprint(f"incident:{number}:{digits}")


class Verdict(StrEnum):
    """What came of the question."""

    FOUND = "found"
    UNKNOWN = "unknown"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Followed:
    """What who reported may read: where it stands, by when, the answers; empty unless found. Never their own words."""

    verdict: Verdict
    incident: Incident | None = None
    answers: tuple[Read, ...] = ()


def follow(*, actor: Actor, number: str, code: str) -> Followed:
    """Return where a report stands for whoever gives its number and code. The actor is a visitor: its address is counted."""
    written = read_random_number(number)
    keys = _keys(actor, written)
    if _over(actor.at, keys):
        return Followed(Verdict.WAIT)
    incident = Incident.objects.filter(number=written).exclude(code_print="").first() if written else None
    if incident is None or not hmac.compare_digest(incident.code_print, code_print(written, code)):
        _count(actor.at, keys)
        return Followed(Verdict.UNKNOWN)
    return Followed(Verdict.FOUND, incident, tuple(words.read(incident, [NoteKind.ANSWER])))


@transaction.atomic
def add_words(*, actor: Actor, number: str, code: str, text: str) -> Followed:
    """Add words to a report from outside; nothing is written when the code is wrong, or beyond what one report may hold."""
    found = follow(actor=actor, number=number, code=code)
    incident = found.incident
    if incident is None or incident.notes.filter(kind=NoteKind.ADDED).count() >= MOST_ADDED:
        return found
    if words.write(incident, NoteKind.ADDED, text[:LONGEST_ADDED], at=actor.at) is not None:
        emit(Event(ADDED, actor, incident.pk, subject_id=incident.person_id))
    return found


def too_many(*, actor: Actor) -> bool:
    """Count one more report from the visitor's network; tell whether it takes more than the hour allows."""
    address = counted_network(actor.address, settings.BAARASIRA_TRUSTED_PROXIES)
    if not address:
        return False
    keys = {vault.exact_fingerprint(f"reports-from:{address}"): value(parameters.REPORTS_FROM_NETWORK, actor.today)}
    if _over(actor.at, keys):
        return True
    _count(actor.at, keys)
    return False


def _keys(actor: Actor, number: str) -> dict[str, int]:
    most = value(parameters.REPORT_TRIES, actor.today)
    keys = {vault.exact_fingerprint(f"report:{number}"): most} if number else {}
    if address := counted_network(actor.address, settings.BAARASIRA_TRUSTED_PROXIES):
        keys[vault.exact_fingerprint(f"codes-from:{address}")] = most * 4
    return keys


def _over(at: datetime, keys: dict[str, int]) -> bool:
    rows = Tries.objects.filter(key_print__in=list(keys), since__gt=at - _WINDOW)
    return any(row.tries >= keys[row.key_print] for row in rows)


@transaction.atomic
def _count(at: datetime, keys: dict[str, int]) -> None:
    if not keys:
        return
    door(*(f"report-tries:{key}" for key in keys))
    held = {row.key_print: row for row in Tries.objects.filter(key_print__in=list(keys))}
    for key in keys:
        row = held.get(key)
        if row is None or row.since <= at - _WINDOW:
            row = Tries(key_print=key, since=at, tries=0)
        row.tries += 1
        row.save()


def forget_old_tries(*, actor: Actor) -> int:
    """Delete the counts begun more than an hour ago (the worker calls it); return how many."""
    deleted, _per_model = Tries.objects.filter(since__lte=actor.at - _WINDOW).delete()
    return deleted
