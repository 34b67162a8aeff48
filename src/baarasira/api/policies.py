"""Who gives systems their tokens."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

TOKENS = PolicyTable(
    "system_token",
    {
        "view": {Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
        "issue": {Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
        "revoke": {Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
    },
)
