"""Who may open a shortlist, and the offers that suit a person."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

SHORTLISTS = PolicyTable(
    "shortlist",
    {
        "view": {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR},
        "offers_for": {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR},
    },
)
