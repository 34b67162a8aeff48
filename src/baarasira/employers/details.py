"""What is written about an employer, as forms, imports and the API hand it to the actions."""

from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from baarasira.kernel.errors import BusinessError
from baarasira.reference import phones
from baarasira.reference.countries import HOME

from . import names
from .models import Employer

_PLACES = {"region", "cercle"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDetails:
    """The legal identity, the activity and the address of an employer.

    `sector` is a letter of ISIC (A to U); `country` ISO 3166-1 alpha-2; `region` and `cercle` codes of the territory,
    empty for an employer abroad; `phone` as people write it.
    """

    name: str
    legal_form: str
    sector: str
    country: str = HOME
    region: str = ""
    cercle: str = ""
    tax_id: str = ""
    trade_register: str = ""
    social_security: str = ""
    activity: str = ""
    headcount: int | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""

    def tidy(self) -> Self:
        """Return the same details with spaces collapsed and the phone in its stored form, where it can be read."""
        values = {
            item.name: " ".join(value.split())
            for item in fields(self)
            if isinstance(value := getattr(self, item.name), str)
        }
        with suppress(BusinessError):  # rules.findings says what is wrong with it
            values["phone"] = phones.parse(values["phone"]).e164 if values["phone"] else ""
        return replace(self, **values)

    def values(self) -> dict[str, Any]:
        """Return the fields of the record that these details set, search keys included."""
        stored = {item.name: getattr(self, item.name) for item in fields(self) if item.name not in _PLACES}
        return {
            **stored,
            "region_id": self.region or None,
            "cercle_id": self.cercle or None,
            "name_key": names.key(self.name),
            "name_sort": names.sort_key(self.name),
            "tax_id_key": names.reference_key(self.tax_id),
            "trade_register_key": names.reference_key(self.trade_register),
        }


# A change of one of these is a change of who was accredited: the accreditation must be given again.
LEGAL_IDENTITY = ("name", "legal_form", "tax_id", "trade_register", "country")


def of(employer: Employer) -> EmployerDetails:
    """Return the details a stored employer has."""
    stored = {item.name: getattr(employer, item.name) for item in fields(EmployerDetails) if item.name not in _PLACES}
    return EmployerDetails(**stored, region=employer.region_id or "", cercle=employer.cercle_id or "")


def changes_identity(employer: Employer, details: EmployerDetails) -> bool:
    """Tell whether the details change the legal identity of the employer."""
    return any(getattr(employer, name) != getattr(details, name) for name in LEGAL_IDENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitReport:
    """What came of a visit: whom one met, what was said, the needs for recruitment and for training (S7)."""

    visited_on: date
    purpose: str
    report: str
    met: str = ""
    recruitment_needs: str = ""
    training_needs: str = ""
    next_on: date | None = None
