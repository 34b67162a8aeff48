"""Who may look into the outbox."""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

MESSAGES = PolicyTable("message", {"view": {Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR}})
