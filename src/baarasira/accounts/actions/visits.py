"""Visits: signed-in sessions, listed for their owner and ended from afar."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind

from ..models import User, Visit
from ..queries import open_visits


def open_visit(*, actor: Actor, user: User, session_key: str, agent: str) -> Visit:
    """Record the session that a sign-in has just opened; `agent` is what the browser says of itself."""
    return Visit.objects.create(
        user=user, session_key=session_key, started_at=actor.at, address=actor.address, agent=agent[:200]
    )


def rename_session(*, former: str, session_key: str) -> None:
    """Follow a session whose key was changed (after the second factor, after a new password)."""
    Visit.objects.filter(session_key=former, ended_at__isnull=True).update(session_key=session_key)


@transaction.atomic
def sign_out(*, actor: Actor, session_key: str) -> None:
    """Close the visit of this session; the face throws the session itself away."""
    Visit.objects.filter(session_key=session_key, ended_at__isnull=True).update(ended_at=actor.at)
    journal.record(actor, "account.sign_out", noun="account", object_id=actor.id, kind=Kind.ACCESS)


@transaction.atomic
def end_visit(*, actor: Actor, visit_id: UUID) -> Visit:
    """End one of the actor's own visits (a computer left open). Raises WrongState when it is over already."""
    visit = Visit.objects.filter(id=visit_id, user_id=actor.id, ended_at__isnull=True).select_for_update().first()
    if visit is None:
        raise WrongState(_("This visit is already over, or it is not yours. The list shows those still open."))
    visit.ended_at = actor.at
    visit.save(update_fields=["ended_at"])
    Session.objects.filter(session_key=visit.session_key).delete()
    journal.record(actor, "account.end_visit", noun="account", object_id=actor.id, kind=Kind.ACCESS)
    return visit


def end_every_visit(user: User, at: datetime, *, except_session: str = "") -> int:
    """End the account's visits and delete their sessions, inside the caller's transaction; return how many were open."""
    mine = user.visits.filter(ended_at__isnull=True).exclude(session_key=except_session)
    count = open_visits(user, at).exclude(session_key=except_session).count()
    Session.objects.filter(session_key__in=list(mine.values_list("session_key", flat=True))).delete()
    mine.update(ended_at=at)
    return count


def clear_dead_sessions(at: datetime) -> int:
    """Delete the sessions that have run out and close their visits at that time (the worker calls it); return how many."""
    dead = Session.objects.filter(expire_date__lte=at)
    keys = list(dead.values_list("session_key", flat=True)[:10_000])
    with transaction.atomic():
        Visit.objects.filter(session_key__in=keys, ended_at__isnull=True).update(ended_at=at)
        Session.objects.filter(session_key__in=keys).delete()
    return len(keys)
