"""Who may do what with business projects and with the committee.

Marking is not a matter of role but of sitting on the committee: `queries.seat_of` says who does. A decision is written by
one person and signed by another (R-16): the actions and the database refuse the same one.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_WRITERS = {Role.PROJECT_ADVISER, Role.FOCAL_POINT}
_DECIDERS = {Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}
_READERS = {*_WRITERS, *_DECIDERS, Role.COUNSELLOR, Role.FINANCE_OFFICER, Role.AUDITOR}

PROJECTS = PolicyTable(
    "project",
    {
        "view": _READERS,
        "begin": _WRITERS,
        "write": _WRITERS,
        "submit": _WRITERS,
        "withdraw": {*_WRITERS, *_DECIDERS},
    },
)

COMMITTEE = PolicyTable(
    "committee_session",
    {
        "view": {*_READERS} - {Role.COUNSELLOR},
        "convene": _DECIDERS,
        "seat": _DECIDERS,
        "begin": _DECIDERS,
        "open": _DECIDERS,
        "propose": {*_DECIDERS, Role.PROJECT_ADVISER},
        "sign": _DECIDERS,
        "close": _DECIDERS,
    },
)
