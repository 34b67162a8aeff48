"""Who may do what with incidents, costs and bars, inside the structures their roles reach.

A confidential incident is not a matter of role: `queries.cares` says who was named to see it, and the table gives nobody
else a way in. Bars and abandoned claims take two people (R-16); an appeal is decided by a third.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNTER = {Role.COUNSELLOR, Role.FOCAL_POINT}
_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
_DECIDERS = {*_DEPARTMENT, Role.DIRECTOR}
_READERS = {*_DECIDERS, *_COUNTER, Role.COOPERATION_OFFICER, Role.AUDITOR}

INCIDENTS = PolicyTable(
    "incident",
    {
        "view": _READERS,
        "report": {*_COUNTER, *_DECIDERS, Role.COOPERATION_OFFICER},
        "handle": {*_DECIDERS, Role.FOCAL_POINT},
        "refer": {*_DECIDERS, Role.FOCAL_POINT},
        "close": _DECIDERS,
        "name_carer": _DECIDERS,
        "clock": {SYSTEM_ROLE},
    },
)

COSTS = PolicyTable(
    "cost",
    {
        "view": _READERS,
        "record": {*_COUNTER, *_DEPARTMENT, Role.COOPERATION_OFFICER},
        "withdraw": _DECIDERS,
        "claim": {*_DEPARTMENT, Role.FOCAL_POINT},
        "ask_abandon": _DEPARTMENT,
        "abandon": _DECIDERS,
        "lift_flag": _DECIDERS,
    },
)

BARS = PolicyTable(
    "bar",
    {
        "view": {*_DECIDERS, Role.AUDITOR, Role.FOCAL_POINT, Role.COOPERATION_OFFICER},
        "propose": _DEPARTMENT,
        "hear": {*_DEPARTMENT, Role.FOCAL_POINT},
        "decide": _DECIDERS,
        "suspend": _DECIDERS,
        "lift": _DECIDERS,
        "record_appeal": {*_DEPARTMENT, Role.FOCAL_POINT},
        "decide_appeal": _DECIDERS,
    },
)
