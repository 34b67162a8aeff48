"""Languages people speak, how well, and the scripts they read (domain.md B.6, D.8).

Codes are ISO 639-1, or ISO 639-3 where a language has none (engine.md), as the files of `rank` write them; scripts are
ISO 15924. The thirteen national languages of Mali carry the codes suggested in domain.md B.6 [G].
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term, split_names, term


@dataclass(frozen=True, slots=True)
class Language(Term):
    """A language; `family` is working, national, sign, world or neighbour."""

    family: str = "world"
    other_names: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Code, names, both halves of a name with a bracket, and what people also call it."""
        halves = [half for name in (self.name_fr, self.name_en) for half in name.rstrip(")").split(" (")]
        return (self.code, self.name_fr, self.name_en, *halves, *self.other_names)


def _language(row: Mapping[str, str]) -> Language:
    return Language(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        family=row["family"],
        other_names=split_names(row["other_names"]),
    )


@dataclass(frozen=True, slots=True)
class LanguageLevel(Term):
    """A level of the Common European Framework, named in words a counsellor uses; `rank` 1 (A1) to 6 (C2)."""

    rank: int = 0


@dataclass(frozen=True, slots=True)
class Script(Term):
    """A writing system; `right_to_left` tells the direction."""

    right_to_left: bool = False


_RANKS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}


def _level(row: Mapping[str, str]) -> LanguageLevel:
    return LanguageLevel(
        row["code"], row["name_fr"], row["name_en"], row["help_fr"], row["help_en"], rank=_RANKS[row["code"]]
    )


def _script(row: Mapping[str, str]) -> Script:
    return Script(
        row["code"],
        row["name_fr"],
        row["name_en"],
        row["help_fr"],
        row["help_en"],
        right_to_left=row["direction"] == "rtl",
    )


LANGUAGES: CodeList[Language] = CodeList("languages.csv", _language)
LANGUAGE_LEVELS: CodeList[LanguageLevel] = CodeList("language_levels.csv", _level)
SCRIPTS: CodeList[Script] = CodeList("scripts.csv", _script)
READING_ABILITIES: CodeList[Term] = CodeList("reading_abilities.csv", term)


def national_languages() -> tuple[Language, ...]:
    """Return the thirteen national languages of Mali (2023 Constitution, art. 31; domain.md B.6)."""
    return tuple(language for language in LANGUAGES if language.family == "national")


def reaches(held: str, wanted: str) -> bool:
    """Tell whether level `held` is `wanted` or above; KeyError for a level that does not exist."""
    return LANGUAGE_LEVELS[held].rank >= LANGUAGE_LEVELS[wanted].rank
