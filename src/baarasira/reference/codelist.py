"""Code lists carried as small CSV files: read once, frozen, usable without a database.

Each list has its own module (`languages`, `countries`, `education`…) with a constant of type `CodeList`.
"""

import csv
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Generic, TypeVar

from django.conf import settings
from django.utils.translation import get_language


def read_carried(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of `reference/data` (UTF-8, header first), every cell as text."""
    text = resources.files("baarasira.reference").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return the text without accents, case, spaces or punctuation: two spellings of one name become equal."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def in_french() -> bool:
    """Tell whether names are wanted in French: the default, also where no language is active."""
    if not settings.configured:
        return True
    return (get_language() or "fr").startswith("fr")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a code list: the stored code, its name and a sentence of help in both languages."""

    code: str
    name_fr: str
    name_en: str
    help_fr: str = ""
    help_en: str = ""

    @property
    def label(self) -> str:
        """The name in the active language, French by default."""
        return self.name_fr if in_french() else self.name_en

    @property
    def help(self) -> str:
        """The help sentence in the active language; empty when there is none."""
        return self.help_fr if in_french() else self.help_en

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text by which an import may name this entry."""
        return (self.code, self.name_fr, self.name_en)

    def __str__(self) -> str:
        return self.label


TermT = TypeVar("TermT", bound=Term)


class CodeList(Generic[TermT]):
    """An ordered list of terms, found by code or by any spelling; the file is read at the first use."""

    def __init__(self, file: str, build: Callable[[Mapping[str, str]], TermT]) -> None:
        self._file = file
        self._build = build

    @cached_property
    def terms(self) -> tuple[TermT, ...]:
        """Every term, in the order of the file."""
        return tuple(self._build(row) for row in read_carried(self._file))

    @cached_property
    def _by_code(self) -> dict[str, TermT]:
        return {term.code: term for term in self.terms}

    @cached_property
    def _by_spelling(self) -> dict[str, TermT]:
        found: dict[str, TermT] = {}
        for term in self.terms:
            for spelling in term.spellings:
                if key := fold(spelling):
                    found.setdefault(key, term)
        return found

    def __getitem__(self, code: str) -> TermT:
        """Return the term of a code, exactly as stored; KeyError when the list does not have it."""
        return self._by_code[code]

    def get(self, code: str) -> TermT | None:
        """Return the term of a code, or None."""
        return self._by_code.get(code)

    def find(self, text: str) -> TermT | None:
        """Return the term a person means by a code or a name, whatever its case and accents; None when unknown."""
        return self._by_code.get(text.strip()) or self._by_spelling.get(fold(text))

    def label(self, code: str) -> str:
        """Return the name of a code in the active language; the code itself when the list does not have it."""
        term = self._by_code.get(code)
        return term.label if term is not None else code

    def choices(self) -> list[tuple[str, str]]:
        """Return (code, name) pairs for a form, in the order of the list, in the active language."""
        return [(term.code, term.label) for term in self.terms]

    def codes(self) -> tuple[str, ...]:
        """Return the codes, in the order of the list."""
        return tuple(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[TermT]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)


def term(row: Mapping[str, str]) -> Term:
    """Build a plain term from a row with columns code, name_fr, name_en and, where there are any, help_fr, help_en."""
    return Term(row["code"], row["name_fr"], row["name_en"], row.get("help_fr", ""), row.get("help_en", ""))


def split_names(cell: str) -> tuple[str, ...]:
    """Return the names of a cell that separates them by semicolons."""
    return tuple(name.strip() for name in cell.split(";") if name.strip())
