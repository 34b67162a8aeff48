"""Reads of the dated values: settings of the service on a date, and the minimum wage of a country."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, overload

from django.db.models import CharField, DateField, Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding
from baarasira.kernel.prepared import Prepared

from . import parameters, wages
from .countries import HOME
from .currencies import convert_at_fixed_parity
from .enums import DestinationKind, Period, WageScope
from .models import DestinationParameter, Parameter
from .parameters import SETTINGS, Setting
from .policies import PARAMETERS

T = TypeVar("T")


@overload
def value(setting: Setting[T], on: date) -> T: ...
@overload
def value(setting: str, on: date) -> Any: ...
def value(setting: Setting[Any] | str, on: date) -> Any:
    """Return the value of a setting on a date: the newest row begun by then, or the default.

    `setting` is a constant of `parameters`, which also types the answer, or its key (KeyError when unknown). One query.
    """
    known = SETTINGS[setting] if isinstance(setting, str) else setting
    return values(on, known)[known.key]


_STORED: Prepared[tuple[str, Any]] = Prepared(
    lambda keys, on: (
        Parameter.objects.filter(key__in=keys, valid_from__lte=on).order_by("valid_from").values_list("key", "value")
    ),
    steady=True,
    keys=CharField(),
    on=DateField(),
)


def values(on: date, *settings: Setting[Any]) -> dict[str, Any]:
    """Return {key: value} of several settings on a date, in one query; of all known ones when none is named."""
    wanted = settings or tuple(SETTINGS.values())
    stored = dict(_STORED(keys=[setting.key for setting in wanted], on=on))
    return {
        setting.key: setting.read(stored[setting.key]) if setting.key in stored else setting.default
        for setting in wanted
    }


@dataclass(frozen=True, slots=True)
class SettingSheet:
    """One line of the administrator's page: the setting, its value on the day, the row that gives it (None: default)
    and the rows that will change it later."""

    setting: Setting[Any]
    value: Any
    row: Parameter | None
    coming: tuple[Parameter, ...]


def setting_sheets(actor: Actor) -> list[SettingSheet]:
    """Return every known setting as it stands on the actor's day; empty for who may not view them. One query."""
    if not PARAMETERS.allows(actor, "view"):
        return []
    rows: dict[str, list[Parameter]] = {}
    for row in Parameter.objects.order_by("key", "valid_from"):
        rows.setdefault(row.key, []).append(row)
    return [_sheet(setting, rows.get(setting.key, []), actor.today) for setting in SETTINGS.values()]


def _sheet(setting: Setting[Any], rows: Sequence[Parameter], on: date) -> SettingSheet:
    current = next((row for row in reversed(rows) if row.valid_from <= on), None)
    coming = tuple(row for row in rows if row.valid_from > on)
    held = setting.read(current.value) if current is not None else setting.default
    return SettingSheet(setting, held, current, coming)


def parameter_history(actor: Actor, key: str) -> QuerySet[Parameter]:
    """Return the dated rows of one setting, newest first; none for who may not view them."""
    if not PARAMETERS.allows(actor, "view"):
        return Parameter.objects.none()
    return Parameter.objects.filter(key=key).order_by("-valid_from")


def destination_parameters(
    country: str, on: date | None = None, kind: str | None = None
) -> QuerySet[DestinationParameter]:
    """Return what is stored for a country, oldest first; with `on`, rows begun and not ended by then."""
    rows = DestinationParameter.objects.filter(country=country)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return rows.order_by("kind", "scope", "period", "valid_from")


def rates_missing(on: date) -> list[tuple[str, str]]:
    """Return the countries whose law counts in a currency that no law ties to the CFA franc and whose rate nobody entered for
    a day, as (country, currency), in order. None is invented: a sum in such a currency has no francs until somebody enters it.

    Two queries. A rate is a row of kind ``exchange_rate``: FCFA for one unit, dated, with where it was read (the BCEAO
    publishes them); a currency tied to the dollar moves against the franc as the dollar does.
    """
    held = DestinationParameter.objects.exclude(currency="").order_by()
    used = set(held.exclude(kind=DestinationKind.EXCHANGE_RATE).values_list("country", "currency"))
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rates = DestinationParameter.objects.filter(dated, kind=DestinationKind.EXCHANGE_RATE, valid_from__lte=on)
    entered = set(rates.order_by().values_list("country", flat=True))
    return sorted(
        (country, currency)
        for country, currency in used
        if country not in entered and convert_at_fixed_parity(Fraction(1), currency, "XOF") is None
    )


def working_time(country: str, on: date) -> wages.WorkingTime:
    """Return the legal hours of a country on a date: of Mali by the settings, elsewhere by its `normal_hours`, or 40."""
    if country == HOME:
        held = values(on, parameters.WEEKLY_HOURS, parameters.MONTHLY_HOURS, parameters.DAILY_HOURS)
        return wages.WorkingTime(
            weekly=held[parameters.WEEKLY_HOURS.key],
            monthly=held[parameters.MONTHLY_HOURS.key],
            daily=held[parameters.DAILY_HOURS.key],
        )
    row = destination_parameters(country, on, DestinationKind.NORMAL_HOURS).filter(period=Period.WEEK).last()
    weekly = row.amount if row is not None else Decimal(40)
    return wages.WorkingTime(weekly=weekly, monthly=(weekly * 52 / 12).quantize(Decimal("0.01")))


_MINIMUM_WAGES = Prepared(
    lambda country, on: destination_parameters(country, on, DestinationKind.MINIMUM_WAGE),
    country=CharField(),
    on=DateField(),
)


def legal_wages(country: str, on: date) -> list[wages.LegalWage]:
    """Return the minimum wages of a country in force on a date."""
    rows = _MINIMUM_WAGES(country=country, on=on)
    return wages.in_force([_legal_wage(row) for row in rows], on)


def _legal_wage(row: DestinationParameter) -> wages.LegalWage:
    return wages.LegalWage(
        country=row.country,
        amount=row.amount,
        currency=row.currency,
        period=row.period,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        scope=row.scope,
        payments_per_year=row.payments_per_year,
        legal_reference=row.legal_reference,
        source_url=row.source_url,
        certainty=row.certainty,
    )


def minimum_wage(
    country: str,
    period: str,
    on: date,
    hours_per_week: Decimal | None = None,
    *,
    days_per_week: Decimal | None = None,
    payments_per_year: int | None = None,
    scope: str = WageScope.ALL,
) -> wages.MinimumWage | None:
    """Return the least wage over a period in a country on a date, with its law; None where none is known.

    `wages.minimum` says how hours, days and payments count. Two or three queries.
    """
    return wages.minimum(
        legal_wages(country, on),
        period,
        working_time(country, on),
        hours_per_week=hours_per_week,
        days_per_week=days_per_week,
        payments_per_year=payments_per_year,
        scope=scope,
    )


def wage_check(
    wage: wages.Wage, *, country: str, on: date, scope: str = WageScope.ALL, field: str = "wage"
) -> Finding | None:
    """Return the finding that stops an offer paying below the minimum (domain.md D.2, C05); None when it may stand."""
    least = minimum_wage(
        country,
        wage.period,
        on,
        wage.hours_per_week,
        days_per_week=wage.days_per_week,
        payments_per_year=wage.payments_per_year,
        scope=scope,
    )
    return wages.check(wage, least, field=field)
