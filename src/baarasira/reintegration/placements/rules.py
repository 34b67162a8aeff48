"""What an agreement must hold: the axis of the case, an accredited company, the length and the cap of the programme."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.errors import Finding
from baarasira.programmes.eligibility import months_after

from ..cases.enums import Axis, CaseState, Purpose
from ..cases.models import Case
from ..cases.rules import case_cap, double_funding, terms_of
from ..cases.rules.caps import grouped
from .inputs import AgreementData

_READY = frozenset({CaseState.PLAN, CaseState.FUNDING, CaseState.START, CaseState.FOLLOW_UP})


def months_between(first: date, last: date) -> int:
    """Return how many months an agreement runs, a month begun counting whole: 1 January to 31 March are three."""
    whole = 1
    while months_after(first, whole) <= last:
        whole += 1
    return whole


def agreement_findings(case: Case, employer: Employer, data: AgreementData, on: date) -> list[Finding]:
    """Return what stops an agreement on a day; every finding blocks."""
    return [*_case(case), *_employer(employer), *_dates(case, data, on), *_money(case, data, on)]


def _case(case: Case) -> list[Finding]:
    if case.axis != Axis.PLACEMENT or case.state not in _READY:
        sentence = _("A placement stands on a signed plan of the axis “%(axis)s”.")
        return [Finding("placement_axis", sentence % {"axis": Axis.PLACEMENT.label}, "case")]
    return []


def _employer(employer: Employer) -> list[Finding]:
    if employer.state == EmployerState.ACCREDITED:
        return []
    sentence = _("%(employer)s is not accredited: have it accredited first.")
    return [Finding("placement_employer", sentence % {"employer": employer.name}, "employer")]


def _dates(case: Case, data: AgreementData, on: date) -> list[Finding]:
    if data.ends_on <= data.starts_on:
        return [Finding("placement_dates", _("The placement ends after it starts."), "ends_on")]
    found = []
    if data.starts_on < on:
        found.append(Finding("placement_past", _("The agreement is signed before the first day."), "starts_on"))
    terms = terms_of(case.programme, on) if case.programme is not None else None
    if terms is not None and terms.months is not None and months_between(data.starts_on, data.ends_on) > terms.months:
        sentence = _("The programme allows %(months)d months at most.") % {"months": terms.months}
        found.append(Finding("placement_long", sentence, "ends_on"))
    return found


def total_of(data: AgreementData) -> int:
    """Return what the service pays for the whole placement, in whole francs."""
    return data.allowance * months_between(data.starts_on, data.ends_on)


def _money(case: Case, data: AgreementData, on: date) -> list[Finding]:
    if data.allowance == 0 or data.ends_on <= data.starts_on:
        return []
    found = double_funding(case.person, Purpose.ALLOWANCE, on=on, of_case=case.pk)
    terms = terms_of(case.programme, on) if case.programme is not None else None
    cap = case_cap(case, terms) if terms is not None else None
    if cap is not None and total_of(data) > cap:
        sentence = _("The allowances come to %(total)s francs; the programme allows %(cap)s at most.")
        named = {"total": grouped(total_of(data)), "cap": grouped(cap)}
        found.append(Finding("placement_cap", sentence % named, "allowance"))
    return found
