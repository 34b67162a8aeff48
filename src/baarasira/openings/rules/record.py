"""What an offer must hold to be kept at all: readable codes, one place, numbers that make sense."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

from django.utils.translation import gettext as _

from baarasira.employers.rules import territory, too_long
from baarasira.kernel.errors import Finding
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import is_unit_group

from ..details import OpeningDetails
from ..enums import ContractKind, OfferSource, WagePeriod
from ..models import Opening

MOST_SEATS = 10_000
MOST_HOURS = 84
MOST_MONTHS = 600
MOST_YEARS = 60
MOST_WAGE = 9_999_999_999
LONGEST_DESCRIPTION = 5_000
MOST_SKILLS = 20
LONGEST_SKILL = 100


def record_findings(details: OpeningDetails) -> list[Finding]:
    """Return what stops the details (already tidied) from being kept, in the order of the form. One query."""
    return [
        *_work(details),
        *_place(details),
        *_numbers(details),
        *_conditions(details),
        *_lists_of_text(details),
        *too_long(Opening, asdict(details)),
    ]


def _work(details: OpeningDetails) -> Iterable[Finding]:
    if not details.title:
        yield Finding("title_missing", _("Enter the title of the offer, as it will be read."), "title")
    if details.contract not in ContractKind.values:
        yield Finding("contract_unknown", _("Choose the contract offered."), "contract")
    if details.source_channel not in OfferSource.values:
        yield Finding("source_unknown", _("Choose how the offer reached the agency."), "source_channel")
    if len(details.description) > LONGEST_DESCRIPTION:
        sentence = _("This text has %(length)d characters; at most %(limit)d are kept. Shorten it.")
        words = {"length": len(details.description), "limit": LONGEST_DESCRIPTION}
        yield Finding("too_long", sentence % words, "description")
    if details.wage_period not in WagePeriod.values:
        yield Finding(
            "period_unknown", _("Choose what the wage is paid for: the hour, the day, the month…"), "wage_period"
        )
    if details.wage_currency not in CURRENCIES:
        yield Finding("currency_unknown", _("Choose the currency of the wage."), "wage_currency")


def _place(details: OpeningDetails) -> list[Finding]:
    if bool(details.region) == bool(details.country):
        sentence = _("Say where the work is: a region of Mali or another country, and only one of them.")
        return [Finding("one_place", sentence, "region")]
    if details.region:
        return territory(details.region, details.cercle)
    if details.country not in COUNTRIES:
        return [Finding("country_unknown", _("Choose the country of the work."), "country")]
    if details.country == HOME:
        return [Finding("country_home", _("For work in Mali choose the region, not the country."), "country")]
    return []


def _numbers(details: OpeningDetails) -> Iterable[Finding]:
    bounds = {
        "seats": (1, MOST_SEATS),
        "months": (1, MOST_MONTHS),
        "wage": (0, MOST_WAGE),
        "hours_per_week": (1, MOST_HOURS),
        "min_years": (0, MOST_YEARS),
        "min_education": (0, 8),
        "min_age": (0, 150),
        "max_age": (0, 150),
    }
    for field, (least, most) in bounds.items():
        value = getattr(details, field)
        if value is None:
            continue
        unreadable = isinstance(value, Decimal) and not value.is_finite()
        if unreadable or not least <= value <= most:
            sentence = _("Enter a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            yield Finding("out_of_bounds", sentence, field)
    if details.min_age is not None and details.max_age is not None and details.min_age > details.max_age:
        sentence = _("The youngest age is above the oldest: nobody could apply. Correct one of the two.")
        yield Finding("ages_crossed", sentence, "max_age")


def _conditions(details: OpeningDetails) -> Iterable[Finding]:
    for field in ("languages_required", "languages_wanted"):
        for item in getattr(details, field):
            code, _separator, level = item.partition(":")
            if code not in LANGUAGES or level not in LANGUAGE_LEVELS:
                yield _unknown(item, field)
    if details.occupation and not is_unit_group(details.occupation):
        yield _unknown(details.occupation, "occupation")
    yield from (_unknown(code, "alternatives") for code in details.alternatives if not is_unit_group(code))
    yield from (_unknown(code, "licences") for code in details.licences if code not in LICENCES)


def _lists_of_text(details: OpeningDetails) -> Iterable[Finding]:
    for field in ("skills_required", "skills_wanted"):
        skills = getattr(details, field)
        if len(skills) > MOST_SKILLS or any(len(skill) > LONGEST_SKILL for skill in skills):
            sentence = _("At most %(count)d skills of %(length)d characters each are kept. Shorten the list.")
            yield Finding("too_long", sentence % {"count": MOST_SKILLS, "length": LONGEST_SKILL}, field)


def _unknown(code: str, field: str) -> Finding:
    sentence = _("“%(code)s” is not in the list. Choose one of the list.")
    return Finding("code_unknown", sentence % {"code": code[:40]}, field)
