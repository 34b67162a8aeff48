"""What every act on a contract begins with: the row alone, the right in its structures, the second person."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.policies import PolicyTable

from ..models import WorkContract
from ..policies import CONTRACTS

SHORTEST_REASON = 10
HASH_LENGTH = 64


def contract_key(candidacy_id: UUID) -> str:
    """Return the key of the door of a file's contracts."""
    return f"contracts:{candidacy_id}"


def locked(contract_id: UUID, version: int | None = None) -> WorkContract:
    """Return a contract as the database has it, alone until the transaction ends; Stale when it changed since `version`."""
    held = WorkContract.objects.values_list("candidacy_id", flat=True).get(pk=contract_id)
    door(contract_key(held))
    rows = WorkContract.objects.select_for_update(of=("self",)).select_related(
        "candidacy", "candidacy__person", "candidacy__opening", "employer", "agreement", "reviewed_by", "approved_by"
    )
    contract = rows.get(pk=contract_id)
    contract.require_version(version)
    return contract


def structures_of(candidacy: Candidacy) -> tuple[UUID, ...]:
    """Return the structures of a file: the department of its campaign, the office that registered it, the person's."""
    return (candidacy.opening.office_id, candidacy.office_id, candidacy.person.office_id)


def require(actor: Actor, action: str, candidacy: Candidacy, policy: PolicyTable = CONTRACTS) -> None:
    """Raise NotAllowed unless the actor may do it in one of the structures of the file."""
    if not any(policy.allows(actor, action, structure) for structure in structures_of(candidacy)):
        policy.require(actor, action, candidacy.opening.office_id)


def require_open(candidacy: Candidacy) -> None:
    """Raise WrongState when the file has ended, or when a suspension stops it."""
    if candidacy.state != CandidacyState.UNDER_WAY:
        raise WrongState(_("This file has come to its end: its contract no longer changes."), code="contract.ended")
    if candidacy.frozen_on is not None:
        sentence = _("This file is stopped: the campaign is suspended. Nothing moves until it goes on.")
        raise WrongState(sentence, code="contract.frozen")


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="contract.person")
    return actor.user


def require_second(actor: Actor, *others: User | None) -> User:
    """Return who acts when they are none of the others, whatever accounts they use (R-16); else NotAllowed."""
    who = person(actor)
    if any(same_person(other, who) for other in others):
        raise NotAllowed(
            _("You reviewed this contract yourself: a second person decides on its visa (R-16)."), code="R-16"
        )
    return who


def reason_of(text: str, field: str = "reason") -> str:
    """Return a reason written in a sentence; RuleRefused when it is shorter than one."""
    reason = " ".join(text.split())[:1000]
    if len(reason) < SHORTEST_REASON:
        sentence = _("Write the reason in a sentence: those who read the decision will see it.")
        raise RuleRefused([Finding("reason_missing", sentence, field)])
    return reason


def is_hash(text: str) -> bool:
    """Tell whether a text is a SHA-256 in hexadecimal."""
    return len(text) == HASH_LENGTH and all(sign in "0123456789abcdef" for sign in text)
