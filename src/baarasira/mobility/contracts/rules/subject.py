"""All that the tests of a contract look at, read once: the contract, the person's file, the employer, the law, the offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from baarasira.kernel import vault
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.reference import parameters
from baarasira.reference.queries import values as settings_on

from ..enums import VISED
from ..models import WorkContract
from .comparing import read_terms, terms_of
from .law import Law, law_of


@dataclass(frozen=True, slots=True)
class Passport:
    """A passport of the person's file: its last four characters and its last day, None where it was not noted."""

    end: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """One contract and what it is held against. `on` is the day of the tests; the law is that of the first day of work."""

    contract: WorkContract
    person: Person
    campaign: Campaign
    passports: tuple[Passport, ...]
    law: Law
    settings: Mapping[str, Any]
    offered: Mapping[str, Any] | None
    former: Mapping[str, Any] | None
    on: date

    def setting(self, known: parameters.Setting[Any]) -> Any:
        """Return the value of a setting on the day."""
        return self.settings[known.key]


_SETTINGS = (parameters.MINIMUM_AGE_ABROAD, parameters.NAME_LIKENESS, parameters.WEEKLY_REST_HOURS)


def subject_of(contract: WorkContract, on: date) -> Subject:
    """Read what a contract is held against on a day. About eight queries."""
    person = contract.candidacy.person
    former = (
        WorkContract.objects.filter(candidacy_id=contract.candidacy_id, state__in=VISED)
        .exclude(pk=contract.pk)
        .order_by("-id")
        .first()
    )
    return Subject(
        contract=contract,
        person=person,
        campaign=campaign_queries.one(contract.candidacy.opening_id),
        passports=_passports(person),
        law=law_of(contract.country, contract.starts_on),
        settings=settings_on(on, *_SETTINGS),
        offered=read_terms(contract.offered) if contract.offered else None,
        former=None if former is None else terms_of(former),
        on=on,
    )


def _passports(person: Person) -> tuple[Passport, ...]:
    found = []
    for document in person.documents.filter(kind="passport").order_by("id"):
        number = vault.decrypt(person.pk, document.number_sealed) if document.number_sealed else ""
        found.append(Passport(number[-4:].upper(), document.expires_on))
    return tuple(found)
