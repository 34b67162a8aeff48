"""Who may close a step: the role its programme names, in the person's office or in the department of the campaign."""

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


def allows(actor: Actor, action: str, candidacy: Candidacy) -> bool:
    """Tell whether the actor may do it: in the person's office, or in the structure that conducts the campaign."""
    return FILES.allows(actor, action, candidacy.person.office_id) or FILES.allows(
        actor, action, candidacy.opening.office_id
    )


def require(actor: Actor, action: str, candidacy: Candidacy) -> None:
    """Raise NotAllowed unless `allows`."""
    if not FILES.allows(actor, action, candidacy.person.office_id):
        FILES.require(actor, action, candidacy.opening.office_id)
