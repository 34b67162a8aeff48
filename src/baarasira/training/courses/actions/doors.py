"""What the acts of this room begin with: the row locked, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Enrolment, Session

SHORTEST = 10


def person_acting(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="course.person")
    return actor.user


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def stop_at(findings: list[Finding]) -> None:
    """Raise RuleRefused when a finding blocks."""
    if any(finding.blocking for finding in findings):
        raise RuleRefused(findings)


def words_of(text: str, most: int, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


def session_locked(session_id: UUID, version: int | None = None) -> Session:
    """Return a session alone until the transaction ends. Raises Stale when it changed, Session.DoesNotExist."""
    door(f"course_session:{session_id}")
    rows = Session.objects.select_for_update(of=("self",)).select_related("course", "centre", "partner")
    session = rows.get(pk=session_id)
    session.require_version(version)
    return session


def enrolment_locked(enrolment_id: UUID) -> Enrolment:
    """Return an enrolment with its session, alone until the transaction ends."""
    door(f"enrolment:{enrolment_id}")
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related(
        "session__course", "session__centre", "person"
    )
    return rows.get(pk=enrolment_id)


def told(enrolment: Enrolment) -> dict[str, UUID | None]:
    """Return of whom and of where an act on an enrolment is, for the journal."""
    return {"subject_id": enrolment.person_id, "structure_id": enrolment.session.centre_id}
