"""How a row of each noun becomes a call of its action."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baarasira.employers.actions import record_employer
from baarasira.employers.details import EmployerDetails
from baarasira.employers.models import Employer
from baarasira.engine import fold_name
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.tables import Row
from baarasira.openings.actions import receive_opening
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind, OfferSource, WagePeriod
from baarasira.openings.models import Opening
from baarasira.people.actions import Registration, register_people
from baarasira.people.enums import Channel, ConsentPurpose, NoNina, Reading, Situation
from baarasira.people.inputs import ConsentData, LanguageData, OccupationData, PersonData, PhoneData
from baarasira.people.models import Person

from .importing import ONE_BY_ONE, Sender, office_of, one_by_one

PEOPLE_AT_ONCE = 100
"""So many people share a transaction and its statements: a tenth of a second's work; half as many cost a seventh more each."""

_SEX = {"f": "F", "femme": "F", "feminin": "F", "female": "F", "m": "M", "h": "M", "homme": "M", "masculin": "M"}


def _choice(text: str, choices: Any, default: str, column: str) -> str:
    """Return a stored value from itself or from its French label; raises BusinessError with the values there are."""
    if not text:
        return default
    folded = fold_name(text)
    for value, label in choices.choices:
        if folded in {fold_name(value), fold_name(str(label))}:
            return str(value)
    raise BusinessError(
        _("« %(text)s » is not one of: %(values)s.") % {"text": text[:40], "values": ", ".join(choices.values)},
        field=column,
    )


def _known(records: QuerySet[Any]) -> Mapping[str, str]:
    return dict(records.order_by().values_list("source_id", "number"))


