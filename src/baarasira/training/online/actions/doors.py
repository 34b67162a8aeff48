"""What the acts of this room begin with: the platform or the place locked, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Place, Platform
from ..policies import PLACES, PLATFORMS

SHORTEST = 10


def person_acting(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="online_place.person")
    return actor.user


def refused(code: str, sentence: str, field: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field)])


def stop_at(findings: list[Finding]) -> None:
    """Raise RuleRefused when there is a finding."""
    if findings:
        raise RuleRefused(findings)


def words_of(text: str, most: int, field: str = "words") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


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
