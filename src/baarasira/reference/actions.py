"""Writes of the dated values by an administrator."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.writing import create, edit

from .countries import COUNTRIES
from .currencies import CURRENCIES
from .enums import Certainty, DestinationKind, Origin, Period, Unit, WageScope
from .models import DestinationParameter, Parameter
from .parameters import SETTINGS
from .policies import PARAMETERS

_NOUN = "parameter"
_WHOLE = 100


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
    words: str = ""
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
            "words",
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
    PARAMETERS.require(actor, "set_destination")
    _check_destination(value)
    return write_destination(actor, value, Origin.ADMINISTRATOR, expected_version)


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
    if (value.unit == Unit.WORD) != bool(value.words):
        raise BusinessError(_("Write the word for what is no number, and for that alone."), field="words")
    if value.unit == Unit.PERCENT and value.amount > _WHOLE:
        raise BusinessError(_("A share is at most 100 per cent."), field="amount")
    if value.unit != Unit.MONEY and value.currency:
        raise BusinessError(_("Only an amount of money has a currency."), field="currency")
    if value.valid_to is not None and value.valid_to < value.valid_from:
        raise BusinessError(_("The last day comes before the first."), field="valid_to")
    _require_source(value.legal_reference or value.source_url or value.note)


def write_destination(
    actor: Actor, value: DestinationValue, origin: Origin, expected_version: int | None = None
) -> DestinationParameter:
    """Store a value whose right and content were checked, new or over the row of the same key (also for `loading`)."""
    content = {**value.content, "origin": origin, "set_by": actor.label}
    row = DestinationParameter.objects.select_for_update().filter(**value.key).first()
    if row is not None:
        edit(row, "destination.set", actor=actor, values=content, expected_version=expected_version)
        return row
    row = DestinationParameter(**value.key, **content)
    create(row, "destination.set", actor=actor)
    return row
