"""Who keeps platforms, gives places, takes exports in and calls those who stand still.

A platform belongs to the department that keeps it; a place also to the office of its person, whose counsellor calls.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNSEL = {Role.COUNSELLOR, Role.FOCAL_POINT}
_READERS = {Role.TRAINING_OFFICER, Role.DIRECTOR, Role.AUDITOR}

PLATFORMS = PolicyTable(
    "online_platform",
    {
        "view": _READERS,
        "keep": {Role.TRAINING_OFFICER},
        "import": {Role.TRAINING_OFFICER},
        "match": {Role.TRAINING_OFFICER},
    },
)

PLACES = PolicyTable(
    "online_place",
    {
        "view": {*_COUNSEL, *_READERS},
        "allot": {Role.TRAINING_OFFICER, Role.COUNSELLOR},
        "call": {*_COUNSEL, Role.TRAINING_OFFICER},
        "stop": {*_COUNSEL, Role.TRAINING_OFFICER},
        "certify": {*_COUNSEL, Role.TRAINING_OFFICER},
        "end": {SYSTEM_ROLE},
    },
)
