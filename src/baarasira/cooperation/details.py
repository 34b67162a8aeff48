"""What is written of organisations and agreements, as forms hand it to the actions."""

from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from baarasira.kernel.errors import BusinessError
from baarasira.reference import phones
from baarasira.reference.codelist import fold
from baarasira.reference.countries import HOME

from .enums import CeilingPeriod
from .models import Agreement, Organisation


def _tidied(details: Any) -> dict[str, str]:
    """Return the texts of a dataclass with their spaces collapsed (lines of a long text are kept)."""
    return {
        item.name: "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
        for item in fields(details)
        if isinstance(value := getattr(details, item.name), str)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """Who a partner is and where to reach it; `country` ISO 3166-1 alpha-2, `phone` as people write it."""

    name: str
    kind: str
    acronym: str = ""
    country: str = HOME
    role: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    data_agreement: str = ""
    data_agreement_on: date | None = None
    apdp_receipt: str = ""
    apdp_receipt_on: date | None = None

    def tidy(self) -> Self:
        """Return the same details with spaces collapsed and the phone in its stored form, where it can be read."""
        values = _tidied(self)
        with suppress(BusinessError):  # the rules say what is wrong with it
            values["phone"] = phones.parse(values["phone"]).e164 if values["phone"] else ""
        return replace(self, **values)

    def values(self) -> dict[str, Any]:
        """Return the fields of the record that these details set."""
        return {**{item.name: getattr(self, item.name) for item in fields(self)}, "name_sort": fold(self.name)[:220]}


def details_of(organisation: Organisation) -> OrganisationDetails:
    """Return the details a stored organisation has."""
    return OrganisationDetails(**{item.name: getattr(organisation, item.name) for item in fields(OrganisationDetails)})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDetails:
    """What an agreement is; its dates of signature and of entry into force come with those acts.

    `sectors` letters of ISIC; `partner` and `contact` ids of an organisation and of a person there; `renewal_months` by
    how long a tacit renewal prolongs it; `meeting_months` how often the joint committee meets.
    """

    reference: str
    title: str
    kind: str
    country: str
    partner: UUID | None
    contact: UUID | None = None
    purpose: str = ""
    ends_on: date | None = None
    tacit_renewal: bool = False
    renewal_months: int | None = None
    sectors: tuple[str, ...] = ()
    needs_visa: bool = False
    needs_opinion: bool = False
    meeting_months: int | None = None

    def tidy(self) -> Self:
        """Return the same details with spaces collapsed; a renewal's length goes when nothing renews by itself."""
        length = self.renewal_months if self.tacit_renewal else None
        return replace(self, **_tidied(self), renewal_months=length, sectors=tuple(dict.fromkeys(self.sectors)))

    def values(self) -> dict[str, Any]:
        """Return the fields of the record that these details set."""
        own = {item.name: getattr(self, item.name) for item in fields(self) if item.name not in {"partner", "contact"}}
        return {**own, "sectors": list(self.sectors), "partner_id": self.partner, "contact_id": self.contact}


def agreed(agreement: Agreement) -> AgreementDetails:
    """Return the details a stored agreement has."""
    own = {
        item.name: getattr(agreement, item.name)
        for item in fields(AgreementDetails)
        if item.name not in {"partner", "contact", "sectors"}
    }
    return AgreementDetails(
        **own, partner=agreement.partner_id, contact=agreement.contact_id, sectors=tuple(agreement.sectors)
    )


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The ceiling of one occupation: ISCO-08 unit group, seats (None: no ceiling of its own), over a year or over all."""

    code: str
    seats: int | None = None
    period: str = CeilingPeriod.YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class TermData:
    """One minimum term: an amount (with currency and period for a wage) or who pays."""

    kind: str
    amount: Decimal | None = None
    currency: str = ""
    period: str = ""
    payer: str = ""
    clause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """How far one topic is settled, and the clause that does."""

    topic: str
    level: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionData:
    """A consular opinion: favourable or adverse, its day, its document, who gave it."""

    sense: str
    given_on: date
    reference: str
    consulate: UUID | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingData:
    """A meeting of the joint committee: when, where, who was there, what was decided."""

    held_on: date
    minutes: str
    place: str = ""
    present: str = ""
    minutes_reference: str = ""
    next_on: date | None = None
