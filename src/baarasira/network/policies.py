"""Who may change the two trees. Roles are named as `accounts.enums.Role` stores them (that room is above)."""

from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_KEEPERS = {"national_administrator", SYSTEM_ROLE}

STRUCTURES = PolicyTable(
    "structure",
    {"open": _KEEPERS, "change": _KEEPERS, "close": _KEEPERS, "move": _KEEPERS, "cover": _KEEPERS},
)
TERRITORIES = PolicyTable("territory", {"load": _KEEPERS})
