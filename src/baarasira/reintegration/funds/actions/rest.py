"""What a grant still holds, released to the fund when it was stopped; a grant whose tranches are all confirmed is complete."""

from baarasira.kernel.actor import Actor
from baarasira.reintegration.cases.actions import release_aid

from ..enums import Account, Entry, GrantState, TrancheState
from ..models import Grant, Holding
from ..transitions import GRANT
from . import doors
from .ledger import post


def held(grant: Grant, account: Account) -> int:
    """Return what an account of a grant holds, in whole small units."""
    row = Holding.objects.filter(grant=grant, account=account).first()
    return row.amount if row is not None else 0


def settle_stopped(actor: Actor, grant: Grant) -> None:
    """Release to the fund what a stopped grant still has committed, and its aid from the register where nothing was paid.

    Called again when a payment on its way fails after the stop.
    """
    rest = held(grant, Account.COMMITTED)
    if rest:
        count = grant.lines.filter(entry=Entry.RELEASE).count()
        post(actor, grant.fund, Entry.RELEASE, rest, key=f"release:{grant.pk}:{count}", grant=grant)
    if not held(grant, Account.PAID) and not held(grant, Account.IN_TRANSIT):
        why = grant.ending or f"{grant.number}: {grant.get_stop_reason_display()}"
        release_aid(actor=actor, origin_id=grant.pk, reason=why)


def complete_if_done(actor: Actor, grant: Grant) -> None:
    """Complete a grant whose tranches are all confirmed."""
    if grant.state == GrantState.GRANTED and not grant.tranches.exclude(state=TrancheState.CONFIRMED).exists():
        GRANT.apply(grant, "complete", actor=actor, values={"ended_on": actor.today}, **doors.about(grant))
