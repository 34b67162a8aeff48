"""What stops conditions from being kept at all: codes nobody knows, a wage half written, a wage in the wrong currency."""

from collections.abc import Collection
from datetime import date

from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from baarasira.cooperation.enums import TermKind
from baarasira.cooperation.models import Agreement
from baarasira.employers.rules import too_long
from baarasira.kernel.errors import Finding
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.occupations import is_unit_group
from baarasira.reference.queries import legal_wages

from ..inputs import ConditionsData

_WEEK, _DAY = 168, 24


def condition_findings(data: ConditionsData, model: type[Model]) -> list[Finding]:
    """Return what is wrong with the conditions as typed, in the order of the form."""
    found = []
    if data.occupation and not is_unit_group(data.occupation):
        found.append(Finding("occupation", _("Choose the occupation in the list."), "occupation"))
    if data.wage is not None and not (data.wage_currency and data.wage_period):
        found.append(Finding("wage_half", _("Say the currency of the wage and what it is paid for."), "wage_currency"))
    if data.wage_currency and data.wage_currency not in CURRENCIES:
        found.append(Finding("currency", _("Choose the currency in the list."), "wage_currency"))
    if data.net_wage is not None and data.wage is not None and data.net_wage > data.wage:
        found.append(Finding("net_above", _("The net wage cannot be above the gross one."), "net_wage"))
    for name, most in (("hours_per_day", _DAY), ("hours_per_week", _WEEK), ("weekly_rest", _WEEK)):
        value = getattr(data, name)
        if value is not None and not 0 < value <= most:
            found.append(Finding("hours", _("Enter a number of hours from 1 to %(most)d.") % {"most": most}, name))
    texts = {field.name for field in model._meta.get_fields() if isinstance(field, CharField)}
    return found + too_long(model, {name: value for name, value in data.values.items() if name in texts})


def expected_currencies(country: str, agreement: Agreement | None, on: date, offered: str = "") -> Collection[str]:
    """Return the currencies in which a wage may be written: that of the offer, else of the agreement's own wage term, else
    of the law of the country of work on the day; empty where none is known."""
    if offered:
        return {offered}
    if agreement is not None:
        terms = agreement.terms.filter(kind=TermKind.WAGE).exclude(currency="").values_list("currency", flat=True)
        if found := set(terms):
            return found
    return {amount.currency for amount in legal_wages(country, on)}


def currency_findings(
    data: ConditionsData, country: str, agreement: Agreement | None, on: date, offered: str = ""
) -> list[Finding]:
    """Refuse a wage in the wrong currency, with a sentence: it could be compared with nothing (C05)."""
    expected = expected_currencies(country, agreement, on, offered)
    if not data.wage_currency or not expected or data.wage_currency in expected:
        return []
    land = COUNTRIES.get(country)
    words = {
        "currency": CURRENCIES.label(data.wage_currency),
        "expected": ", ".join(sorted(CURRENCIES.label(code) for code in expected)),
        "place": land.place if land is not None else country,
    }
    sentence = _(
        "The wage is written in %(currency)s; %(place)s it is paid in %(expected)s. Look at the contract again: correct the "
        "currency, or send the contract back to the employer."
    )
    return [Finding("wage_currency", sentence % words, "wage_currency", source="C05")]
