"""What every move of a candidacy checks first."""

from uuid import UUID

from django.db.models import UUIDField

from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.kernel.policies import PolicyTable
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening

from ..models import Candidacy

_FOR_WRITING = Prepared(
    lambda candidacy_id: (
        Candidacy.objects.select_for_update(of=("self",))
        .select_related("person", "opening", "opening__employer")
        .filter(pk=candidacy_id)
        .order_by()
    ),
    candidacy_id=UUIDField(),
)
_OPENING = Prepared(
    lambda opening_id: Opening.objects.select_for_update().filter(pk=opening_id).order_by(), opening_id=UUIDField()
)


def locked_opening(opening_id: UUID) -> Opening:
    """Read an offer for writing, behind its door. Raises Opening.DoesNotExist."""
    door(f"opening:{opening_id}")
    return _OPENING.one(opening_id=opening_id)


def locked(candidacy_id: UUID) -> Candidacy:
    """Read a candidacy for writing, with its person and opening."""
    return _FOR_WRITING.one(candidacy_id=candidacy_id)


def require(policy: PolicyTable, actor: Actor, action: str, candidacy: Candidacy) -> None:
    """Let the person's office or the offer's office do it; raises NotAllowed for anyone else (as `queries.reach` lists)."""
    if not policy.allows(actor, action, candidacy.person.office_id):
        policy.require(actor, action, candidacy.opening.office_id)
