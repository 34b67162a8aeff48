"""Who does what in a competition. It belongs to the structure of its campaign; a hall, to the centre where it is.

Marking and holding the seal are no roles: whoever is named for it does it (`actions.marking`, `actions.sealing`).
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_OFFICERS = {Role.TRAINING_OFFICER}
_DECIDERS = {Role.TRAINING_OFFICER, Role.DIRECTOR}

COMPETITIONS = PolicyTable(
    "competition",
    {
        "view": {*_DECIDERS, Role.AUDITOR},
        "prepare": _OFFICERS,
        "convene": _OFFICERS,
        "attend": {*_OFFICERS, Role.TRAINER},
        "annul": {Role.DIRECTOR},
        "name_holders": _DECIDERS,
        "code": _OFFICERS,
        "release": _DECIDERS,
        "name_markers": _OFFICERS,
        "propose": _DECIDERS,
        "publish": {Role.DIRECTOR},
        "complain": {*_OFFICERS, Role.COUNSELLOR, Role.FOCAL_POINT},
        "settle": _DECIDERS,
        "show": _OFFICERS,
        "seat": _DECIDERS,
        "answer": {*_OFFICERS, Role.COUNSELLOR, Role.FOCAL_POINT},
        "exclude": _DECIDERS,
        "confirm_exclusion": {Role.DIRECTOR},
    },
)
