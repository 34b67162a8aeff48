"""What the acts of this room begin with: the platform or the place locked, who acts, words that say something."""

from uuid import UUID

from baarasira.accounts.acting import person_acting, refused, stop_at, words_of
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door

from ..models import Place, Platform
from ..policies import PLACES, PLATFORMS

__all__ = ["open_place", "open_platform", "person_acting", "refused", "stop_at", "told", "words_of"]


def open_platform(actor: Actor, platform_id: UUID, action: str) -> Platform:
    """Return a platform alone until the transaction ends. NotAllowed by the policy at its structure."""
    door(f"online_platform:{platform_id}")
    platform = Platform.objects.select_related("agreement", "structure").get(pk=platform_id)
    PLATFORMS.require(actor, action, platform.structure_id)
    return platform


def open_place(actor: Actor, place_id: UUID, action: str) -> Place:
    """Return a place alone, behind the door of its platform. NotAllowed at the person's office and at the platform's structure."""
    platform_id = Place.objects.values_list("platform_id", flat=True).get(pk=place_id)
    door(f"online_platform:{platform_id}")
    rows = Place.objects.select_for_update(of=("self",)).select_related("platform__agreement", "person")
    place = rows.get(pk=place_id)
    if not PLACES.allows(actor, action, place.platform.structure_id):
        PLACES.require(actor, action, place.person.office_id)
    return place


def told(place: Place) -> dict[str, UUID | None]:
    """Return of whom and of where an act on a place is, for the journal."""
    return {"subject_id": place.person_id, "structure_id": place.platform.structure_id}
