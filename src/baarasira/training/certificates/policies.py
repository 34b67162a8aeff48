"""Who may do what with certificates of training.

A certificate is of the centre that taught; the office of the person's file reads and prints it. Proposing and signing are two
people: the actions and the database refuse one for both.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_TRAINING = {Role.TRAINING_OFFICER, Role.DIRECTOR}
_COUNTER = {Role.COUNSELLOR, Role.FOCAL_POINT}

CERTIFICATES = PolicyTable(
    "certificate",
    {
        "view": {*_TRAINING, *_COUNTER, Role.AUDITOR},
        "propose": {Role.TRAINING_OFFICER},
        "issue": {Role.DIRECTOR},
        "abandon": _TRAINING,
        "revoke": {Role.DIRECTOR},
        "print": {*_TRAINING, *_COUNTER},
    },
)
