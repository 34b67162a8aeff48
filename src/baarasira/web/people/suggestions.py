"""Occupations, skills and countries suggested while one types; the occupations chosen teach the suggestions."""

from collections.abc import Iterable

from django.http import QueryDict

from baarasira.kernel.actor import Actor
from baarasira.reference.codelist import fold
from baarasira.reference.coding import clearly_meant
from baarasira.reference.coding import suggest_occupations as occupations_like
from baarasira.reference.countries import COUNTRIES, in_form_order
from baarasira.reference.occupation_actions import confirm_occupation
from baarasira.reference.occupations import is_unit_group, occupation_label
from baarasira.reference.policies import OCCUPATIONS
from baarasira.reference.skills import SKILLS
from baarasira.reference.skills import suggest_skills as skills_like

Triples = list[tuple[str, str, str]]

_MOST_CHOICES = 10

__all__ = [
    "count_choices",
    "is_unit_group",
    "occupation_label",
    "resolve_country",
    "resolve_occupation",
    "resolve_skill",
    "skill_label",
    "suggest_countries",
    "suggest_occupations",
    "suggest_skills",
]


def suggest_occupations(text: str, top: int = 7) -> Triples:
    """Return (code, title, the name of work that answered and the code) of the unit groups everyday words mean best."""
    typed = text.strip()
    if is_unit_group(typed):
        return [(typed, occupation_label(typed), typed)]
    return [
        (
            found.code,
            found.title,
            f"{found.name} · {found.code}" if fold(found.name) != fold(found.title) else found.code,
        )
        for found in occupations_like(typed, top=top)
    ]


def count_choices(actor: Actor, sent: QueryDict, names: Iterable[str]) -> None:
    """Count, for a form that was saved, the occupations chosen in its boxes for the words typed (`confirm_occupation`)."""
    if not OCCUPATIONS.allows(actor, "confirm"):
        return
    for name in names:
        chosen = set(sent.getlist(name))
        for pair in sent.getlist(f"{name}_words")[:_MOST_CHOICES]:
            code, _, words = pair.partition("\t")
            if code in chosen:
                confirm_occupation(actor=actor, words=words, code=code)


def resolve_occupation(text: str) -> str | None:
    """Return the one unit group that words typed without choosing clearly mean, None when they must be chosen."""
    typed = text.strip()
    return typed if is_unit_group(typed) else clearly_meant(typed)


def skill_label(code: str) -> str:
    """Return the name of a skill; a code of another list stands for itself."""
    return SKILLS.label(code)


def suggest_skills(text: str, top: int = 8) -> Triples:
    """Return the skills whose name holds the words typed."""
    return [(skill.code, skill.label, "") for skill in skills_like(text, top=top)] if text.strip() else []


def resolve_skill(text: str) -> str | None:
    """Return the skill that a whole name typed without choosing means, None when unknown."""
    found = SKILLS.find(text)
    return found.code if found is not None else None


def suggest_countries(text: str, top: int = 8) -> Triples:
    """Return the countries whose name begins with the words typed, the usual ones first."""
    key = fold(text)
    if not key:
        return []
    found = [country for country in in_form_order() if any(fold(name).startswith(key) for name in country.spellings)]
    return [(country.code, country.label, "") for country in found[:top]]


def resolve_country(text: str) -> str | None:
    """Return the country a name or a code means, None when unknown."""
    found = COUNTRIES.find(text)
    return found.code if found is not None else None
