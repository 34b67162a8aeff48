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