class PeopleWriter:
    """People: registered in their office with the consents the file says they gave."""

    at_once = PEOPLE_AT_ONCE

    def known(self, sender: Sender, source_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the file numbers of those of these ids of the source that have one."""
        return _known(Person.objects.filter(source=sender.source, source_id__in=source_ids))

    def write(self, sender: Sender, rows: Sequence[Row]) -> list[str | BusinessError]:
        """Register the people, all of them in a few statements."""
        read: list[Registration | BusinessError] = []
        for row in rows:
            try:
                read.append(self._registration(sender, row))
            except BusinessError as error:
                read.append(error)
        sound = [item for item in read if isinstance(item, Registration)]
        done = iter(register_people(actor=sender.actor, registrations=sound))
        outcomes = [next(done) if isinstance(item, Registration) else item for item in read]
        return [item.number if isinstance(item, Person) else item for item in outcomes]

    def _registration(self, sender: Sender, row: Row) -> Registration:
        return Registration(
            office_id=office_of(sender, row["office"]).pk,
            data=self._data(row),
            consents=ConsentData(
                given={purpose: purpose in row["consents"] for purpose in ConsentPurpose.values},
                how=_("by the sender of the file")[:60],
            ),
            source=sender.source,
            source_id=row["id"],
        )

    @staticmethod
    def _data(row: Row) -> PersonData:
        reason = row["no_nina_reason"]
        if not row["nina"] and not reason:
            reason = NoNina.NOT_BROUGHT
        return PersonData(
            given_names=row["given_names"],
            surname=row["surname"],
            born=row["born"],
            sex=_SEX.get(fold_name(row["sex"]), row["sex"]),
            situation=_choice(row["situation"], Situation, Situation.UNEMPLOYED, "situation"),
            maiden_name=row["maiden_name"],
            father_name=row["father_name"],
            mother_name=row["mother_name"],
            nina=row["nina"],
            no_nina_reason=reason,
            region=row["region"],
            cercle=row["cercle"],
            commune=row["commune"],
            locality=row["locality"],
            email=row["email"],
            preferred_channel=_choice(row["preferred_channel"], Channel, Channel.VOICE, "preferred_channel"),
            preferred_language=row["preferred_language"] or "bm",
            reading_latin=_choice(row["reading_latin"], Reading, Reading.NONE, "reading_latin"),
            education=row["education"],
            diploma=row["diploma"],
            skills=row["skills"],
            licences=row["licences"],
            mobility=row["mobility"],
            destinations=row["destinations"],
            available_from=row["available_from"],
            phones=tuple(PhoneData(number=number) for number in row["phones"]),
            occupations=tuple(OccupationData(code=item.occupation, years=item.years) for item in row["occupations"]),
            languages=tuple(LanguageData(code=item.language, level=item.level) for item in row["languages"]),
        )


class EmployersWriter:
    """Employers: recorded, not accredited; two agents accredit them afterwards."""

    at_once = ONE_BY_ONE

    def known(self, sender: Sender, source_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the numbers of the employers of these ids."""
        return _known(Employer.objects.filter(source=sender.source, source_id__in=source_ids))

    def write(self, sender: Sender, rows: Sequence[Row]) -> list[str | BusinessError]:
        """Record them one by one."""
        return one_by_one(lambda row: self._record(sender, row), rows)

    def _record(self, sender: Sender, row: Row) -> str:
        names = (
            "name", "legal_form", "sector", "region", "cercle", "tax_id", "trade_register", "social_security",
            "activity", "headcount", "address", "phone", "email", "website",
        )  # fmt: skip
        details = EmployerDetails(**{name: row[name] for name in names}, country=row["country"] or "ML")
        employer = record_employer(
            actor=sender.actor,
            office=office_of(sender, row["office"]),
            details=details,
            source=sender.source,
            source_id=row["id"],
        )
        return employer.number


class OffersWriter:
    """Offers: received, not published; the rules and the second person come afterwards."""

    at_once = ONE_BY_ONE

    def known(self, sender: Sender, source_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the numbers of the offers of these ids."""
        return _known(Opening.objects.filter(source=sender.source, source_id__in=source_ids))

    def write(self, sender: Sender, rows: Sequence[Row]) -> list[str | BusinessError]:
        """Record them one by one."""
        return one_by_one(lambda row: self._record(sender, row), rows)

    def _record(self, sender: Sender, row: Row) -> str:
        """Record the offer for its employer (the sender's id in the same source, or our number)."""
        opening = receive_opening(
            actor=sender.actor,
            office=office_of(sender, row["office"]),
            employer=self._employer(sender, row["employer"]),
            details=self._details(row),
            source=sender.source,
            source_id=row["id"],
        )
        return opening.number

    @staticmethod
    def _employer(sender: Sender, key: str) -> Employer:
        found = (
            Employer.objects.filter(source=sender.source, source_id=key).first() if key else None
        ) or Employer.objects.filter(number=key).first()
        if found is None:
            raise BusinessError(
                _("No employer « %(key)s »: import the employers first, or write the employer's number.")
                % {"key": key[:40]},
                field="employer",
            )
        return found

    @staticmethod
    def _details(row: Row) -> OpeningDetails:
        same = (
            "title", "occupation", "starts_on", "region", "country", "alternatives", "seats", "min_years",
            "skills_required", "skills_wanted", "licences", "min_age", "max_age", "months", "description", "benefits",
            "cercle", "workplace", "age_basis", "received_on",
        )  # fmt: skip
        return OpeningDetails(
            **{name: row[name] for name in same},
            contract=_choice(row["contract"], ContractKind, ContractKind.FIXED_TERM, "contract"),
            source_channel=OfferSource.IMPORT,
            wage=_amount(row["wage"], "wage"),
            wage_currency=row["wage_currency"] or "XOF",
            wage_period=_choice(row["wage_period"], WagePeriod, WagePeriod.MONTH, "wage_period"),
            hours_per_week=_amount(row["hours_per_week"], "hours_per_week"),
            min_years_strict=bool(row["min_years_strict"]),
            min_education=row["min_education"] or None,
            languages_required=tuple(f"{item.language}:{item.level}" for item in row["languages_required"]),
            languages_wanted=tuple(f"{item.language}:{item.level}" for item in row["languages_wanted"]),
        )


def _amount(text: str, column: str) -> Decimal | None:
    plain = text.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".")
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise BusinessError(_("« %(text)s » is not an amount.") % {"text": text[:40]}, field=column)
    return amount


WRITERS = {"people": PeopleWriter(), "employers": EmployersWriter(), "offers": OffersWriter()}
