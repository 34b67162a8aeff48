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
            Role.NATIONAL_ADMINISTRATOR,
            Role.AUDITOR,
        },
        "export": {Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
    },
)

MIGRATION_FIGURES = PolicyTable(
    "migration_figures",
    {
        "view": {
            Role.DIRECTOR,
            Role.FOCAL_POINT,
            Role.COOPERATION_OFFICER,
            Role.MIGRATION_DEPARTMENT,
            Role.NATIONAL_ADMINISTRATOR,
            Role.AUDITOR,
        },
        "export": {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
    },
)

RETURN_FIGURES = PolicyTable(
    "return_figures",
    {
        "view": {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.AUDITOR},
        "export": {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.AUDITOR},
        "set_aim": {Role.MIGRATION_DEPARTMENT},
    },
)

TRAINING_FIGURES = PolicyTable(
    "training_figures",
    {
        "view": {Role.DIRECTOR, Role.TRAINING_OFFICER, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
        "export": {Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR},
    },
)
