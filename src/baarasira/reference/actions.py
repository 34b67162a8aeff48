"""Writes of the dated values: an administrator sets one, an installation loads what the product carries."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.writing import create, edit

from .codelist import read_carried
from .countries import COUNTRIES
from .currencies import CURRENCIES
from .enums import Certainty, DestinationKind, Origin, Period, Unit, WageScope
from .models import DestinationParameter, Parameter
from .parameters import SETTINGS
from .policies import PARAMETERS

_NOUN = "parameter"


@transaction.atomic
def set_parameter(
    *,
    actor: Actor,
    key: str,
    value: Any,
    valid_from: date,
    source: str,
    certainty: str = Certainty.DESIGN,
    note: str = "",
    expected_version: int | None = None,
) -> Parameter:
    """Give a known setting a value from a date on; a second call for the same date corrects it.

    `value` is what the setting's reader understands (numbers, or their text); `source` says where it comes from and may
    not be empty. Raises NotAllowed, BusinessError with the faulty field (key, value, source), Stale.
    """
    PARAMETERS.require(actor, "set")
    setting = SETTINGS.get(key)
    if setting is None:
        raise BusinessError(_("There is no setting named “%(key)s”.") % {"key": key}, code="unknown_key", field="key")
    try:
        stored = setting.stored(value)
    except ValueError as error:
        raise BusinessError(str(error), code="value", field="value") from error
    _require_source(source)
    values = {
        "value": stored,
        "unit": setting.unit,
        "source": source.strip(),
        "certainty": Certainty(certainty),
        "note": note.strip(),
        "set_by": actor.label,
    }
    row = Parameter.objects.select_for_update().filter(key=key, valid_from=valid_from).first()
    if row is not None:
        edit(row, f"{_NOUN}.set", actor=actor, values=values, expected_version=expected_version)
        return row
    row = Parameter(key=key, valid_from=valid_from, **values)
    create(row, f"{_NOUN}.set", actor=actor)
    return row


def _require_source(source: str) -> None:
    if not source.strip():
        raise BusinessError(
            _("Say where this value comes from: the law, the decision or the letter, with its date."),
            code="source",
            field="source",
        )


@dataclass(frozen=True, slots=True)
class DestinationValue:
    """What an administrator enters for a destination; the fields are those of `DestinationParameter`."""

    country: str
    kind: str
    amount: Decimal
    valid_from: date
    scope: str = WageScope.ALL
    unit: str = Unit.MONEY
    currency: str = ""
    period: str = ""
    payments_per_year: int | None = None
    valid_to: date | None = None
    legal_reference: str = ""
    source_url: str = ""
    certainty: str = Certainty.UNVERIFIED
    note: str = ""

    @property
    def key(self) -> dict[str, Any]:
        """What makes a row the same row: country, kind, scope, period and first day."""
        names = ("country", "kind", "scope", "period", "valid_from")
        return {name: getattr(self, name) for name in names}

    @property
    def content(self) -> dict[str, Any]:
        """The rest of the fields."""
        names = (
            "amount",
            "unit",
            "currency",
            "payments_per_year",
            "valid_to",
            "legal_reference",
            "source_url",
            "certainty",
            "note",
        )
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def set_destination_parameter(
    *, actor: Actor, value: DestinationValue, expected_version: int | None = None
) -> DestinationParameter:
    """Enter or correct what a destination's law says from a date; the row is an administrator's from then on.

    Raises NotAllowed, BusinessError with the faulty field, Stale.
    """
    PARAMETERS.require(actor, "set")
    _check_destination(value)
    return _write_destination(actor, value, Origin.ADMINISTRATOR, expected_version)


def _check_destination(value: DestinationValue) -> None:
    if value.country not in COUNTRIES:
        raise BusinessError(_("Choose a country of the list."), field="country")
    if value.amount <= 0:
        raise BusinessError(_("Enter an amount above zero."), field="amount")
    if value.kind not in DestinationKind.values or value.scope not in WageScope.values:
        raise BusinessError(_("Choose what the value bounds and whom it covers."), field="kind")
    if value.unit == Unit.MONEY and value.currency not in CURRENCIES:
        raise BusinessError(_("Choose the currency of the amount."), field="currency")
    if value.unit == Unit.MONEY and value.period not in Period.values:
        raise BusinessError(_("Choose the period of the amount: hour, day, week, month or year."), field="period")
    if value.unit != Unit.MONEY and value.currency:
        raise BusinessError(_("Only an amount of money has a currency."), field="currency")
    if value.valid_to is not None and value.valid_to < value.valid_from:
        raise BusinessError(_("The last day comes before the first."), field="valid_to")
    _require_source(value.legal_reference or value.source_url or value.note)


def _write_destination(
    actor: Actor, value: DestinationValue, origin: Origin, expected_version: int | None = None
) -> DestinationParameter:
    content = {**value.content, "origin": origin, "set_by": actor.label}
    row = DestinationParameter.objects.select_for_update().filter(**value.key).first()
    if row is not None:
        edit(row, "destination.set", actor=actor, values=content, expected_version=expected_version)
        return row
    row = DestinationParameter(**value.key, **content)
    create(row, "destination.set", actor=actor)
    return row


@dataclass(slots=True)
class LoadReport:
    """How many carried rows were added, brought up to date, left as they were, or kept because they were changed here."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = field(default=0)


@transaction.atomic
def load_reference(*, actor: Actor) -> LoadReport:
    """Load the destination parameters the product carries; call it again after every upgrade.

    A row an administrator entered or corrected is never touched; one the product wrote follows the product's file.
    Raises NotAllowed.
    """
    PARAMETERS.require(actor, "set")
    report = LoadReport()
    held = {
        (row.country, row.kind, row.scope, row.period, row.valid_from): row
        for row in DestinationParameter.objects.all()
    }
    for value in carried_destination_values():
        row = held.get((value.country, value.kind, value.scope, value.period, value.valid_from))
        if row is None:
            _write_destination(actor, value, Origin.PRODUCT)
            report.added += 1
        elif row.origin == Origin.ADMINISTRATOR:
            report.kept += 1
        elif all(getattr(row, name) == wanted for name, wanted in value.content.items()):
            report.unchanged += 1
        else:
            _write_destination(actor, value, Origin.PRODUCT)
            report.updated += 1
    return report


def carried_destination_values() -> list[DestinationValue]:
    """Return the rows of `data/destination_parameters.csv`."""
    return [
        DestinationValue(
            country=row["country"],
            kind=row["kind"],
            scope=row["scope"],
            amount=Decimal(row["amount"]),
            unit=row["unit"],
            currency=row["currency"],
            period=row["period"],
            payments_per_year=int(row["payments_per_year"]) if row["payments_per_year"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            legal_reference=row["legal_reference"],
            source_url=row["source_url"],
            certainty=row["certainty"],
            note=row["note"],
        )
        for row in read_carried("destination_parameters.csv")
    ]
