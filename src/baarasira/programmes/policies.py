"""Who may do what with programmes.

Published programmes are for every agent of the country to read. A programme is written, published and retired in the structure
that owns it: a department or headquarters, never an office or a directorate (`actions` refuses those). Publication takes two
people (domain.md R-16): the action and the database refuse the author, under whatever account.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_WRITERS = {Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR}

PROGRAMMES = PolicyTable(
    "programme",
    {
        "view": {*Role},
        # What is not published yet, and what was discarded.
        "view_drafts": {*_WRITERS, Role.AUDITOR},
        "import": {*_WRITERS, SYSTEM_ROLE},
        "discard": {*_WRITERS, SYSTEM_ROLE},
        "publish": _WRITERS,
        "retire": _WRITERS,
    },
)
