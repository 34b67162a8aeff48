"""Who may do what with timetables: the centre's officers make them, its trainers see their own lessons."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

TIMETABLES = PolicyTable(
    "timetable",
    {
        "view": {Role.TRAINING_OFFICER, Role.DIRECTOR, Role.AUDITOR},
        "view_own": {Role.TRAINER},
        "plan": {Role.TRAINING_OFFICER},
        "keep": {Role.TRAINING_OFFICER},
    },
)
