"""What every move of a candidacy checks first."""

from uuid import UUID

from baarasira.kernel.actor import Actor
from baarasira.kernel.policies import PolicyTable

from ..models import Candidacy


def locked(candidacy_id: UUID) -> Candidacy:
    """Read a candidacy for writing, with its person and opening."""
    return (
        Candidacy.objects.select_for_update(of=("self",))
        .select_related("person", "opening", "opening__employer")
        .get(pk=candidacy_id)
    )


def require(policy: PolicyTable, actor: Actor, action: str, candidacy: Candidacy) -> None:
    """Let the person's office or the offer's office do it; raises NotAllowed for anyone else (as `queries.reach` lists)."""
    if not policy.allows(actor, action, candidacy.person.office_id):
        policy.require(actor, action, candidacy.opening.office_id)
