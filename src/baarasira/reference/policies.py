"""Who may read and change dated values. Roles are named as `accounts.enums.Role` stores them (that room is above)."""

from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

ADMINISTRATOR = "national_administrator"

PARAMETERS = PolicyTable(
    "parameter",
    {
        "view": {ADMINISTRATOR, "auditor", "director"},
        "set": {ADMINISTRATOR, SYSTEM_ROLE},
    },
)
