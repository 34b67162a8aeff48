"""Who prepares, approves and follows placements; a placement belongs to the owner of its case."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_WRITERS = {Role.COUNSELLOR, Role.FOCAL_POINT, Role.PARTNER}

PLACEMENTS = PolicyTable(
    "graduate_placement",
    {
        "view": {
            *_WRITERS,
            Role.EMPLOYER_ADVISER,
            Role.DIRECTOR,
            Role.MIGRATION_DEPARTMENT,
            Role.FINANCE_OFFICER,
            Role.AUDITOR,
        },
        "prepare": _WRITERS,
        "approve": {Role.DIRECTOR, Role.FOCAL_POINT},
        "follow": {*_WRITERS, Role.EMPLOYER_ADVISER, Role.DIRECTOR},
    },
)
