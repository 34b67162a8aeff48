"""Who records needs, quotes, signs, invoices and receives; an order belongs to the centre that gives the course.

A need is recorded where the employer is known (`office`), and its office reads on what becomes of it.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_TALKERS = {Role.TRAINING_OFFICER, Role.EMPLOYER_ADVISER}

ORDERS = PolicyTable(
    "training_order",
    {
        "view": {*_TALKERS, Role.DIRECTOR, Role.FINANCE_OFFICER, Role.AUDITOR},
        "record": _TALKERS,
        # The client's answer is heard by whoever speaks with it: of the office that recorded the need, or of the centre.
        "answer": _TALKERS,
        "quote": {Role.TRAINING_OFFICER},
        "lapse": {SYSTEM_ROLE},
        "prepare": {Role.TRAINING_OFFICER},
        # The second person: who answers for the centre.
        "sign": {Role.DIRECTOR},
        "open": {Role.TRAINING_OFFICER},
        "enrol": {Role.TRAINING_OFFICER},
        "give": {Role.TRAINING_OFFICER, SYSTEM_ROLE},
        "evaluate": _TALKERS,
        "cancel": {Role.TRAINING_OFFICER, Role.DIRECTOR, SYSTEM_ROLE},
        "invoice": {Role.TRAINING_OFFICER, Role.FINANCE_OFFICER},
        "credit": {Role.DIRECTOR, Role.FINANCE_OFFICER},
        "receive": {Role.FINANCE_OFFICER},
        "close": {Role.TRAINING_OFFICER, Role.DIRECTOR},
        "export": {Role.DIRECTOR, Role.FINANCE_OFFICER, Role.AUDITOR},
    },
)
