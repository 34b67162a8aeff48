"""Who may do what with cases of reintegration, inside the structures their roles reach.

A case belongs to one structure, its owner; a partner body is a structure too, whose users reach what it owns. What is
referred to a partner without being owned by it is another table: its users reach the referrals of their body alone.
Notes of care are not a matter of role alone: `queries.care` says who is named for a case.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.policies import PolicyTable

_COUNTER = {Role.COUNSELLOR, Role.FOCAL_POINT}
_HANDLERS = {*_COUNTER, Role.PARTNER}
_LEADERS = {Role.FOCAL_POINT, Role.DIRECTOR}
_KEEPERS = {Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT}

CASES = PolicyTable(
    "case",
    {
        "view": {
            *_HANDLERS,
            Role.DIRECTOR,
            Role.MIGRATION_DEPARTMENT,
            Role.FIELD_VISITOR,
            Role.PROJECT_ADVISER,
            Role.COMMITTEE_MEMBER,
            Role.FINANCE_OFFICER,
            Role.AUDITOR,
        },
        # The desk at the airport and the department receive lists for every directorate: whom it is given to is not theirs.
        "signal": {*_COUNTER, Role.MIGRATION_DEPARTMENT},
        "receive": _HANDLERS,
        "plan": _HANDLERS,
        "record_aid": {*_HANDLERS, Role.PROJECT_ADVISER, Role.FINANCE_OFFICER},
        # By what is decided, paid or seen in the rooms above: whoever may decide there moves the case here.
        "advance": {
            *_HANDLERS,
            *_LEADERS,
            Role.MIGRATION_DEPARTMENT,
            Role.PROJECT_ADVISER,
            Role.COMMITTEE_MEMBER,
            Role.FINANCE_OFFICER,
            Role.FIELD_VISITOR,
            Role.EMPLOYER_ADVISER,
        },
        "refer": _HANDLERS,
        "consent": _HANDLERS,
        "ask_transfer": {*_LEADERS, Role.PARTNER},
        "take_transfer": {*_LEADERS, Role.PARTNER},
        "close": {*_LEADERS, Role.PARTNER},
        "reopen": {*_LEADERS, Role.PARTNER},
        "name_carer": _LEADERS,
    },
)

REFERRALS = PolicyTable(
    "case_referral",
    {
        "view": {Role.PARTNER},
        "answer": {Role.PARTNER},
        "report": {Role.PARTNER},
        "hand_back": {Role.PARTNER},
    },
)

BODIES = PolicyTable(
    "partner_body",
    {
        "view": {*_KEEPERS, *_COUNTER, Role.DIRECTOR, Role.AUDITOR},
        "keep": _KEEPERS,
    },
)

CARE = PolicyTable(
    "care_note",
    {
        # Besides being named for the case: an account whose role was taken back reads nothing more.
        "read": {Role.CARER},
        "write": {Role.CARER},
    },
)
