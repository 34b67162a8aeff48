"""Who may do what with courses. A session belongs to its centre, an enrolment to its centre and to the person's office.

A trainer has the `own` acts for the sessions they teach, wherever these are held, and for no other: `queries.reach` asks it.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_OFFICERS = {Role.TRAINING_OFFICER}
_COUNSEL = {Role.COUNSELLOR, Role.FOCAL_POINT, Role.PROJECT_ADVISER}
_READERS = {*_OFFICERS, Role.DIRECTOR, Role.AUDITOR}

COURSES = PolicyTable(
    "course",
    {
        "view": {*_READERS, *_COUNSEL, Role.TRAINER, Role.NATIONAL_ADMINISTRATOR},
        "keep": _OFFICERS,
        "load": {SYSTEM_ROLE},
    },
)

TRAINERS = PolicyTable("trainer", {"view": _READERS, "keep": _OFFICERS})

SESSIONS = PolicyTable(
    "course_session",
    {
        "view": _READERS,
        "view_own": {Role.TRAINER},
        "plan": _OFFICERS,
        "cancel": {*_OFFICERS, Role.DIRECTOR},
        "attend": _OFFICERS,
        "attend_own": {Role.TRAINER},
        "close": _OFFICERS,
    },
)

ENROLMENTS = PolicyTable(
    "enrolment",
    {
        "view": {*_READERS, *_COUNSEL},
        "enrol": {*_OFFICERS, *_COUNSEL},
        # A director too: who excludes somebody from a competition ends the enrolment it gave.
        "drop": {*_OFFICERS, *_COUNSEL, Role.DIRECTOR},
        "assess": _OFFICERS,
        "assess_own": {Role.TRAINER},
        "follow": {*_OFFICERS, *_COUNSEL},
        "oversee": {Role.DIRECTOR},
    },
)

FORMS = PolicyTable("training_form", {"view": {*_READERS, Role.TRAINER}, "keep": _OFFICERS, "load": {SYSTEM_ROLE}})
