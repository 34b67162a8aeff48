"""Who may do what to accounts."""

from baarasira.kernel.policies import PolicyTable

from .enums import Role

ACCOUNTS = PolicyTable(
    "account",
    {
        "view": {Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
        "invite": {Role.NATIONAL_ADMINISTRATOR},
        "move": {Role.NATIONAL_ADMINISTRATOR},
        "suspend": {Role.NATIONAL_ADMINISTRATOR},
        "close": {Role.NATIONAL_ADMINISTRATOR},
        "ask_reset": {Role.NATIONAL_ADMINISTRATOR},
        "decide_reset": {Role.NATIONAL_ADMINISTRATOR},
    },
)

JOURNAL = PolicyTable("journal", {"view": {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}})
