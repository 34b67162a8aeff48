"""What an actor may see and do: by the centre of a session, by the office of a person, or as who teaches the session."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.policies import PolicyTable

from ..enums import SessionState
from ..models import Enrolment, Session, SessionTrainer
from ..policies import ENROLMENTS, SESSIONS

OWN = {"attend": "attend_own", "assess": "assess_own"}
"""The acts that a trainer has for the sessions they teach, by the act of the centre."""


def _taught(actor: Actor, session: str) -> Exists:
    rows = SessionTrainer.objects.filter(session=OuterRef(session), trainer__user_id=actor.id)
    return Exists(rows.filter(Q(until__isnull=True) | Q(until__gte=actor.today)))


def sessions(actor: Actor) -> QuerySet[Session]:
    """Return the sessions of the actor's structures, and those they teach, the last to begin first."""
    condition = SESSIONS.scope(actor, "view").q("centre_id")
    if SESSIONS.allows(actor, "view_own") and actor.id is not None:
        condition |= Q(_taught(actor, "pk"))
    return Session.objects.filter(condition).select_related("course", "centre", "partner")


def open_sessions(actor: Actor) -> QuerySet[Session]:
    """Return the sessions of the whole country that take people now, for who may enrol; the first to begin first."""
    if not ENROLMENTS.allows(actor, "enrol"):
        return Session.objects.none()
    rows = Session.objects.filter(
        state__in=[SessionState.OPEN, SessionState.RUNNING], ends_on__gte=actor.today, order_id__isnull=True
    )
    return rows.select_related("course", "centre", "partner").order_by("starts_on", "id")


def enrolments(actor: Actor) -> QuerySet[Enrolment]:
    """Return the enrolments of the actor's centres and of the people of their offices, and those of sessions they teach."""
    scope = ENROLMENTS.scope(actor, "view")
    condition = scope.q("session__centre_id") | scope.q("person__office_id")
    if SESSIONS.allows(actor, "view_own") and actor.id is not None:
        condition |= Q(_taught(actor, "session_id"))
    related = ("session__course", "session__centre", "person__office")
    return Enrolment.objects.filter(condition).select_related(*related)


def teaches(actor: Actor, session: Session) -> bool:
    """Tell whether the actor teaches this session today."""
    rows = session.teaching.filter(trainer__user_id=actor.id, trainer__active=True)
    return actor.id is not None and rows.filter(Q(until__isnull=True) | Q(until__gte=actor.today)).exists()


def may(actor: Actor, table: PolicyTable, action: str, session: Session) -> bool:
    """Tell whether the actor may do an act on a session: at its centre, or as its trainer (`<action>_own`)."""
    if table.allows(actor, action, session.centre_id):
        return True
    own = OWN.get(action, "")
    return own in table.grants and table.allows(actor, own) and teaches(actor, session)


def require(actor: Actor, table: PolicyTable, action: str, session: Session) -> None:
    """Raise NotAllowed unless `may`."""
    if not may(actor, table, action, session):
        raise NotAllowed(
            _("Only the centre of this session, or who teaches it, may do this."), code=f"{table.noun}.{action}"
        )


def may_with(actor: Actor, action: str, centre_id: UUID, office_id: UUID) -> bool:
    """Tell whether the actor may do an act on an enrolment: at the centre of its session or at the office of its person."""
    scope = ENROLMENTS.scope(actor, action)
    return scope.covers(centre_id) or scope.covers(office_id)


def require_with(actor: Actor, action: str, enrolment: Enrolment) -> None:
    """Raise NotAllowed unless `may_with`."""
    if not may_with(actor, action, enrolment.session.centre_id, enrolment.person.office_id):
        raise NotAllowed(
            _("Only the centre of the session, or the office of this person, may do this."), code=f"enrolment.{action}"
        )
