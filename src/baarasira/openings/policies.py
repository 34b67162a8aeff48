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

# A centre conducts its entrance competitions as the department does its campaigns.
_DEPARTMENT = {Role.MIGRATION_DEPARTMENT, Role.TRAINING_OFFICER}
_DECIDERS = {*_DEPARTMENT, Role.DIRECTOR}

CAMPAIGNS = PolicyTable(
    "campaign",
    {
        # Once announced, a campaign is for every agent to read: people of the whole country apply.
        "view": {*_READERS, *_DEPARTMENT, Role.COOPERATION_OFFICER},
        "view_prepared": {*_DECIDERS, Role.COOPERATION_OFFICER, Role.AUDITOR},
        "record": _DEPARTMENT,
        # Of any programme; a centre records its entrance competitions alone.
        "record_any": {Role.MIGRATION_DEPARTMENT},
        "edit": _DEPARTMENT,
        "check": _DEPARTMENT,
        "split": _DEPARTMENT,
        "submit": _DEPARTMENT,
        "publish": _DECIDERS,
        "advance": _DEPARTMENT,
        "sign": _DECIDERS,
        "suspend": _DECIDERS,
        "ask_lift": _DECIDERS,
        "confirm_lift": _DECIDERS,
        "cancel": _DECIDERS,
        "clock": {SYSTEM_ROLE},
    },
)
"""Campaigns belong to the department that conducts them; publishing one and lifting its suspension take two people (R-16)."""
