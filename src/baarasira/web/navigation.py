"""The menu of each role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import Sentence

_FIELD = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR}
_COOPERATION = {Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT}
_ALL = {*Role}
PANEL_MEMBER = "panel_member"
"""Stands among the roles of who sits on a panel at work: the seat is no role of the access tables, and has its entry."""
COMMITTEE_SEAT = "committee_seat"
"""The same for who sits on a committee of projects at work."""
FUND_SIGNATORY = "fund_signatory"
"""The same for who is named to sign the tranches of a fund."""
COMPETITION_SEAT = "competition_seat"
"""The same for who marks scripts of a competition, or holds its seal."""
_MONEY = {Role.FINANCE_OFFICER, Role.DIRECTOR, Role.MIGRATION_DEPARTMENT, Role.AUDITOR}
_PROJECTS = {*_MONEY, Role.PROJECT_ADVISER, Role.FOCAL_POINT}
_NO_RECORD = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu: what it is called, which address, who sees it, and which other pages are of its subject.

    `also`: routes whose address begins theirs, up to the record it names.
    """

    label: Sentence
    route: str
    roles: frozenset[str]
    also: tuple[str, ...] = ()


MENU: Sequence[Item] = (
    Item(_("My desk"), "desk", frozenset(_ALL)),
    Item(
        _("Job seekers"),
        "people:search",
        frozenset(_FIELD | {Role.TRAINER, Role.AUDITOR}),
        ("counselling:card", "matching:offers_for"),
    ),
    Item(
        _("Likely duplicates"),
        "doubles:list",
        frozenset({Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(_("Appointments"), "counselling:day", frozenset({Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR})),
    Item(_("Employers"), "employers:list", frozenset(_FIELD | {Role.AUDITOR})),
    Item(_("Offers"), "openings:list", frozenset(_FIELD | {Role.AUDITOR}), ("matching:shortlist",)),
    Item(_("Referrals"), "candidacies:list", frozenset(_FIELD | {Role.AUDITOR})),
    Item(
        _("Campaigns"),
        "campaigns:list",
        frozenset(_FIELD | _COOPERATION | {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR, Role.TRAINING_OFFICER}),
    ),
    Item(
        _("Agreements"),
        "cooperation:list",
        frozenset(_FIELD | _COOPERATION | {Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}),
    ),
    Item(
        _("Selections"),
        "selection:list",
        frozenset({Role.MIGRATION_DEPARTMENT, Role.COOPERATION_OFFICER, Role.DIRECTOR, Role.AUDITOR, PANEL_MEMBER}),
    ),
    Item(
        _("Clearances"),
        "clearances:list",
        frozenset(
            {
                Role.MIGRATION_DEPARTMENT,
                Role.DIRECTOR,
                Role.FOCAL_POINT,
                Role.COUNSELLOR,
                Role.COOPERATION_OFFICER,
                Role.AUDITOR,
            }
        ),
    ),
    Item(_("Forms by hand"), "clearances:blocks", frozenset({Role.NATIONAL_ADMINISTRATOR})),
    Item(
        _("Contracts"),
        "contracts:list",
        frozenset({Role.MIGRATION_DEPARTMENT, Role.COOPERATION_OFFICER, Role.DIRECTOR, Role.AUDITOR, Role.FOCAL_POINT}),
    ),
    Item(
        _("Journeys"),
        "journeys:board",
        frozenset({Role.MIGRATION_DEPARTMENT, Role.COOPERATION_OFFICER, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(
        _("Certificates of training"),
        "certificates:list",
        frozenset({Role.TRAINING_OFFICER, Role.DIRECTOR, Role.COUNSELLOR, Role.FOCAL_POINT, Role.AUDITOR}),
    ),
    Item(
        _("Timetables"),
        "planner:week",
        frozenset({Role.TRAINING_OFFICER, Role.DIRECTOR, Role.TRAINER, Role.AUDITOR}),
    ),
    Item(
        _("Incidents"),
        "incidents:list",
        frozenset(_COOPERATION | {Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(
        _("Returns"),
        "reintegration:list",
        frozenset(
            {
                Role.COUNSELLOR,
                Role.FOCAL_POINT,
                Role.DIRECTOR,
                Role.MIGRATION_DEPARTMENT,
                Role.FIELD_VISITOR,
                Role.PROJECT_ADVISER,
                Role.COMMITTEE_MEMBER,
                Role.FINANCE_OFFICER,
                Role.AUDITOR,
            }
        ),
    ),
    Item(
        _("Visits"),
        "reintegration:visits",
        frozenset({Role.FIELD_VISITOR, Role.FOCAL_POINT, Role.COUNSELLOR, Role.PROJECT_ADVISER, Role.PARTNER}),
    ),
    Item(
        _("Placements of graduates"),
        "reintegration:placements",
        frozenset({Role.FOCAL_POINT, Role.EMPLOYER_ADVISER, Role.DIRECTOR}),
    ),
    Item(
        _("Courses"),
        "courses:list",
        frozenset({Role.TRAINING_OFFICER, Role.TRAINER, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(
        _("Support after a course"),
        "courses:follow-ups",
        frozenset({Role.TRAINING_OFFICER, Role.COUNSELLOR, Role.FOCAL_POINT, Role.PROJECT_ADVISER, Role.DIRECTOR}),
    ),
    Item(_("Business projects"), "projects:list", frozenset({*_PROJECTS, Role.COUNSELLOR})),
    Item(_("Committee of projects"), "committees:list", frozenset({*_PROJECTS, COMMITTEE_SEAT})),
    Item(_("Funds"), "funds:list", frozenset({*_MONEY, FUND_SIGNATORY})),
    Item(_("Grants"), "funds:grants", frozenset({Role.PROJECT_ADVISER, Role.FOCAL_POINT, Role.COUNSELLOR})),
    Item(_("Payments"), "payments:board", frozenset(_PROJECTS)),
    Item(_("Partners of reintegration"), "reintegration:bodies", frozenset({Role.COOPERATION_OFFICER})),
    Item(_("Files referred to us"), "reintegration:partner-desk", frozenset({Role.PARTNER})),
    Item(_("People I care for"), "reintegration:cared", frozenset({Role.CARER})),
    Item(
        _("Ordered courses"),
        "orders:list",
        frozenset({Role.TRAINING_OFFICER, Role.EMPLOYER_ADVISER, Role.DIRECTOR, Role.FINANCE_OFFICER, Role.AUDITOR}),
    ),
    Item(
        _("Online courses"),
        "online:list",
        frozenset({Role.TRAINING_OFFICER, Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(
        _("Apprenticeship"),
        "apprenticeships:list",
        frozenset({Role.TRAINING_OFFICER, Role.TRAINER, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(_("Attendance on the phone"), "field:groups", frozenset({Role.TRAINER, Role.TRAINING_OFFICER})),
    Item(_("Logbook"), "field:workshop", frozenset({Role.WORKSHOP_MASTER})),
    Item(
        _("Competitions"),
        "competitions:list",
        frozenset({Role.TRAINING_OFFICER, Role.DIRECTOR, Role.AUDITOR, COMPETITION_SEAT}),
    ),
    Item(_("Programmes"), "programmes:list", frozenset(_ALL)),
    Item(
        _("Figures"),
        "statistics:dashboard",
        frozenset({*_FIELD, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR}),
    ),
    Item(_("Figures of migration"), "statistics:migration", frozenset(_COOPERATION)),
    Item(
        _("Figures of reintegration"),
        "statistics:returns",
        frozenset({Role.MIGRATION_DEPARTMENT, Role.DIRECTOR, Role.AUDITOR}),
    ),
    Item(
        _("Figures of training"),
        "statistics:training",
        frozenset({Role.DIRECTOR, Role.TRAINING_OFFICER, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR}),
    ),
    Item(_("Journal"), "journal:list", frozenset({Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR})),
    Item(
        _("Accounts"),
        "administration:accounts",
        frozenset({Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR}),
        (
            "administration:resets",
            "administration:structures",
            "administration:index",
            "administration:occupations",
        ),
    ),
    Item(_("Settings"), "administration:parameters", frozenset({Role.NATIONAL_ADMINISTRATOR})),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as these addresses have it: `begin` are those its pages begin with, the longest of all entries winning."""

    label: Sentence
    url: str
    begin: tuple[str, ...]

    def reach(self, path: str) -> int:
        """Return how much of the path belongs to this entry, in characters; 0 for none of it."""
        if self.url == "/":
            return int(path == "/")
        return max((len(beginning) for beginning in self.begin if path.startswith(beginning)), default=0)


def _beginning(route: str, urlconf: str) -> str:
    """Return the address of a route, up to the record it names if it names one."""
    try:
        return reverse(route, urlconf)
    except NoReverseMatch:
        return reverse(route, urlconf, args=[_NO_RECORD]).split(str(_NO_RECORD), 1)[0]


@lru_cache(maxsize=256)
def _entries(roles: frozenset[str], urlconf: str, _prefix: str) -> tuple[_Entry, ...]:
    """Return the entries these roles see; looked up once, since every page shows the menu."""
    entries: list[_Entry] = []
    for item in MENU:
        if not item.roles & roles:
            continue
        try:
            address = reverse(item.route, urlconf)
            begin = (address, *(_beginning(route, urlconf) for route in item.also))
        except NoReverseMatch:
            continue
        entries.append(_Entry(item.label, address, begin))
    return tuple(entries)


@lru_cache(maxsize=1024)
def _shown(
    roles: frozenset[str], urlconf: str, prefix: str, current: int, _language: str | None
) -> tuple[Mapping[str, object], ...]:
    """Return the entries as the page shows them in the active language; read once, for some thirty sentences a page."""
    return tuple(
        {"label": str(entry.label), "url": entry.url, "current": place == current}
        for place, entry in enumerate(_entries(roles, urlconf, prefix))
    )


def menu(roles: frozenset[str], path: str) -> Sequence[Mapping[str, object]]:
    """Return the entries these roles see, the current one marked (of whose address the path holds most)."""
    addresses = (roles, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    reach, current = max(
        ((entry.reach(path), -place) for place, entry in enumerate(_entries(*addresses))), default=(0, 0)
    )
    return _shown(*addresses, -current if reach else -1, get_language())
