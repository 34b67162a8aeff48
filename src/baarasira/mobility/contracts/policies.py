"""Who may do what with offers, contracts and their visa.

A contract is of the department that conducts the campaign; the office of the worker's file reads it, has it signed and says
what is found on arrival. Reviewing and deciding are two people (R-16): the actions and the database refuse one for both.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
_DECIDERS = {*_DEPARTMENT, Role.DIRECTOR}
_COUNTER = {Role.FOCAL_POINT, Role.COUNSELLOR}
_READERS = {*_DECIDERS, Role.AUDITOR, Role.COOPERATION_OFFICER, *_COUNTER}

OFFERS = PolicyTable(
    "employer_offer",
    {
        "view": _READERS,
        "record": _DEPARTMENT,
        "publish": _DECIDERS,
    },
)

CONTRACTS = PolicyTable(
    "contract",
    {
        "view": _READERS,
        "record": _DEPARTMENT,
        "review": _DEPARTMENT,
        "decide": _DECIDERS,
        "print": {*_READERS},
        "sign": {*_DEPARTMENT, Role.FOCAL_POINT},
        "find": {*_DEPARTMENT, Role.FOCAL_POINT},
        "end_refused": _DECIDERS,
    },
)

TEMPLATES = PolicyTable(
    "paper_template",
    {
        "view": {*_DECIDERS, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
        "approve": _DECIDERS,
    },
)
