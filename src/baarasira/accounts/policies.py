"""Who may do what to accounts and to the journal."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import SYSTEM_ROLE, Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.policies import PolicyTable

from .enums import Role
from .models import User

ACCOUNTS = PolicyTable(
    "account",
    {
        "view": {Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
        "invite": {Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
        "move": {Role.NATIONAL_ADMINISTRATOR},
        "grant": {Role.NATIONAL_ADMINISTRATOR},
        "suspend": {Role.NATIONAL_ADMINISTRATOR},
        "reinstate": {Role.NATIONAL_ADMINISTRATOR},
        "close": {Role.NATIONAL_ADMINISTRATOR},
        # At the server's command line alone: what two administrators decide otherwise.
        "recover": {SYSTEM_ROLE},
        "ask_reset": {Role.NATIONAL_ADMINISTRATOR},
        "decide_reset": {Role.NATIONAL_ADMINISTRATOR},
    },
)

JOURNAL = PolicyTable(
    "journal",
    {
        "view": {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
        "read_content": {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
        "export": {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
    },
)


def structures_of(user: User, on: date) -> set[UUID]:
    """Return the ids of the structures the account belongs to on that date or later. One query."""
    held = user.memberships.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return set(held.values_list("structure_id", flat=True))


def acts_on(actor: Actor, user: User) -> frozenset[str]:
    """Return the actions of the table that the actor may do to that account: all its structures must be in reach.

    An account that belongs nowhere is in reach of those who may act everywhere. One query.
    """
    structures = structures_of(user, actor.today)
    scopes = {action: ACCOUNTS.scope(actor, action) for action in ACCOUNTS.grants}
    return frozenset(
        action
        for action, scope in scopes.items()
        if (all(scope.covers(structure) for structure in structures) if structures else scope.everywhere)
    )


def require_over(actor: Actor, action: str, user: User) -> None:
    """Raise NotAllowed unless the action is in `acts_on`, and RuleRefused when the account is the actor's own.

    Nobody lifts their own suspension, widens their own roles or approves their own reset: a second person does.
    """
    if action not in acts_on(actor, user):
        raise NotAllowed(
            _("Only an administrator whose territory holds this whole account may do this."), code=f"account.{action}"
        )
    if actor.id is not None and actor.id == user.id:
        raise RuleRefused(
            [Finding("own_account", _("This is your own account: another administrator must do this for you."))]
        )
