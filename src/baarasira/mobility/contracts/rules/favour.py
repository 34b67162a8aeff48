"""Tests of substitution (C24, R-03): nothing below what was offered, nor below the version approved before; agreement's terms."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from baarasira.cooperation.details import TermData
from baarasira.cooperation.enums import TermKind
from baarasira.cooperation.rules.offered import terms_findings
from baarasira.reference.amounts import from_minor

from ..models import WorkContract
from .checks import Check, failed, of_finding, passed
from .comparing import Difference, differences, terms_of
from .subject import Subject

_R03 = "R-03"


def favour_checks(subject: Subject) -> Iterator[Check]:
    """Yield the tests against the offer, the former version and the minimum terms of the agreement."""
    terms = terms_of(subject.contract)
    if subject.offered is not None:
        yield _against(subject.offered, terms, _("what the employer offered"), "offer")
    if subject.former is not None:
        yield _against(subject.former, terms, _("the version approved before"), "former")
    if subject.campaign.agreement is not None:
        for finding in terms_findings(subject.campaign.agreement, offered_terms(subject.contract)):
            yield of_finding(_CLAUSES.get(finding.field, "C24"), finding)


def _against(before: Mapping[str, Any], terms: Mapping[str, Any], what: str, against: str) -> Check:
    worse = [item for item in differences(before, terms) if item.worse]
    if not worse:
        sentence = _("At least as favourable as %(what)s.") % {"what": what}
        return passed("C24", _R03, sentence, _R03, against=against)
    words = {"what": what, "list": " ; ".join(difference_words(item) for item in worse)}
    sentence = _("Less favourable than %(what)s: %(list)s.") % words
    return failed("C24", _R03, sentence, _R03, against=against, worse=[item.line.name for item in worse])


def difference_words(item: Difference) -> str:
    """Return a difference in words: « Salaire de base : 1 221 € par mois → 1 000 € par mois »."""
    words = {"label": item.line.label, "before": item.before, "after": item.after}
    return _("%(label)s: %(before)s → %(after)s") % words


_CLAUSES = {
    TermKind.WAGE: "C05", TermKind.HOURS_DAY: "C06", TermKind.HOURS_WEEK: "C06", TermKind.WEEKLY_REST: "C07",
    TermKind.ANNUAL_LEAVE: "C07", TermKind.MINIMUM_AGE: "C02", TermKind.PROBATION: "C04", TermKind.LONGEST_STAY: "C04",
    TermKind.TRAVEL_OUT: "C11", TermKind.TRAVEL_BACK: "C12", TermKind.LODGING: "C09", TermKind.FOOD: "C10",
    TermKind.INSURANCE: "C13", TermKind.MEDICAL: "C08", TermKind.VISA: "C08",
}  # fmt: skip


def offered_terms(contract: WorkContract) -> dict[str, TermData]:
    """Return what a contract says of the kinds of term an agreement may set; what it does not say is left out."""
    said: dict[str, TermData] = {}
    if contract.wage is not None:
        amount = from_minor(contract.wage, contract.wage_currency)
        said[TermKind.WAGE] = TermData(
            kind=TermKind.WAGE, amount=amount, currency=contract.wage_currency, period=contract.wage_period
        )
    numbers: dict[TermKind, Decimal | int | None] = {
        TermKind.HOURS_DAY: contract.hours_per_day,
        TermKind.HOURS_WEEK: contract.weekly_hours,
        TermKind.WEEKLY_REST: contract.weekly_rest,
        TermKind.ANNUAL_LEAVE: contract.annual_leave,
        TermKind.PROBATION: contract.probation_days,
        TermKind.MINIMUM_AGE: _age(contract),
        TermKind.LONGEST_STAY: _days(contract),
    }
    for kind, number in numbers.items():
        if number is not None:
            said[kind] = TermData(kind=kind, amount=Decimal(number))
    for kind, payer in ((TermKind.TRAVEL_OUT, contract.travel_out), (TermKind.TRAVEL_BACK, contract.travel_back)):
        if payer:
            said[kind] = TermData(kind=kind, payer=payer)
    return said


def _age(contract: WorkContract) -> int:
    born, on = contract.candidacy.person.born, contract.starts_on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _days(contract: WorkContract) -> int | None:
    return None if contract.ends_on is None else (contract.ends_on - contract.starts_on).days + 1
