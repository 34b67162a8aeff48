"""Who may open a shortlist, the offers that suit a person, and see how the index of the register stands."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

SHORTLISTS = PolicyTable(
    "shortlist",
    {
        "view": {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR},
        "offers_for": {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR},
    },
)

INDEX = PolicyTable("register_index", {"view": {Role.NATIONAL_ADMINISTRATOR}})
