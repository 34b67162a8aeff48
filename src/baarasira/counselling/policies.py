"""Who may do what in counselling, inside the structures their roles reach."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNSEL = {Role.COUNSELLOR, Role.FOCAL_POINT}
_READ = {*_COUNSEL, Role.EMPLOYER_ADVISER, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}

CARDS = PolicyTable(
    "card",
    {
        "view": _READ,
        "issue": _COUNSEL,
        "renew": _COUNSEL,
        "suspend": _COUNSEL,
        "strike_off": {*_COUNSEL, SYSTEM_ROLE},
        "fall_due": {SYSTEM_ROLE},
        "reactivate": _COUNSEL,
        "print": _COUNSEL,
    },
)

APPOINTMENTS = PolicyTable(
    "appointment", {"view": {*_COUNSEL, Role.DIRECTOR, Role.AUDITOR}, "give": _COUNSEL, "record": _COUNSEL}
)

PLANS = PolicyTable("plan", {"view": {*_COUNSEL, Role.DIRECTOR, Role.AUDITOR}, "agree": _COUNSEL, "follow": _COUNSEL})

# What was said in a contact is for those who counsel and their director, not for every reader of the file.
CONTACTS = PolicyTable("contact", {"view": {*_COUNSEL, Role.DIRECTOR}, "note": _COUNSEL})
