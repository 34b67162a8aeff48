"""The menu of each role."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import Sentence

_FIELD = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR}
_ALL = {*Role}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu: what it is called, which address, who sees it."""

    label: Sentence
    route: str
    roles: frozenset[Role]


MENU: Sequence[Item] = (
    Item(_("My desk"), "desk", frozenset(_ALL)),
    Item(_("Job seekers"), "people:search", frozenset(_FIELD | {Role.TRAINER, Role.AUDITOR})),
    Item(_("Appointments"), "counselling:day", frozenset({Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR})),
    Item(_("Employers"), "employers:list", frozenset(_FIELD | {Role.AUDITOR})),
    Item(_("Offers"), "openings:list", frozenset(_FIELD | {Role.AUDITOR})),
    Item(_("Referrals"), "candidacies:list", frozenset(_FIELD | {Role.AUDITOR})),
    Item(_("Figures"), "statistics:dashboard", frozenset({*_FIELD, Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR})),
    Item(_("Journal"), "journal:list", frozenset({Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR})),
    Item(_("Accounts"), "administration:accounts", frozenset({Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR})),
    Item(_("Settings"), "administration:parameters", frozenset({Role.NATIONAL_ADMINISTRATOR})),
)


@lru_cache(maxsize=256)
def _entries(roles: frozenset[str], urlconf: str, _prefix: str) -> tuple[tuple[Sentence, str], ...]:
    """Return the name and the address of each entry these roles see; looked up once, since every page shows the menu."""
    entries: list[tuple[Sentence, str]] = []
    for item in MENU:
        if not item.roles & roles:
            continue
        try:
            entries.append((item.label, reverse(item.route, urlconf)))
        except NoReverseMatch:
            continue
    return tuple(entries)


def menu(roles: frozenset[str], path: str) -> list[dict[str, object]]:
    """Return the entries these roles see, the current one marked (the longest address the path begins with)."""
    entries: list[dict[str, object]] = [
        {"label": label, "url": address, "current": False}
        for label, address in _entries(roles, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    ]
    matching = [
        entry
        for entry in entries
        if path == entry["url"] or (entry["url"] != "/" and path.startswith(str(entry["url"])))
    ]
    if matching:
        max(matching, key=lambda entry: len(str(entry["url"])))["current"] = True
    return entries
