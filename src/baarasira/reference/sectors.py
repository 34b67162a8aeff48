"""Sections of economic activity, ISIC revision 4 (CITI), A to U."""

from collections.abc import Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term, in_french


@dataclass(frozen=True, slots=True)
class Sector(Term):
    """A section of ISIC with its official title and a short name for lists and charts."""

    short_fr: str = ""
    short_en: str = ""

    @property
    def short(self) -> str:
        """The short name in the active language."""
        return self.short_fr if in_french() else self.short_en

    @property
    def spellings(self) -> tuple[str, ...]:
        """Code, titles and short names."""
        return (self.code, self.name_fr, self.name_en, self.short_fr, self.short_en)


def _sector(row: Mapping[str, str]) -> Sector:
    return Sector(
        code=row["code"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        short_fr=row["short_fr"],
        short_en=row["short_en"],
    )


SECTORS: CodeList[Sector] = CodeList("sectors.csv", _sector)
