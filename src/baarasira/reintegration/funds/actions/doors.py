"""What the acts of this room begin with: the row alone, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Fund, Grant, Payment, Tranche

SHORTEST = 10
MOST = 10**13


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="fund.person")
    return actor.user


def another(actor: Actor, *first: User | None, sentence: str) -> User:
    """Return who acts when they are none of those who acted before (R-16); NotAllowed with the sentence otherwise."""
    who = person(actor)
    if any(same_person(one, who) for one in first):
        raise NotAllowed(sentence, code="R-16")
    return who


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def sentence_of(text: str, most: int = 300, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


def locked_fund(fund_id: UUID, version: int | None = None) -> Fund:
    """Return the fund alone until the transaction ends: whoever writes in its ledger waits here. Raises Stale."""
    door(f"fund:{fund_id}")
    rows = Fund.objects.select_for_update(of=("self",)).select_related("office", "funder", "operator")
    fund = rows.get(pk=fund_id)
    fund.require_version(version)
    return fund


def locked_grant(grant_id: UUID, version: int | None = None) -> Grant:
    """Return the grant alone until the transaction ends. Raises Stale.

    The door of its case is taken before that of its fund: whoever closes a case has the first, and needs the second.
    """
    case_id, fund_id = Grant.objects.values_list("case_id", "fund_id").get(pk=grant_id)
    door(f"case:{case_id}")
    locked_fund(fund_id)
    rows = Grant.objects.select_for_update(of=("self",))
    wide = rows.select_related(
        "fund__funder", "case__programme", "person", "project", "office", "proposed_by", "decided_by"
    )
    grant = wide.get(pk=grant_id)
    grant.require_version(version)
    return grant


def locked_tranche(tranche_id: UUID, version: int | None = None) -> Tranche:
    """Return the tranche with its grant locked. Raises Stale."""
    grant = locked_grant(Tranche.objects.values_list("grant_id", flat=True).get(pk=tranche_id))
    tranche = Tranche.objects.select_for_update(of=("self",)).select_related("submitted_by").get(pk=tranche_id)
    tranche.require_version(version)
    tranche.grant = grant
    return tranche


def locked_payment(payment_id: UUID, version: int | None = None) -> Payment:
    """Return the payment with its tranche and grant locked. Raises Stale."""
    tranche = locked_tranche(Payment.objects.values_list("tranche_id", flat=True).get(pk=payment_id))
    payment = Payment.objects.select_for_update(of=("self",)).select_related("ordered_by", "fund").get(pk=payment_id)
    payment.require_version(version)
    payment.tranche = tranche
    return payment


def about(grant: Grant) -> dict[str, UUID]:
    """Return of whom and of where an act on a grant is, for the journal."""
    return {"subject_id": grant.person_id, "structure_id": grant.office_id}
