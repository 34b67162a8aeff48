"""Two sets of conditions side by side, clause by clause: what differs, and whether it is worse for the worker (C24)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from baarasira.cooperation.enums import Payer
from baarasira.reference.amounts import show_minor
from baarasira.reference.enums import Period
from baarasira.reference.occupations import occupation_label
from baarasira.reference.wages import PER_PERIOD

from ..enums import PayMethod, Provision
from ..models import CONDITIONS, Conditions

Terms = Mapping[str, Any]
"""Conditions by name (`models.CONDITIONS`), in the types of the model."""

Sense = Literal["more", "less", "wage", "payer", "provision", "kept", "yes", "no", "other"]


@dataclass(frozen=True, slots=True)
class Line:
    """One condition that is compared: which way is better for the worker, the clause it belongs to, how it is shown."""

    name: str
    label: str | Promise
    sense: Sense
    clause: str
    shape: Literal["money", "number", "hours", "days", "choice", "flag", "text", "wage"] = "number"


LINES: tuple[Line, ...] = (
    Line("occupation", gettext_lazy("Occupation"), "kept", "C03", "text"),
    Line("workplace", gettext_lazy("Place of work"), "other", "C03", "text"),
    Line("probation_days", gettext_lazy("Probation"), "less", "C04", "days"),
    Line("wage", gettext_lazy("Basic wage"), "wage", "C05", "wage"),
    Line("net_wage", gettext_lazy("Net wage announced"), "more", "C05", "money"),
    Line("pay_method", gettext_lazy("Way of payment"), "other", "C05", "choice"),
    Line("hours_per_day", gettext_lazy("Hours of a day"), "less", "C06", "hours"),
    Line("hours_per_week", gettext_lazy("Hours of a week"), "less", "C06", "hours"),
    Line("days_per_week", gettext_lazy("Days of a week"), "less", "C06", "number"),
    Line("weekly_rest", gettext_lazy("Weekly rest"), "more", "C07", "hours"),
    Line("annual_leave", gettext_lazy("Annual leave"), "more", "C07", "days"),
    Line("rent", gettext_lazy("Rent of a month"), "less", "C09", "money"),
    Line("utilities", gettext_lazy("Water and electricity of a month"), "less", "C09", "money"),
    Line("rent_deducted", gettext_lazy("Rent taken from the pay"), "no", "C08", "flag"),
    Line("food", gettext_lazy("Food"), "provision", "C10", "choice"),
    Line("food_cost", gettext_lazy("Price of the food of a month"), "less", "C10", "money"),
    Line("travel_out", gettext_lazy("Journey out"), "payer", "C11", "choice"),
    Line("travel_back", gettext_lazy("Journey back"), "payer", "C12", "choice"),
    Line("passport_with_worker", gettext_lazy("Passport kept by the worker"), "yes", "C16", "flag"),
)
"""The conditions compared, in the order of a contract. The wage takes its currency, period and payments with it."""

_CHOICES: Mapping[str, Any] = {
    "pay_method": PayMethod, "food": Provision, "travel_out": Payer, "travel_back": Payer,
}  # fmt: skip
_WORST_PROVISION = {Provision.PROVIDED: 0, Provision.ALLOWANCE: 0, Provision.WORKER: 1}


@dataclass(frozen=True, slots=True)
class Difference:
    """A condition that is not the same: what stood before, what stands now, and whether it is worse for the worker."""

    line: Line
    before: str
    after: str
    worse: bool


def terms_of(source: Conditions) -> dict[str, Any]:
    """Return the conditions of an offer, a contract or a finding by name."""
    return {name: getattr(source, name) for name in CONDITIONS}


def read_terms(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return conditions kept as JSON in the types of the model; a name left out is not said."""
    read: dict[str, Any] = {}
    for name in CONDITIONS:
        field = Conditions._meta.get_field(name)
        value = kept.get(name)
        read[name] = field.to_python(value) if value not in (None, "") else ("" if value == "" else None)
    return read


def differences(before: Terms, after: Terms) -> list[Difference]:
    """Return what differs of what both say, and what the first said and the second leaves out (which is worse), by clause.

    What the first did not say and the second does is no difference: nothing was promised.
    """
    return [found for line in LINES if (found := _difference(line, before, after)) is not None]


def favourable(before: Terms, after: Terms) -> bool:
    """Tell whether the second set is at least as favourable to the worker as the first in every condition (C24, R-03)."""
    return not any(found.worse for found in differences(before, after))


def said_differences(promised: Terms, found: Terms) -> list[Difference]:
    """Return what differs of what both say: on arrival people tell part of it, and silence is no breach."""
    return [item for item in differences(promised, found) if said(item.line.name, found)]


