"""Who may do what with the money of reintegration, inside the structures their roles reach.

Signing a tranche is not a matter of role but of being named for one of the three bodies of its fund (`queries.signs_for`).
Whoever grants has not proposed, whoever pays has not signed, whoever sends a file has not made it, whoever hears the
beneficiary has not paid (R-16): the actions and the database refuse the same person.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_DECIDERS = {Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}
_FINANCE = {Role.FINANCE_OFFICER}
_FIELD = {Role.PROJECT_ADVISER, Role.FOCAL_POINT}

FUNDS = PolicyTable(
    "fund",
    {
        "view": {*_DECIDERS, *_FINANCE, Role.AUDITOR},
        "open": {Role.MIGRATION_DEPARTMENT},
        "close": {Role.MIGRATION_DEPARTMENT},
        "name_signatory": _DECIDERS,
        "receive": _FINANCE,
        "restore": _FINANCE,
        "reconcile": _FINANCE,
    },
)

GRANTS = PolicyTable(
    "grant",
    {
        "view": {*_DECIDERS, *_FINANCE, *_FIELD, Role.COUNSELLOR, Role.AUDITOR},
        "propose": _FIELD,
        "decide": _DECIDERS,
        "add_evidence": {*_FIELD, Role.FIELD_VISITOR},
        "submit": _FIELD,
        "stop": _DECIDERS,
        "recover": _FINANCE,
        "ask_abandon": _FINANCE,
        "abandon": _DECIDERS,
    },
)

PAYMENTS = PolicyTable(
    "payment",
    {
        "view": {*_DECIDERS, *_FINANCE, *_FIELD, Role.AUDITOR},
        "order": _FINANCE,
        "send": {*_FINANCE, Role.DIRECTOR},
        "answer": _FINANCE,
        "cancel": _FINANCE,
        "confirm": {*_FIELD, Role.COUNSELLOR},
    },
)
