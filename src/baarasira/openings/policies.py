"""Who may do what with offers, inside the structures their roles reach.

Publication takes two people (issue 2; domain.md R-16): the table says who may approve, the action and the database refuse
the one who submitted.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_RECORDERS = {Role.EMPLOYER_ADVISER, Role.COUNSELLOR}
_READERS = {*_RECORDERS, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}

OPENINGS = PolicyTable(
    "opening",
    {
        "view": _READERS,
        "receive": _RECORDERS,
        "edit": _RECORDERS,
        "submit": _RECORDERS,
        "approve": {*_RECORDERS, Role.DIRECTOR},
        "extend": _RECORDERS,
        "close": _RECORDERS,
        "cancel": _RECORDERS,
        "expire": {SYSTEM_ROLE},
        "export": {*_READERS, SYSTEM_ROLE},
    },
)
