"""Countries and territories of ISO 3166-1, by their two-letter code, with French names and telephone prefixes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .codelist import CodeList, Term, fold, in_french

HOME = "ML"

FIRST = (
    "ML", "SN", "CI", "BF", "NE", "GN", "MR", "DZ", "GA", "ES", "FR", "IT", "MA", "LY", "EG", "SA", "KW", "QA", "AE",
)  # fmt: skip
"""The countries a form offers first: Mali, its neighbours, then where its programmes and its people go."""


@dataclass(frozen=True, slots=True)
class Country(Term):
    """A country; `alpha3` its three-letter code, `dial` its telephone prefix without +."""

    alpha3: str = ""
    in_fr: str = ""
    dial: str = ""

    @property
    def place(self) -> str:
        """The country inside a sentence: « au Mali », « en Espagne »; "in Spain"."""
        return self.in_fr if in_french() else f"in {self.name_en}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Both codes and both names."""
        return (self.code, self.alpha3, self.name_fr, self.name_en)


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["alpha2"],
        name_fr=row["name_fr"],
        name_en=row["name_en"],
        alpha3=row["alpha3"],
        in_fr=row["in_fr"],
        dial=row["dial"],
    )


COUNTRIES: CodeList[Country] = CodeList("countries.csv", _country)


@cache
def dial_prefixes() -> frozenset[str]:
    """Return every telephone prefix of the list, without +."""
    return frozenset(country.dial for country in COUNTRIES)


def in_form_order() -> list[Country]:
    """Return the countries as a form lists them: those of `FIRST`, then the others by name, accents ignored."""
    first = [COUNTRIES[code] for code in FIRST]
    others = [country for country in COUNTRIES if country.code not in FIRST]
    return [*first, *sorted(others, key=lambda country: fold(country.label))]
