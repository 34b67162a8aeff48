"""Who may read and change dated values. Roles are named as `accounts.enums.Role` stores them (that room is above)."""

from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

ADMINISTRATOR = "national_administrator"
_DEPARTMENT = frozenset({"migration_department", "cooperation_officer"})

PARAMETERS = PolicyTable(
    "parameter",
    {
        "view": {ADMINISTRATOR, "auditor", "director"},
        "set": {ADMINISTRATOR, SYSTEM_ROLE},
        # What the law of a country of work says is followed by those who place people there.
        "view_destination": {ADMINISTRATOR, "auditor", "director", *_DEPARTMENT, "focal_point"},
        "set_destination": {ADMINISTRATOR, SYSTEM_ROLE, *_DEPARTMENT},
    },
)

OCCUPATIONS = PolicyTable(
    "occupation",
    {
        # Whoever writes an occupation into a file or an offer, by the box that suggests.
        "confirm": {"counsellor", "focal_point", "employer_adviser"},
        "view": {ADMINISTRATOR, "auditor"},
        "withdraw": {ADMINISTRATOR, SYSTEM_ROLE},
        "publish_related": {ADMINISTRATOR, SYSTEM_ROLE},
    },
)
