"""Who may do what with employers, inside the structures their roles reach.

Accreditation takes two people (domain.md R-16): the table says who may, the action and the database refuse the submitter.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_RECORDERS = {Role.EMPLOYER_ADVISER, Role.COUNSELLOR}
_DECIDERS = {Role.EMPLOYER_ADVISER, Role.DIRECTOR}
_READERS = {*_RECORDERS, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}

EMPLOYERS = PolicyTable(
    "employer",
    {
        "view": _READERS,
        # The name, number and state of any employer of the country: not recorded twice, offers placed everywhere, and the
        # department says for whom it records a campaign.
        "find": {*_READERS, Role.MIGRATION_DEPARTMENT},
        "record": _RECORDERS,
        "edit": _RECORDERS,
        "submit": _RECORDERS,
        "visit": _RECORDERS,
        "accredit": _DECIDERS,
        "suspend": _DECIDERS,
        "lift": _DECIDERS,
        "lift_ended": {SYSTEM_ROLE},
        "export": {*_READERS, SYSTEM_ROLE},
    },
)
