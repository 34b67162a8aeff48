"""Suspending, reinstating and closing accounts."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor

from ..models import User
from ..policies import require_over
from ..queries import current_or_coming, main_structure_id, open_resets
from ..transitions import ACCOUNTS as STATES
from ..transitions import RESETS
from .memberships import end_membership, refuse, require_administrator_left
from .second_factor import forget_devices
from .visits import end_every_visit


def _taken(actor: Actor, action: str, user_id: UUID) -> User:
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, action, user)
    if not actor.reason.strip():
        raise refuse("reason", _("Write why: the journal keeps it."), "reason")
    return user


@transaction.atomic
def suspend(*, actor: Actor, user_id: UUID) -> User:
    """Stop an account for a time, with a reason: its open visits end at once. Raises RuleRefused, WrongState."""
    user = _taken(actor, "suspend", user_id)
    STATES.check("suspend", user.state)
    require_administrator_left(user, actor.today)
    STATES.apply(user, "suspend", actor=actor, subject_id=user.id, structure_id=main_structure_id(user, actor.today))
    end_every_visit(user, actor.at)
    return user


@transaction.atomic
def reinstate(*, actor: Actor, user_id: UUID) -> User:
    """Let a suspended account sign in again, with a reason; never one's own. Raises RuleRefused, WrongState."""
    user = _taken(actor, "reinstate", user_id)
    STATES.apply(user, "reinstate", actor=actor, subject_id=user.id, structure_id=main_structure_id(user, actor.today))
    return user


@transaction.atomic
def close(*, actor: Actor, user_id: UUID) -> User:
    """Close an account, with a reason: visits end at once, roles end today, links and phone are forgotten.

    The account stays, because the journal names it. Raises RuleRefused (own account, last administrator), WrongState.
    """
    user = _taken(actor, "close", user_id)
    STATES.check("close", user.state)
    require_administrator_left(user, actor.today)
    structure = main_structure_id(user, actor.today)
    values = {"closed_at": actor.at, "second_factor_at": None}
    user.set_unusable_password()
    STATES.apply(user, "close", actor=actor, subject_id=user.id, structure_id=structure, values=values)
    end_every_visit(user, actor.at)
    forget_devices(user)
    for membership in user.memberships.filter(current_or_coming(actor.today)).select_related("user"):
        end_membership(membership, actor.today - timedelta(days=1), actor)
    user.invitations.filter(used_at__isnull=True, expires_at__gt=actor.at).update(expires_at=actor.at)
    for reset in open_resets(user):
        RESETS.apply(reset, "expire", actor=actor, subject_id=user.id)
    return user
