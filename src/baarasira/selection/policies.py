"""Who may do what with panels, runs, calls and appeals, inside the structure that conducts the campaign.

Marking is not a matter of role but of sitting on the panel: `queries.member_of` says who does. Signing takes two people
(R-16), and an appeal is decided by somebody who did not sign: the actions and the database refuse the others.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
_DECIDERS = {*_DEPARTMENT, Role.DIRECTOR}
_READERS = {*_DECIDERS, Role.AUDITOR, Role.COOPERATION_OFFICER}

PANELS = PolicyTable(
    "panel",
    {
        "view": _READERS,
        "form": _DEPARTMENT,
        "convene": _DECIDERS,
        "attend": {*_DEPARTMENT, Role.FOCAL_POINT},
        "type_sheet": _DEPARTMENT,
        "begin": _DEPARTMENT,
        "open": _DEPARTMENT,
    },
)

RUNS = PolicyTable(
    "run",
    {
        "view": _READERS,
        "close_list": _DEPARTMENT,
        "fix_seed": _DEPARTMENT,
        "propose": _DEPARTMENT,
        "change_quota": _DEPARTMENT,
        "sign": _DECIDERS,
        "abandon": _DECIDERS,
        "call": {*_DEPARTMENT, SYSTEM_ROLE},
        "clock": {SYSTEM_ROLE},
    },
)

APPEALS = PolicyTable(
    "appeal",
    {
        "view": _READERS,
        # At the counter, for people of the office: the file's own office is asked.
        "record": {*_DEPARTMENT, Role.FOCAL_POINT, Role.COUNSELLOR},
        "instruct": _DEPARTMENT,
        "decide": _DECIDERS,
        "apply": _DEPARTMENT,
    },
)
