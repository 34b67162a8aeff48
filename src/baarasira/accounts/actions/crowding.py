"""Failed sign-ins counted per network address, whatever accounts they aim at: who tries many accounts must wait.

The limit is generous, because an office, or a whole operator's network, may stand behind one address.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.addresses import counted_network
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import values

from ..models import NetworkFailures
from .refusals import Crowded


def require_room(actor: Actor) -> None:
    """Raise Crowded while the actor's network address has failed too often (settings sign_in.network_failures, _minutes).

    Refused here, a sign-in costs no look at the password and is not journaled: a flood does not fill the journal.
    """
    network = _network_of(actor)
    if not network:
        return
    row = NetworkFailures.objects.filter(network_print=vault.exact_fingerprint(network)).first()
    most, window = _limits(actor)
    if row is not None and row.failures >= most and actor.at < row.since + window:
        raise Crowded(row.since + window)


@transaction.atomic
def count_failure(actor: Actor) -> None:
    """Count one failed sign-in of the actor's network address; the one that fills the measure is journaled."""
    network = _network_of(actor)
    if not network:
        return
    key = vault.exact_fingerprint(network)
    door(f"network:{key}")
    most, window = _limits(actor)
    row = NetworkFailures.objects.filter(network_print=key).first()
    if row is None or actor.at >= row.since + window:
        row = NetworkFailures(network_print=key, since=actor.at, failures=0)
    row.failures += 1
    row.save()
    if row.failures == most:
        after = {"failures": most, "until": row.since + window}
        journal.record(actor, "account.block_network", noun="account", kind=Kind.ACCESS, after=after)


def forget_old_networks(at: datetime) -> int:
    """Delete the counts begun more than a day ago (the worker calls it); return how many."""
    deleted, _per_model = NetworkFailures.objects.filter(since__lt=at - timedelta(days=1)).delete()
    return deleted


def _network_of(actor: Actor) -> str:
    return counted_network(actor.address, settings.BAARASIRA_TRUSTED_PROXIES)


def _limits(actor: Actor) -> tuple[int, timedelta]:
    most, minutes = parameters.SIGN_IN_NETWORK_FAILURES, parameters.SIGN_IN_NETWORK_MINUTES
    limits = values(actor.today, most, minutes)
    return limits[most.key], timedelta(minutes=limits[minutes.key])
