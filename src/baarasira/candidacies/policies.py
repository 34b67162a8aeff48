"""Who may move a candidacy: the people of the office that holds the offer, or of the person's office."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_PLACE = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT}
_READ = {*_PLACE, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}

CANDIDACIES = PolicyTable(
    "candidacy",
    {
        "view": _READ,
        "refer": _PLACE,
        "interview": _PLACE,
        "hire": _PLACE,
        "refuse": {*_PLACE, SYSTEM_ROLE},
        "withdraw": {*_PLACE, SYSTEM_ROLE},
        "print_letter": _PLACE,
        "send_letter": _PLACE,
        "export": _READ,
    },
)

PLACEMENTS = PolicyTable(
    "placement",
    {"view": _READ, "confirm": _PLACE, "check": _PLACE, "export": {*_READ, SYSTEM_ROLE}},
)

_COUNTER = {Role.FOCAL_POINT, Role.COUNSELLOR}
_DEPARTMENT = {Role.MIGRATION_DEPARTMENT}
# Of the campaigns of their own centre alone, whose entrance competitions they conduct.
_CENTRE = {Role.TRAINING_OFFICER}

FILES = PolicyTable(
    "campaign_file",
    {
        "view": {*_READ, *_DEPARTMENT, *_CENTRE, Role.COOPERATION_OFFICER},
        # An office without a focal point has its counsellor receive people.
        "apply": _COUNTER,
        "queue": _COUNTER,
        "withdraw": {*_COUNTER, SYSTEM_ROLE},
        "print_receipt": _COUNTER,
        "batch": {*_COUNTER, *_DEPARTMENT, *_CENTRE},
        "apply_staged": {*_DEPARTMENT, *_CENTRE},
        "clock": {SYSTEM_ROLE},
        # Who closes a step, by the role its programme names (programmes.enums.ActorRole).
        "counsellor": {Role.COUNSELLOR},
        "employer_adviser": {Role.EMPLOYER_ADVISER},
        "focal_point": _COUNTER,
        "director": {Role.DIRECTOR},
        "department": _DEPARTMENT,
        "centre": _CENTRE,
        "trainer": {Role.TRAINER, *_COUNTER},
        "panel": {*_DEPARTMENT, Role.FOCAL_POINT},
        "system": {SYSTEM_ROLE},
    },
)
"""A campaign's file is of the person's office, of the one that registered it, and of the department of the campaign."""
