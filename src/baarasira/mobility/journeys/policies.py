"""Who may do what with journeys: the offices of the person and of the application, and the department of the campaign.

A step itself is closed by the candidacies' one mover. What a whole session, a bundle or the list of a flight does to many
files is decided here, in the structure that holds the session, the bundle or the list.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNTER = {Role.FOCAL_POINT, Role.COUNSELLOR}
_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
_WRITERS = {*_COUNTER, *_DEPARTMENT}
_READERS = {*_WRITERS, Role.DIRECTOR, Role.AUDITOR, Role.COOPERATION_OFFICER}

JOURNEYS = PolicyTable(
    "journey",
    {
        "view": _READERS,
        "prepare": _WRITERS,
        "authorise": _DEPARTMENT,
        "follow": _WRITERS,
        "recall": _DEPARTMENT,
        "clock": {SYSTEM_ROLE},
    },
)

MEDICAL = PolicyTable("medical_visit", {"convene": _WRITERS, "record": _WRITERS})

VISAS = PolicyTable(
    "visa_file", {"receive": _WRITERS, "bundle": _DEPARTMENT, "file": _DEPARTMENT, "print": _DEPARTMENT}
)

BRIEFINGS = PolicyTable(
    "briefing",
    {
        "view": {*_READERS, Role.TRAINER},
        "plan": {*_WRITERS, Role.TRAINER},
        "attend": {*_WRITERS, Role.TRAINER},
        "close": {*_WRITERS, Role.TRAINER},
    },
)

MANIFESTS = PolicyTable(
    "manifest", {"view": _READERS, "make": _WRITERS, "sign": _DEPARTMENT, "depart": _WRITERS, "print": _WRITERS}
)
