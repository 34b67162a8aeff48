"""Who may do what to accounts and to the journal."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import SYSTEM_ROLE, Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.policies import PolicyTable

from .enums import Role
from .models import User
from .queries import structures_of

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


def may_act_on(actor: Actor, action: str, user: User) -> bool:
    """Tell whether the policy lets the actor do this to that account: every structure it belongs to must be in reach.

    An account that belongs nowhere is in reach of those who may act everywhere.
    """
    scope = ACCOUNTS.scope(actor, action)
    structures = structures_of(user, actor.today)
    return all(scope.covers(structure) for structure in structures) if structures else scope.everywhere


def require_over(actor: Actor, action: str, user: User) -> None:
    """Raise NotAllowed unless `may_act_on`, and RuleRefused when the account is the actor's own.

    Nobody lifts their own suspension, widens their own roles or approves their own reset: a second person does.
    """
    if not may_act_on(actor, action, user):
        raise NotAllowed(
            _("Only an administrator whose territory holds this whole account may do this."), code=f"account.{action}"
        )
    if actor.id is not None and actor.id == user.id:
        raise RuleRefused(
            [Finding("own_account", _("This is your own account: another administrator must do this for you."))]
        )
