"""What an offer says, as forms, imports and the API hand it to the actions."""

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from baarasira.employers.names import without_elisions
from baarasira.engine import canonical_words

from .enums import OfferSource, WagePeriod
from .models import Opening

_PLACES = {"region", "cercle"}
LONGEST_KEY = 220
_CENTS, _TENTHS = Decimal("0.01"), Decimal("0.1")
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDetails:
    """The work offered, the conditions of eligibility and the wishes, with the names and codes of engine.md (rank).

    Exactly one of `region` (territory code) and `country` (ISO 3166-1 alpha-2) is given; `occupation` and `alternatives`
    are unit groups of ISCO-08; languages are ``fr:B1``; `wage` counts `wage_currency` over `wage_period`; `age_basis` is
    the legal text that allows an age bound (domain.md R-09).
    """

    title: str
    starts_on: date
    contract: str
    description: str = ""
    source_channel: str = OfferSource.DESK
    received_on: date | None = None
    occupation: str = ""
    alternatives: tuple[str, ...] = ()
    seats: int = 1
    months: int | None = None
    wage: Decimal | None = None
    wage_currency: str = "XOF"
    wage_period: str = WagePeriod.MONTH
    hours_per_week: Decimal | None = None
    benefits: str = ""
    region: str = ""
    cercle: str = ""
    country: str = ""
    workplace: str = ""
    min_years: int | None = None
    min_years_strict: bool = False
    skills_required: tuple[str, ...] = ()
    languages_required: tuple[str, ...] = ()
    min_education: int | None = None
    licences: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    age_basis: str = ""
    skills_wanted: tuple[str, ...] = ()
    languages_wanted: tuple[str, ...] = ()

    def tidy(self) -> Self:
        """Return the same details with spaces collapsed (lines of the description kept) and each code once.

        What is required is not wished for besides.
        """
        values: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, str) and item.name != "description":
                values[item.name] = " ".join(value.split())
            elif isinstance(value, tuple | list):
                values[item.name] = tuple(dict.fromkeys(code for code in value if code))
        for name, places in (("wage", _CENTS), ("hours_per_week", _TENTHS)):
            if (number := getattr(self, name)) is not None and number.is_finite() and abs(number) < _LARGEST:
                values[name] = number.quantize(places)  # as the column gives it back: nothing changes by being read
        values["description"] = self.description.replace("\r\n", "\n").strip()
        values["alternatives"] = tuple(code for code in values["alternatives"] if code != values["occupation"])
        for kind in ("skills", "languages"):
            required = values[f"{kind}_required"]
            values[f"{kind}_wanted"] = tuple(code for code in values[f"{kind}_wanted"] if code not in required)
        return replace(self, **values)

    def values(self) -> dict[str, Any]:
        """Return the fields of the record that these details set, search key included."""
        stored: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name not in _PLACES:
                stored[item.name] = list(value) if isinstance(value, tuple) else value
        return {
            **stored,
            "region_id": self.region or None,
            "cercle_id": self.cercle or None,
            "title_key": title_key(self.title),
        }


def title_key(title: str) -> str:
    """Return what the search of a title compares: its words in canonical spelling, a space before each."""
    return "".join(f" {word}" for word in canonical_words(without_elisions(title)))[:LONGEST_KEY]


def of(opening: Opening) -> OpeningDetails:
    """Return what a stored offer says."""
    stored: dict[str, Any] = {}
    for item in fields(OpeningDetails):
        if item.name not in _PLACES:
            value = getattr(opening, item.name)
            stored[item.name] = tuple(value) if isinstance(value, list) else value
    return OpeningDetails(**stored, region=opening.region_id or "", cercle=opening.cercle_id or "")
