"""Levels of schooling (ISCED 2011), fields (ISCED-F 2013) and the Malian diplomas that give a level.

Which diploma gives which level is the help text of this product, not a legal equivalence: the counsellor confirms it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term, split_names, term


@dataclass(frozen=True, slots=True)
class EducationLevel(Term):
    """A level of ISCED 2011, 0 to 8; the code is its digit."""

    @property
    def rank(self) -> int:
        """The level as a number, the `education` of engine.md."""
        return int(self.code)


@dataclass(frozen=True, slots=True)
class Diploma(Term):
    """A diploma as Malians name it, with the ISCED level it gives."""

    level: int = 0
    other_names: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Code, names and what people also call it."""
        return (self.code, self.name_fr, self.name_en, *self.other_names)


def _level(row: Mapping[str, str]) -> EducationLevel:
    return EducationLevel(row["code"], row["name_fr"], row["name_en"], row["help_fr"], row["help_en"])


def _diploma(row: Mapping[str, str]) -> Diploma:
    return Diploma(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        level=int(row["level"]),
        other_names=split_names(row["other_names"]),
    )


EDUCATION_LEVELS: CodeList[EducationLevel] = CodeList("education_levels.csv", _level)
EDUCATION_FIELDS: CodeList[Term] = CodeList("education_fields.csv", term)
DIPLOMAS: CodeList[Diploma] = CodeList("diplomas.csv", _diploma)


def level_of(diploma: str) -> int | None:
    """Return the ISCED level of a diploma given by code or name; None when the list does not know it."""
    found = DIPLOMAS.find(diploma)
    return found.level if found is not None else None
