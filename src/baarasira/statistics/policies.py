"""Who sees the figures, of the structures their roles reach."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

FIGURES = PolicyTable(
    "figures",
    {
        "view": {
            Role.DIRECTOR,
            Role.COUNSELLOR,
            Role.EMPLOYER_ADVISER,
            Role.FOCAL_POINT,
            Role.MIGRATION_DEPARTMENT,
            Role.NATIONAL_ADMINISTRATOR,
            Role.AUDITOR,
        },
        "export": {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
    },
)
