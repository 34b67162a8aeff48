"""Who may do what with a person's file, inside the structures their roles reach."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNSEL = {Role.COUNSELLOR, Role.FOCAL_POINT}
_READ = {*_COUNSEL, Role.EMPLOYER_ADVISER, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}

PEOPLE = PolicyTable(
    "person",
    {
        # Searching reaches the whole country, whatever the structure: it shows a name, a year, an office, a masked phone.
        "search": {*_READ, Role.TRAINER, Role.TRAINING_OFFICER},
        "view_file": _READ,
        "view_history": {*_COUNSEL, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR},
        "register": _COUNSEL,
        "edit": _COUNSEL,
        # Held anywhere: the file opened is by nature another structure's.
        "open_outside": {*_COUNSEL, Role.EMPLOYER_ADVISER, Role.DIRECTOR},
        "review_looks": {*_COUNSEL, Role.DIRECTOR},
        "set_consent": {*_COUNSEL, Role.NATIONAL_ADMINISTRATOR},
        "answer_rights": {*_COUNSEL, Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR},
        "print_file": {*_COUNSEL, Role.NATIONAL_ADMINISTRATOR},
        "see_identity_numbers": _COUNSEL,
        # Many files at once, out of the house: not for everyone who reads one. The system's are without identity numbers.
        "export": {*_COUNSEL, Role.DIRECTOR, Role.NATIONAL_ADMINISTRATOR, SYSTEM_ROLE},
        "purge": {Role.NATIONAL_ADMINISTRATOR},
    },
)
