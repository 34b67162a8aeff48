"""Who does what: the centre prepares and follows, another signs, the master keeps the logbook of their own apprentices."""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_OFFICE = {Role.TRAINING_OFFICER}
_SEE = {Role.TRAINING_OFFICER, Role.TRAINER, Role.DIRECTOR, Role.AUDITOR}

TRADES = PolicyTable(
    "apprentice_trade",
    {
        "view": _SEE,
        # What one centre enters is read by all: the list is the country's.
        "edit": _OFFICE,
        "record_voice": {Role.TRAINING_OFFICER, Role.TRAINER},
        "load": {SYSTEM_ROLE, Role.NATIONAL_ADMINISTRATOR},
    },
)
MASTERS = PolicyTable(
    "workshop_master",
    {
        "view": _SEE,
        "record": _OFFICE,
        "end": {Role.TRAINING_OFFICER, Role.DIRECTOR},
        "bind_phone": _OFFICE,
        "revoke_phone": {Role.TRAINING_OFFICER, Role.DIRECTOR},
    },
)
INTAKES = PolicyTable(
    "apprentice_intake",
    {
        "view": _SEE,
        "open": _OFFICE,
        "apply": _OFFICE,
        "mark": {Role.TRAINING_OFFICER, Role.TRAINER},
        "rank": _OFFICE,
        "publish": {Role.DIRECTOR},
        "cancel": {*_OFFICE, Role.DIRECTOR},
    },
)
CONTRACTS = PolicyTable(
    "apprenticeship",
    {
        "view": _SEE,
        "prepare": _OFFICE,
        "approve": {Role.DIRECTOR},
        "follow": _OFFICE,
        "terminate": {Role.TRAINING_OFFICER, Role.DIRECTOR},
        "visit": {Role.TRAINING_OFFICER, Role.TRAINER},
        "pay_allowance": _OFFICE,
        "confirm_allowance": {Role.DIRECTOR},
    },
)
LOGBOOK = PolicyTable(
    "apprentice_logbook",
    {
        "view": {*_SEE, Role.WORKSHOP_MASTER},
        # The master of the contract alone: the action asks it beside this table.
        "note": {Role.WORKSHOP_MASTER},
        "settle": _OFFICE,
    },
)
EXAMINATIONS = PolicyTable(
    "apprentice_examination",
    {
        "view": _SEE,
        "plan": _OFFICE,
        "mark": _OFFICE,
        "propose": _OFFICE,
        "sign": {Role.DIRECTOR},
    },
)
