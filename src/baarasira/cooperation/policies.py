"""Who may do what with organisations and agreements.

The register of organisations is one for the country: whoever keeps it anywhere keeps all of it. An agreement belongs to
the structure that keeps it (the department of cooperation and migration): its acts are for those whose role reaches that
structure; reading one that is concluded is for every agent, since campaigns are announced at every counter.
"""

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import SYSTEM_ROLE
from baarasira.kernel.policies import PolicyTable

_KEEPERS = {Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT}
_DECIDERS = {Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}
_READERS = {
    *_KEEPERS,
    Role.COUNSELLOR,
    Role.EMPLOYER_ADVISER,
    Role.FOCAL_POINT,
    Role.DIRECTOR,
    Role.AUDITOR,
    Role.NATIONAL_ADMINISTRATOR,
}

ORGANISATIONS = PolicyTable(
    "organisation",
    {
        "view": _READERS,
        "record": _KEEPERS,
        "edit": _KEEPERS,
        "load": {SYSTEM_ROLE},
    },
)

AGREEMENTS = PolicyTable(
    "agreement",
    {
        "view": _READERS,
        # Drafts and negotiations are for those who conduct them, those who decide and those who control.
        "view_prepared": {*_KEEPERS, Role.DIRECTOR, Role.AUDITOR},
        "record": _KEEPERS,
        "edit": _KEEPERS,
        "negotiate": _KEEPERS,
        "sign": _KEEPERS,
        "opine": _KEEPERS,
        "meet": _KEEPERS,
        "enter": {*_KEEPERS, Role.DIRECTOR},
        "suspend": {*_KEEPERS, Role.DIRECTOR},
        "ask_lift": {*_KEEPERS, Role.DIRECTOR},
        # The second person: someone who answers for the department or the service.
        "confirm_lift": _DECIDERS,
        "renew": _DECIDERS,
        "denounce": _DECIDERS,
        "expire": {SYSTEM_ROLE},
        "reserve": {*_KEEPERS, Role.DIRECTOR, SYSTEM_ROLE},
        "export": {*_READERS},
    },
)
