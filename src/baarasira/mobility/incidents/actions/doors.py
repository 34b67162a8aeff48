"""What the acts of this room begin with: the row locked, who acts, words that say something."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door
from baarasira.reference.parameters import INCIDENT_HOURS
from baarasira.reference.queries import value

from ..models import Incident
from ..queries.incidents import may_see

SHORTEST = 10


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="incident.person")
    return actor.user


def second(actor: Actor, first: User | None, sentence: str) -> User:
    """Return who acts when they are another person than the first (R-16); NotAllowed with the sentence otherwise."""
    who = person(actor)
    if same_person(first, who):
        raise NotAllowed(sentence, code="R-16")
    return who


def sentence_of(text: str, most: int, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def locked(actor: Actor, incident_id: UUID, version: int | None = None) -> Incident:
    """Return the incident alone until the transaction ends.

    NotAllowed when it is confidential and the actor is not named to see it, Stale when it changed.
    """
    door(f"incident:{incident_id}")
    rows = Incident.objects.select_for_update(of=("self",)).select_related("office", "person", "candidacy__opening")
    stored = rows.get(pk=incident_id)
    if stored.confidential and not may_see(actor, stored):
        raise NotAllowed(
            _("Only those named to see confidential incidents may act on this one."), code="incident.carer"
        )
    stored.require_version(version)
    return stored


def due(severity: int, start: datetime) -> datetime:
    """Return by when an incident of a severity is to be dealt with, counted from a moment (A.8)."""
    hours = value(INCIDENT_HOURS, start.date())[severity - 1]
    return start + timedelta(hours=hours)


def told(incident: Incident) -> dict[str, UUID | None]:
    """Return of whom and of where an act on an incident is, for the journal."""
    return {"subject_id": incident.person_id, "structure_id": incident.office_id}
