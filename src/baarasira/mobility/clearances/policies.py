"""Who may do what with clearances and numbered forms.

A clearance is of the department that conducts the campaign; the office of the worker's file reads and prints it. Proposing and
issuing are two people (R-16): the actions and the database refuse one for both.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
_DECIDERS = {*_DEPARTMENT, Role.DIRECTOR}
_COUNTER = {Role.FOCAL_POINT, Role.COUNSELLOR}
_READERS = {*_DECIDERS, *_COUNTER, Role.AUDITOR, Role.COOPERATION_OFFICER}

CLEARANCES = PolicyTable(
    "clearance",
    {
        "view": _READERS,
        "propose": _DEPARTMENT,
        "issue": _DECIDERS,
        "abandon": _DECIDERS,
        "revoke": _DECIDERS,
        "print": {*_DECIDERS, *_COUNTER},
    },
)

FORMS = PolicyTable(
    "clearance_form",
    {
        "view": {*_DECIDERS, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
        "reserve": {Role.NATIONAL_ADMINISTRATOR},
        "print": {Role.NATIONAL_ADMINISTRATOR, *_DECIDERS},
        "enter": _DEPARTMENT,
    },
)
