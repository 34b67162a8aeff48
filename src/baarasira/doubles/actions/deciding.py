"""What an agent says of two files: two people, or not sure; and putting a pair back in the queue."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.people.queries import IN_FORCE

from ..models import Pair
from ..policies import PAIRS
from ..transitions import PAIR


def of(actor: Actor, pair_id: UUID, expected_version: int | None = None) -> Pair:
    """Return a pair for writing; raises NotAllowed without the right to decide at either office, Stale."""
    pair = Pair.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=pair_id)
    if not PAIRS.allows(actor, "decide", pair.one.office_id) and not PAIRS.allows(
        actor, "decide", pair.other.office_id
    ):
        raise NotAllowed(_("These two files belong to other offices: one of them decides."))
    pair.require_version(expected_version)
    return pair


def require_reason(reason: str) -> str:
    """Return the reason trimmed; raises RuleRefused when nothing is written."""
    if not reason.strip():
        raise RuleRefused([Finding("reason", _("Write what you looked at and why you decide so."), "reason")])
    return reason.strip()


def require_in_use(pair: Pair) -> None:
    """Raise WrongState when one of the files was merged or erased meanwhile."""
    if pair.one.state not in IN_FORCE or pair.other.state not in IN_FORCE:
        raise WrongState(_("One of the two files is no longer in use: there is nothing to decide."), code="pair.closed")


def say(actor: Actor, pair: Pair, name: str, values: dict[str, Any]) -> Pair:
    """Apply a transition with who decides and when; the reason stays in the pair, which a purge empties."""
    written = {"decided_by_id": actor.id, "decided_on": actor.today, **values}
    PAIR.apply(
        pair, name, actor=actor.because(""), subject_id=pair.one_id, structure_id=pair.one.office_id, values=written
    )
    return pair


@transaction.atomic
def part_pair(*, actor: Actor, pair_id: UUID, reason: str, expected_version: int | None = None) -> Pair:
    """Say that two files are two people's: they are not shown again. Raises NotAllowed, RuleRefused, WrongState, Stale."""
    pair = of(actor, pair_id, expected_version)
    require_in_use(pair)
    return say(actor, pair, "part", {"reason": require_reason(reason), "kept_id": None})


@transaction.atomic
def say_unsure(*, actor: Actor, pair_id: UUID, reason: str, expected_version: int | None = None) -> Pair:
    """Leave a pair in the queue with what was found out and what is missing."""
    pair = of(actor, pair_id, expected_version)
    require_in_use(pair)
    return say(actor, pair, "doubt", {"reason": require_reason(reason), "kept_id": None})


@transaction.atomic
def put_back(*, actor: Actor, pair_id: UUID, reason: str, expected_version: int | None = None) -> Pair:
    """Put a pair that was told apart back in the queue, with the reason."""
    pair = of(actor, pair_id, expected_version)
    require_in_use(pair)
    return say(actor, pair, "reopen", {"reason": require_reason(reason), "kept_id": None})
