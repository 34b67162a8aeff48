"""What every act on an agreement begins with: the row locked, the actor a person, the document of the act."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from .. import rules
from ..enums import ENDED, PREPARED
from ..models import Act, Agreement
from ..policies import AGREEMENTS


def locked(agreement: Agreement | UUID, version: int | None = None) -> Agreement:
    """Return the agreement as the database has it, behind its door until the transaction ends; Stale when it changed."""
    pk = agreement.pk if isinstance(agreement, Agreement) else agreement
    door(f"agreement:{pk}")
    stored = Agreement.objects.select_for_update(of=("self",)).select_related("partner").get(pk=pk)
    stored.require_version(version)
    return stored


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="agreement.person")
    return actor.user


def words(text: str) -> str:
    """Return a text with its spaces collapsed, line by line."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def add_act(
    actor: Actor, agreement: Agreement, name: str, *, reference: str, on: date | None = None, said: str = ""
) -> Act:
    """Keep the document of an act, journaled."""
    act = Act(
        agreement=agreement,
        name=name,
        done_on=on or actor.today,
        reference=reference,
        words=said,
        author=person(actor),
    )
    writing.create(act, f"agreement_act.{name}", actor=actor, structure_id=agreement.office_id)
    return act


def for_edit(actor: Actor, agreement: Agreement, amendment: str, version: int | None = None) -> Agreement:
    """Return the agreement locked for a change of its text.

    Once signed, its text changes by an amendment whose reference is kept as an act; once ended, no more. Raises
    NotAllowed, Stale, RuleRefused.
    """
    stored = locked(agreement, version)
    AGREEMENTS.require(actor, "edit", stored.office_id)
    if stored.state in ENDED:
        sentence = _("This agreement has ended: its text is no longer changed. Renew it, or record a new one.")
        raise RuleRefused([Finding("agreement_ended", sentence)])
    if stored.state not in PREPARED:
        reference = words(amendment)
        if not reference:
            sentence = _("This agreement is signed: enter the reference of the amendment that changes it.")
            raise RuleRefused([Finding("amendment_missing", sentence, "amendment")])
        rules.refuse([_at_amendment(found) for found in rules.decision_findings(reference, None, actor.today)])
        add_act(actor, stored, "amend", reference=reference)
    return stored


def _at_amendment(found: Finding) -> Finding:
    return Finding(found.code, found.sentence, "amendment")
