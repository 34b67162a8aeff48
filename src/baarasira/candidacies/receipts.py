"""What anyone who holds a receipt may learn of its file: the state and the next date, never a name.

The number and the birth year must belong together. Wrong pairs are counted by receipt and by network address; after some
(settings) nobody gets an answer for an hour, right or wrong. A number mistyped is told apart by its check character, and
is not counted: it gives nothing away.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.addresses import counted_network
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import read_random_number
from baarasira.openings import campaign_queries
from baarasira.programmes.compiled.values import Text
from baarasira.reference import parameters
from baarasira.reference.queries import values

from .enums import ROAD_STATES, CandidacyState
from .models import Candidacy, ReceiptTries

_WINDOW = timedelta(hours=1)


class Verdict(StrEnum):
    """What came of the question."""

    FOUND = "found"
    MISTYPED = "mistyped"
    UNKNOWN = "unknown"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer; everything but the verdict is empty unless the file was found."""

    verdict: Verdict
    number: str = ""
    campaign: str = ""
    title: str | Text = ""
    message: str | Text = ""
    stopped: bool = False
    ended: bool = False
    next_on: date | None = None
    notice: str | Text = ""


def check_receipt(*, actor: Actor, number: str, birth_year: int) -> Standing:
    """Return where the file of a receipt stands, for whoever gives its number and the birth year of its holder.

    The actor is a visitor: `actor.address` is counted. Five queries at most.
    """
    written = read_random_number(number)
    if not written:
        return Standing(Verdict.MISTYPED)
    keys = _keys(actor, written)
    if _must_wait(actor, keys):
        return Standing(Verdict.WAIT)
    rows = Candidacy.objects.filter(number=written, person__born__year=birth_year, state__in=ROAD_STATES)
    candidacy = rows.first()
    if candidacy is None:
        _count(actor, keys)
        return Standing(Verdict.UNKNOWN)
    return _standing(candidacy)


def _standing(candidacy: Candidacy) -> Standing:
    campaign = campaign_queries.one(candidacy.opening_id)
    programme = campaign.programme_version.compiled
    ended = candidacy.state == CandidacyState.ENDED
    outcome = programme.outcomes.get(candidacy.outcome)
    step = programme.steps[candidacy.step]
    row = None if ended else candidacy.steps.filter(closed_at__isnull=True).first()
    return Standing(
        Verdict.FOUND,
        number=candidacy.number,
        campaign=campaign.opening.title,
        title=(outcome.title if outcome is not None else "") if ended else step.title,
        message=outcome.message if ended and outcome is not None else "",
        stopped=candidacy.frozen_on is not None,
        ended=ended,
        next_on=row.due_at.date() if row is not None and row.due_at is not None else None,
        notice=programme.notice,
    )


def _keys(actor: Actor, number: str) -> dict[str, int]:
    """Return what tries are counted under, each with how many it is allowed."""
    receipt, network = parameters.RECEIPT_TRIES, parameters.RECEIPT_NETWORK_TRIES
    limits = values(actor.today, receipt, network)
    keys = {vault.exact_fingerprint(f"receipt:{number}"): limits[receipt.key]}
    if address := counted_network(actor.address, settings.BAARASIRA_TRUSTED_PROXIES):
        keys[vault.exact_fingerprint(f"receipts-from:{address}")] = limits[network.key]
    return keys


def _must_wait(actor: Actor, keys: dict[str, int]) -> bool:
    rows = ReceiptTries.objects.filter(key_print__in=list(keys), since__gt=actor.at - _WINDOW)
    return any(row.tries >= keys[row.key_print] for row in rows)


@transaction.atomic
def _count(actor: Actor, keys: dict[str, int]) -> None:
    door(*(f"receipt:{key}" for key in keys))
    held = {row.key_print: row for row in ReceiptTries.objects.filter(key_print__in=list(keys))}
    for key in keys:
        row = held.get(key)
        if row is None or row.since <= actor.at - _WINDOW:
            row = ReceiptTries(key_print=key, since=actor.at, tries=0)
        row.tries += 1
        row.save()


def forget_old_tries(*, actor: Actor) -> int:
    """Delete the counts begun more than an hour ago (the worker calls it); return how many."""
    deleted, _per_model = ReceiptTries.objects.filter(since__lte=actor.at - _WINDOW).delete()
    return deleted
