"""Occupations, skills and countries suggested while one types."""

from baarasira.people.checks import known_occupation
from baarasira.reference.codelist import fold
from baarasira.reference.countries import COUNTRIES, in_form_order

Triples = list[tuple[str, str, str]]


def occupation_label(code: str) -> str:
    """Return the title of a unit group in the active language; the code itself when it is not known."""
    return code


def suggest_occupations(text: str, top: int = 7) -> Triples:
    """Return (code, words, detail) of the unit groups that answer everyday words best."""
    typed = text.strip()
    return [(typed, occupation_label(typed), typed)] if known_occupation(typed) else []


def resolve_occupation(text: str) -> str | None:
    """Return the one unit group that words typed without choosing clearly mean, None when they do not."""
    found = suggest_occupations(text)
    return found[0][0] if len(found) == 1 else None


def skill_label(code: str) -> str:
    """Return the name of a skill; skills entered in words are their own name."""
    return code


def suggest_skills(text: str, top: int = 8) -> Triples:
    """Return the skills whose name begins with the words typed."""
    return []


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