def said(name: str, terms: Terms) -> bool:
    """Tell whether a set of conditions says something of one."""
    return terms.get(name) not in (None, "")


def _difference(line: Line, before: Terms, after: Terms) -> Difference | None:
    old, new = before.get(line.name), after.get(line.name)
    if old in (None, ""):
        return None
    if line.sense == "wage":
        if _wage_key(before) == _wage_key(after):
            return None
        worse = _wage_worse(before, after)
    elif old == new:
        return None
    else:
        worse = new in (None, "") or _worse(line, old, new, before, after)
    return Difference(line, shown(line, before), shown(line, after), worse)


def _worse(line: Line, old: Any, new: Any, before: Terms, after: Terms) -> bool:
    if line.sense in ("more", "less"):
        fallen = new < old if line.sense == "more" else new > old
        return fallen or not _same_money(line, before, after)
    if line.sense == "provision":
        return _WORST_PROVISION[Provision(new)] > _WORST_PROVISION[Provision(old)]
    lost = {"payer": new == Payer.WORKER, "yes": not new, "no": bool(new), "kept": True, "other": False}
    return lost[line.sense]


def _same_money(line: Line, before: Terms, after: Terms) -> bool:
    return line.shape != "money" or before.get("wage_currency") == after.get("wage_currency")


def _wage_key(terms: Terms) -> tuple[Any, ...]:
    return tuple(terms.get(name) for name in ("wage", "wage_currency", "wage_period", "payments_per_year"))


def _wage_worse(before: Terms, after: Terms) -> bool:
    """A wage in another currency, or over a period that cannot be carried to the same one, is not known to be as good."""
    if before.get("wage_currency") != after.get("wage_currency"):
        return True
    old, new = yearly(before), yearly(after)
    return old is None or new is None or new < old


def yearly(terms: Terms) -> Fraction | None:
    """Return the basic wage of a year in small units, exactly; None where period, hours or days do not let it be computed.

    An hour by the hours of 52 weeks, a day by the days of 52 weeks, a month by its payments in a year (12 unless said).
    """
    wage, period = terms.get("wage"), terms.get("wage_period")
    if wage is None:
        return None
    hours, days = _weekly_hours(terms), terms.get("days_per_week")
    match period:
        case Period.YEAR:
            times: Fraction | None = Fraction(1)
        case Period.MONTH:
            times = Fraction(terms.get("payments_per_year") or 12)
        case Period.WEEK:
            times = Fraction(52)
        case Period.DAY:
            times = Fraction(days) * 52 if days is not None else None
        case Period.HOUR:
            times = Fraction(hours) * 52 if hours is not None else None
        case _:
            times = None
    return None if times is None else Fraction(wage) * times


def _weekly_hours(terms: Terms) -> Decimal | None:
    week, day, days = terms.get("hours_per_week"), terms.get("hours_per_day"), terms.get("days_per_week")
    if week is not None:
        return Decimal(week)
    return None if day is None or days is None else Decimal(day) * Decimal(days)


def shown(line: Line, terms: Terms) -> str:
    """Return one condition as it is read on a page; a stroke where it is not said."""
    value = terms.get(line.name)
    return "–" if value in (None, "") else _SHOWN[line.shape](line, value, terms)


def _text(line: Line, value: Any, _terms: Terms) -> str:
    return f"{occupation_label(value)} ({value})" if line.name == "occupation" else _number(value)


_SHOWN: Mapping[str, Callable[[Line, Any, Terms], str]] = {
    "wage": lambda _line, _value, terms: _wage_words(terms),
    "money": lambda _line, value, terms: show_minor(value, terms.get("wage_currency") or ""),
    "hours": lambda _line, value, _terms: _("%(count)s hours") % {"count": _number(value)},
    "days": lambda _line, value, _terms: _("%(count)s days") % {"count": _number(value)},
    "flag": lambda _line, value, _terms: pgettext("flag", "yes") if value else pgettext("flag", "no"),
    "choice": lambda line, value, _terms: str(_CHOICES[line.name](value).label),
    "text": _text,
    "number": _text,
}


def _wage_words(terms: Terms) -> str:
    amount = show_minor(terms["wage"], terms.get("wage_currency") or "")
    period = PER_PERIOD.get(terms.get("wage_period") or "", "")
    payments = terms.get("payments_per_year")
    words = f"{amount} {period}".strip()
    return f"{words} × {payments}" if payments and payments != _MONTHS else words


_MONTHS = 12


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        value = value.normalize() + 0
    return str(value).replace(".", pgettext("decimal sign", "."))
