"""Who may close a step: the role its programme names, in the offices of the file or in the department of the campaign."""

from collections.abc import Mapping

from baarasira.kernel.actor import Actor
from baarasira.programmes.enums import ActorRole

from ..models import Candidacy
from ..policies import FILES

ACTIONS: Mapping[str, str] = {
    ActorRole.COUNSELLOR: "counsellor",
    ActorRole.EMPLOYER_ADVISER: "employer_adviser",
    ActorRole.FOCAL_POINT: "focal_point",
    ActorRole.DIRECTOR: "director",
    ActorRole.DEPARTMENT: "department",
    ActorRole.TRAINER: "trainer",
    ActorRole.PANEL: "panel",
    ActorRole.SYSTEM: "system",
}
"""The entry of the table `policies.FILES` for each role that writes in the application itself."""
_OF_THE_DEPARTMENT = frozenset({"department", "panel"})


def allows(actor: Actor, action: str, candidacy: Candidacy) -> bool:
    """Tell whether the actor may do it: in the person's office, in the one that registered them, or in the department.

    A centre acts as the department does on the files of its own campaigns, and on no others.
    """
    own = candidacy.opening.office_id
    if action in _OF_THE_DEPARTMENT and FILES.allows(actor, "centre", own):
        return True
    return any(FILES.allows(actor, action, office) for office in (candidacy.person.office_id, candidacy.office_id, own))


def require(actor: Actor, action: str, candidacy: Candidacy) -> None:
    """Raise NotAllowed unless `allows`."""
    if not allows(actor, action, candidacy):
        FILES.require(actor, action, candidacy.opening.office_id)
