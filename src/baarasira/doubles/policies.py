"""Who looks at files that may be one person's, who says so, who merges and who undoes.

Asked of the office of either file: whoever holds one of the two may say what they know of it.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_COUNSEL = {Role.COUNSELLOR, Role.FOCAL_POINT}

PAIRS = PolicyTable(
    "pair",
    {
        "view": {*_COUNSEL, Role.DIRECTOR, Role.AUDITOR},
        "decide": {*_COUNSEL, Role.DIRECTOR},
        "second": {*_COUNSEL, Role.DIRECTOR},
        "undo": {Role.DIRECTOR},
        "find": {SYSTEM_ROLE},
    },
)
