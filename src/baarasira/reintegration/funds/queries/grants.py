"""Reads of funds, grants and tranches: each list starts from what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, Sum, UUIDField

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.prepared import Prepared

from ..enums import Account, GrantState, RecoveryState, TrancheState
from ..models import Fund, Grant, Holding, LedgerLine, Recovery, Signatory, Tranche
from ..policies import FUNDS, GRANTS


def signatories(user: UUID) -> QuerySet[Signatory]:
    """Return for which funds an account is named to sign, whatever the roles."""
    return Signatory.objects.filter(user_id=user, ended_on__isnull=True)


_NAMED: Prepared[tuple[UUID]] = Prepared(lambda user: signatories(user).values_list("fund_id"), user=UUIDField())


def signs_somewhere(actor: Actor) -> bool:
    """Tell whether the actor is named to sign for a fund, whatever their roles. One query."""
    return isinstance(actor.user, User) and bool(_NAMED(user=actor.user.pk))


def signs_for(actor: Actor, fund: Fund) -> Signatory | None:
    """Return for which body the actor signs the tranches of a fund, None for none. One query."""
    if not isinstance(actor.user, User):
        return None
    return Signatory.objects.filter(fund=fund, user=actor.user, ended_on__isnull=True).first()


def _signed_funds(actor: Actor) -> QuerySet[Signatory, UUID]:
    user = actor.user.pk if isinstance(actor.user, User) else None
    return Signatory.objects.filter(user_id=user, ended_on__isnull=True).values_list("fund_id", flat=True)


def funds_visible_to(actor: Actor) -> QuerySet[Fund]:
    """Return the funds kept in the actor's structures, and those for which they are named to sign; by name."""
    rows = Fund.objects.select_related("funder", "operator", "office", "agreement")
    own = Q(pk__in=_signed_funds(actor))
    scope = FUNDS.scope(actor, "view")
    return rows.filter((scope.q("office_id") | own) if scope else own).order_by("name", "id")


def visible_to(actor: Actor) -> QuerySet[Grant]:
    """Return the grants of the actor's structures, and those of the funds for which they sign; the newest first."""
    rows = Grant.objects.select_related("fund", "case", "person", "project", "office", "proposed_by", "decided_by")
    own = Q(fund__in=_signed_funds(actor)) & ~Q(state__in=[GrantState.PROPOSED, GrantState.REFUSED])
    scope = GRANTS.scope(actor, "view")
    return rows.filter((scope.q("office_id") | own) if scope else own).order_by("-id")


def tranches_visible_to(actor: Actor) -> QuerySet[Tranche]:
    """Return the tranches of the grants the actor may see, the most urgent first."""
    rows = Tranche.objects.filter(grant__in=visible_to(actor).order_by().values("pk"))
    return rows.select_related("grant__fund", "grant__person", "grant__office", "submitted_by").order_by("due_on", "id")


def to_sign(actor: Actor) -> QuerySet[Tranche]:
    """Return the tranches that await the signature of the actor's own body, the oldest first."""
    named = Signatory.objects.filter(user_id=actor.id, ended_on__isnull=True)
    condition = Q(pk__in=[])
    for row in named:
        condition |= Q(grant__fund=row.fund_id) & ~Q(
            pk__in=Tranche.objects.filter(signatures__side=row.side, signatures__withdrawn_on__isnull=True).values("pk")
        )
    rows = Tranche.objects.filter(condition, state=TrancheState.READY)
    return rows.select_related("grant__fund", "grant__person").order_by("submitted_on", "id")


def late(actor: Actor) -> QuerySet[Tranche]:
    """Return the tranches whose last day has passed unconfirmed: they rise by themselves."""
    rows = tranches_visible_to(actor).filter(due_on__lt=actor.today, grant__state=GrantState.GRANTED)
    return rows.exclude(state__in=[TrancheState.CONFIRMED, TrancheState.STOPPED])


def recoveries(actor: Actor) -> QuerySet[Recovery]:
    """Return the money still to be given back, the oldest first."""
    rows = Recovery.objects.filter(grant__in=visible_to(actor).order_by().values("pk"), state=RecoveryState.OPEN)
    return rows.select_related("grant__person", "grant__fund", "abandon_asked_by").order_by("opened_on", "id")


@dataclass(frozen=True, slots=True)
class Balances:
    """What a fund or a grant holds, in whole small units: by account; `given` is what the funder gave, net."""

    by_account: Mapping[str, int]

    def of(self, account: str) -> int:
        """Return what an account holds, 0 where nothing ever moved."""
        return self.by_account.get(account, 0)

    @property
    def given(self) -> int:
        """What the funder gave and did not take back."""
        return -self.of(Account.SOURCE)


def fund_balances(fund: Fund) -> Balances:
    """Return what a fund holds, its grants taken together. One query."""
    rows = Holding.objects.filter(fund=fund).order_by().values_list("account").annotate(sum=Sum("amount"))
    return Balances(dict(rows))


def grant_balances(grant: Grant) -> Balances:
    """Return what a grant holds. One query."""
    return Balances(dict(Holding.objects.filter(grant=grant).values_list("account", "amount")))


def lines_of(fund: Fund) -> QuerySet[LedgerLine]:
    """Return the ledger of a fund, the newest line first."""
    return LedgerLine.objects.filter(fund=fund).select_related("grant").order_by("-id")


def unbalanced(fund: Fund) -> dict[str, tuple[int, int]]:
    """Return {account: (held, sum of its lines)} of the accounts of a fund that differ: empty, or the ledger was touched.

    What an auditor runs: it adds every line up again. Three queries.
    """
    held = dict(fund_balances(fund).by_account)
    summed: dict[str, int] = {}
    for field, sign in (("source", -1), ("target", 1)):
        rows = LedgerLine.objects.filter(fund=fund).order_by().values_list(field).annotate(sum=Sum("amount"))
        for account, amount in rows:
            summed[account] = summed.get(account, 0) + sign * amount
    names = {*held, *summed}
    return {
        name: (held.get(name, 0), summed.get(name, 0)) for name in names if held.get(name, 0) != summed.get(name, 0)
    }
