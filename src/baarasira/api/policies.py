"""Who gives systems their tokens."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

TOKENS = PolicyTable(
    "system_token",
    {
        "issue": {Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
        "revoke": {Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
    },
)
