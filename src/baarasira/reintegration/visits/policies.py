"""Who may see and make visits, ask the survey, and set its weights; a visit belongs to the owner of its case."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_VISITORS = {Role.FIELD_VISITOR, Role.COUNSELLOR, Role.FOCAL_POINT, Role.PROJECT_ADVISER, Role.PARTNER}

VISITS = PolicyTable(
    "visit_due",
    {
        "view": {
            *_VISITORS,
            Role.DIRECTOR,
            Role.MIGRATION_DEPARTMENT,
            Role.COMMITTEE_MEMBER,
            Role.FINANCE_OFFICER,
            Role.AUDITOR,
        },
        "make": _VISITORS,
        "assign": {Role.FOCAL_POINT, Role.DIRECTOR, Role.PARTNER},
        "clock": {SYSTEM_ROLE},
    },
)

SURVEYS = PolicyTable(
    "rss_survey",
    {
        "view": {*_VISITORS, Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.AUDITOR},
        "ask": _VISITORS,
        "weigh": {Role.MIGRATION_DEPARTMENT},
    },
)
