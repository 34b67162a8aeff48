"""What the acts of this room begin with: the row locked, who acts, words that say something."""

from uuid import UUID

from baarasira.accounts.acting import person_acting, refused, stop_at, words_of
from baarasira.kernel.locking import door

from ..models import Enrolment, Session

__all__ = ["enrolment_locked", "person_acting", "refused", "session_locked", "stop_at", "told", "words_of"]


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
