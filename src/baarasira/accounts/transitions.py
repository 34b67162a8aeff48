"""The states of an account and of a reset."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import AccountState, ResetState

ACCOUNTS = TransitionTable(
    "account",
    [
        transition("invite", "", AccountState.INVITED, _("Invite")),
        transition("activate", AccountState.INVITED, AccountState.ACTIVE, _("Accept the invitation")),
        transition("suspend", AccountState.ACTIVE, AccountState.SUSPENDED, _("Suspend the account")),
        transition("reinstate", AccountState.SUSPENDED, AccountState.ACTIVE, _("Reinstate the account")),
        transition(
            "close",
            {AccountState.INVITED, AccountState.ACTIVE, AccountState.SUSPENDED},
            AccountState.CLOSED,
            _("Close the account"),
        ),
        transition("recover", AccountState.ACTIVE, AccountState.INVITED, _("Invite again from the server")),
        transition("reopen", AccountState.CLOSED, AccountState.INVITED, _("Invite again")),
    ],
)

RESETS = TransitionTable(
    "reset",
    [
        transition("ask", "", ResetState.ASKED, _("Ask for a reset")),
        transition("approve", ResetState.ASKED, ResetState.APPROVED, _("Approve the reset")),
        transition("refuse", ResetState.ASKED, ResetState.REFUSED, _("Refuse the reset")),
        transition("use", ResetState.APPROVED, ResetState.USED, _("Use the link")),
        transition("expire", {ResetState.ASKED, ResetState.APPROVED}, ResetState.EXPIRED, _("Let the reset expire")),
    ],
)
