"""Driving licences, machine certificates and trade cards that an offer may require.

The codes are the product's own: Malian driving categories keep their letter, French CACES families keep their number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term


@dataclass(frozen=True, slots=True)
class Licence(Term):
    """A licence; `family` is driving, machines or trade."""

    family: str = "driving"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Code and names; "permis b" and "cat. B" are understood as the name and the code."""
        return (self.code, self.name_fr, self.name_en, f"catégorie {self.code}", f"cat {self.code}")


def _licence(row: Mapping[str, str]) -> Licence:
    return Licence(row["code"], row["name_fr"], row["name_en"], row["help_fr"], row["help_en"], family=row["family"])


LICENCES: CodeList[Licence] = CodeList("licences.csv", _licence)
