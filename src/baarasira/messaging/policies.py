"""Who calls the people whom no message reaches."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_CALLERS = {Role.COUNSELLOR, Role.FOCAL_POINT}

CALLS = PolicyTable("call", {"view": {*_CALLERS, Role.DIRECTOR, Role.AUDITOR}, "make": _CALLERS})
