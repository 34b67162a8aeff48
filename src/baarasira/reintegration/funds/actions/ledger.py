"""The one way a line enters the ledger: behind the fund's door, once a key, never below what an account holds."""

from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.kernel.stored import insert
from baarasira.reference.amounts import show_minor

from ..enums import Account, Entry
from ..ledger import Line, Overdrawn, Place, moved
from ..models import Fund, Grant, Holding, LedgerLine
from . import doors


def post(
    actor: Actor, fund: Fund, entry: Entry, amount: int, *, key: str, grant: Grant | None = None, words: str = ""
) -> LedgerLine:
    """Add a line and move what its two accounts hold, inside the act that causes it.

    A key that was posted already gives the line of then, and moves nothing. Raises RuleRefused when an account would hold
    less than nothing.
    """
    door(f"fund:{fund.pk}")
    if known := LedgerLine.objects.filter(key=key).first():
        return known
    line = Line(entry, amount, grant.pk if grant is not None else None)
    rows = {place: _holding(fund, grant, place) for place in (line.source, line.target)}
    try:
        after = moved({place: row.amount for place, row in rows.items()}, line)
    except Overdrawn as fault:
        raise doors.refused("overdrawn", _short(fund, fault), "amount", source="R-16") from fault
    for place, row in rows.items():
        row.amount = after[place]
        row.save(update_fields=["amount"])
    return insert(
        LedgerLine(
            fund=fund,
            grant=grant,
            entry=entry,
            source=line.source[0],
            target=line.target[0],
            amount=amount,
            key=key,
            words=words[:200],
            at=actor.at,
            actor_id=actor.id,
            actor_label=actor.label,
        )
    )


def _holding(fund: Fund, grant: Grant | None, place: Place) -> Holding:
    """Return what an account holds, begun at zero; locked with the fund."""
    owner = grant if place[1] is not None else None
    rows = Holding.objects.select_for_update().filter(fund=fund, grant=owner, account=place[0])
    return rows.first() or insert(Holding(fund=fund, grant=owner, account=place[0]))


def _short(fund: Fund, fault: Overdrawn) -> str:
    words = {"amount": show_minor(fault.short, fund.currency), "fund": fund.name}
    if fault.place[0] == Account.AVAILABLE:
        sentence = _("The fund %(fund)s is short of %(amount)s: ask the funder for a payment, or lower the amount.")
    elif fault.place[0] == Account.COMMITTED:
        sentence = _("This would be %(amount)s more than what remains of the grant.")
    else:
        sentence = _("The account “%(account)s” of the fund %(fund)s would be short of %(amount)s.")
        words["account"] = str(Account(fault.place[0]).label)
    return sentence % words
