"""What the boxes of an offer suggest: occupations in everyday words, languages with their level, skills."""

from baarasira.reference.codelist import fold
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.web.people.suggestions import (
    count_choices,
    occupation_label,
    resolve_occupation,
    resolve_skill,
    skill_label,
    suggest_occupations,
    suggest_skills,
)

__all__ = [
    "count_choices",
    "language_known",
    "language_label",
    "occupation_label",
    "resolve_language",
    "resolve_occupation",
    "resolve_skill",
    "skill_label",
    "suggest_languages",
    "suggest_occupations",
    "suggest_skills",
]
MOST_LANGUAGES = 3
DEFAULT_LEVELS = ("A2", "B1", "B2", "C1")


def language_label(code: str) -> str:
    """Return « français – suit une conversation (B1) » for ``fr:B1``."""
    language, _separator, level = code.partition(":")
    words = LANGUAGE_LEVELS.label(level)
    return f"{LANGUAGES.label(language)} – {words[:1].lower()}{words[1:]} ({level})"


def language_known(code: str) -> bool:
    """Tell whether a language and its level are in the lists."""
    language, _separator, level = code.partition(":")
    return language in LANGUAGES and level in LANGUAGE_LEVELS


def suggest_languages(text: str) -> list[tuple[str, str, str]]:
    """Return (code, words, detail) of the languages that begin like the words typed, one line a level."""
    name, level = _split(text)
    key = fold(name)
    if not key:
        return []
    found = [item for item in LANGUAGES if any(fold(word).startswith(key) for word in item.spellings)]
    levels = [level] if level else list(DEFAULT_LEVELS)
    codes = [f"{item.code}:{each}" for item in found[:MOST_LANGUAGES] for each in levels]
    return [(code, language_label(code), "") for code in codes]


def resolve_language(text: str) -> str | None:
    """Return ``fr:B1`` for « français B1 »; None without a level, or for an unknown language."""
    name, level = _split(text)
    language = LANGUAGES.find(name)
    return f"{language.code}:{level}" if language is not None and level else None


def _split(text: str) -> tuple[str, str]:
    words = text.replace(":", " ").split()
    if words and words[-1].upper() in LANGUAGE_LEVELS:
        return " ".join(words[:-1]), words[-1].upper()
    return text, ""
