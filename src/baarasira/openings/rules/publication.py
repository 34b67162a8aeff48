"""What stops an offer from being submitted, approved or extended (issue 2; domain.md D.2, R-09, A.9).

The same findings are shown live beside the fields while the offer is written; those that do not block warn the second
person, who decides.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _

from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.errors import Finding
from baarasira.kernel.papers import short_date
from baarasira.reference import discrimination, parameters, queries
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.enums import Period, WageScope
from baarasira.reference.wages import Wage

from .. import barring
from ..enums import ContractKind, WagePeriod
from ..models import Opening

_SHORT_CONTRACTS = {ContractKind.SEASONAL, ContractKind.DAILY}
_DOMESTIC_GROUPS = {"5152", "9111"}
_PERIODS = {
    WagePeriod.HOUR: Period.HOUR,
    WagePeriod.DAY: Period.DAY,
    WagePeriod.WEEK: Period.WEEK,
    WagePeriod.MONTH: Period.MONTH,
}


class Step(Enum):
    """What is about to be done: an offer that goes on being published may have begun already."""

    PUBLISH = "publish"
    EXTEND = "extend"


def publication_findings(
    opening: Opening, *, employer: Employer | None, on: date, step: Step = Step.PUBLISH
) -> list[Finding]:
    """Return what the rules say of an offer on a day, in the order of the form.

    `opening` need not be stored; `employer` is None while none is chosen. A constant number of queries.
    """
    return [
        *_employer(employer),
        *_barred(opening, employer, on),
        *_wording(opening),
        *_occupation(opening),
        *_wage(opening, on),
        *_hours(opening, on),
        *_abroad(opening, on),
        *_start(opening, on, step),
        *_ages(opening, on),
    ]


def stops(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that block."""
    return [finding for finding in findings if finding.blocking]


def _employer(employer: Employer | None) -> Iterable[Finding]:
    if employer is None:
        yield Finding("employer_missing", _("Choose the employer."), "employer")
    elif employer.state != EmployerState.ACCREDITED:
        sentence = _(
            "%(name)s is not accredited (%(state)s): its offers cannot be published. Have the employer accredited first."
        )
        words = {"name": employer.name, "state": employer.get_state_display().lower()}
        yield Finding("employer_not_accredited", sentence % words, "employer", source="domain.md D.2")


def _barred(opening: Opening, employer: Employer | None, on: date) -> Iterable[Finding]:
    until = barring.until(employer.pk, on) if employer is not None and opening.country else None
    if employer is not None and until is not None:
        words = {"name": employer.name, "day": short_date(until)}
        sentence = _("%(name)s is barred from recruiting for abroad until %(day)s.") % words
        yield Finding("R-08", sentence, "employer", source="R-08")


def _occupation(opening: Opening) -> Iterable[Finding]:
    if not opening.occupation:
        sentence = _("No occupation is chosen: nobody could be found for this offer. Type the work and choose it.")
        yield Finding("occupation_missing", sentence, "occupation", source="domain.md D.2")


def _place_of_work(opening: Opening) -> str:
    return opening.country or HOME


def _wage(opening: Opening, on: date) -> Iterable[Finding]:
    if opening.wage is None or opening.wage <= 0:
        sentence = _("No wage is entered: an offer is published with its wage. Ask the employer for the amount.")
        yield Finding("wage_missing", sentence, "wage", source="domain.md D.2")
        return
    wage = Wage(opening.wage, opening.wage_currency, _PERIODS[WagePeriod(opening.wage_period)], opening.hours_per_week)
    scope = WageScope.ALL
    if opening.contract in _SHORT_CONTRACTS:
        scope = WageScope.SEASONAL
    if opening.occupation in _DOMESTIC_GROUPS:
        scope = WageScope.DOMESTIC
    finding = queries.wage_check(wage, country=_place_of_work(opening), on=on, scope=scope)
    if finding is not None:
        yield finding


def _hours(opening: Opening, on: date) -> Iterable[Finding]:
    if opening.hours_per_week is None:
        return
    legal = queries.working_time(_place_of_work(opening), on).weekly
    if opening.hours_per_week > legal:
        sentence = _(
            "%(hours)s hours a week are above the legal week of %(legal)s hours: the hours above it are paid as overtime. "
            "Check it with the employer."
        ) % {"hours": opening.hours_per_week.normalize() + 0, "legal": legal.normalize() + 0}
        yield Finding("hours_above_legal", sentence, "hours_per_week", False, parameters.WEEKLY_HOURS.source)


def _abroad(opening: Opening, on: date) -> Iterable[Finding]:
    if not opening.country or queries.legal_wages(opening.country, on):
        return
    country = COUNTRIES.get(opening.country)
    sentence = _(
        "No minimum wage is entered for %(country)s: the wage of this offer cannot be checked. Ask an administrator to enter "
        "what the law of that country says."
    ) % {"country": country.label if country is not None else opening.country}
    yield Finding("country_without_parameters", sentence, "country", False, "domain.md A.9")


def _start(opening: Opening, on: date, step: Step) -> Iterable[Finding]:
    if opening.starts_on is None or opening.starts_on >= on:
        return
    sentence = _("The work was to begin on %(date)s, which is past. Ask the employer for the new date.")
    words = {"date": short_date(opening.starts_on)}
    yield Finding("start_past", sentence % words, "starts_on", step is Step.PUBLISH)


def _ages(opening: Opening, on: date) -> list[Finding]:
    setting = parameters.MINIMUM_AGE_ABROAD if opening.country else parameters.MINIMUM_AGE
    return discrimination.check_ages(
        opening.min_age,
        opening.max_age,
        legal_basis=opening.age_basis,
        legal_minimum=queries.value(setting, on),
    )


_READ_FIELDS = ("title", "description", "benefits", "workplace")


def _wording(opening: Opening) -> Iterable[Finding]:
    for field in _READ_FIELDS:
        text = getattr(opening, field)
        yield from discrimination.findings(text, field=field, legal_age_basis=opening.age_basis)
