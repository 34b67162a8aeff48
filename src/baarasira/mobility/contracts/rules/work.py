"""Tests of time and dates: hours (C06), rest and leave (C07), probation and dates (C04), insurance (C13), papers (C16, R-21)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from baarasira.reference import parameters
from baarasira.reference.enums import DestinationKind, Period, WageScope
from baarasira.reference.models import DestinationParameter

from ..enums import Channel
from .checks import Check, failed, passed, unknown, warned
from .clauses import GULF
from .law import source_of
from .subject import Subject

_R21 = "R-21"


def work_checks(subject: Subject) -> Iterator[Check]:
    """Yield the tests of dates, probation, hours, rest, leave, insurance, papers and way of passing."""
    yield from date_checks(subject)
    yield from probation_checks(subject)
    yield from hours_checks(subject)
    yield rest_check(subject)
    yield from leave_checks(subject)
    yield insurance_check(subject)
    yield from paper_checks(subject)
    yield from channel_checks(subject)


def date_checks(subject: Subject) -> Iterator[Check]:
    """C04: the work begins after the contract is looked at, and lasts no longer than the country lets it."""
    contract = subject.contract
    words = {"day": f"{contract.starts_on:%d/%m/%Y}"}
    if contract.starts_on < subject.on and contract.signed_on is None:
        sentence = _("The first day of work (%(day)s) is past, and the contract is not signed.") % words
        yield failed("C04", "dates", sentence, "A.3", starts_on=contract.starts_on.isoformat())
    if contract.ends_on is None:
        if contract.scope == WageScope.SEASONAL:
            yield failed("C04", "dates", _("A season has a last day: the contract does not say it."), "A.3")
        return
    days = (contract.ends_on - contract.starts_on).days + 1
    row = subject.law.row(DestinationKind.DAYS_ABROAD, contract.scope, Period.YEAR)
    values = {"days": days, "most": int(row.amount) if row is not None else None}
    if row is not None and days > row.amount:
        sentence = _("The contract lasts %(days)d days; the law allows %(most)d in a year.")
        yield failed("C04", "R-05", sentence % {"days": days, "most": row.amount}, source_of(row), **values)
    else:
        yield passed("C04", "dates", _("The dates are in order (%(days)d days).") % {"days": days}, "A.3", **values)


def probation_checks(subject: Subject) -> Iterator[Check]:
    """C04: no longer than the country allows."""
    contract = subject.contract
    row = subject.law.row(DestinationKind.PROBATION, contract.scope)
    if row is None:
        return
    values = {"days": contract.probation_days, "most": int(row.amount)}
    if contract.probation_days is None:
        yield unknown(
            "C04", "probation", _("The contract does not say how long the probation is."), source_of(row), **values
        )
        return
    words = {"days": contract.probation_days, "most": int(row.amount)}
    if contract.probation_days <= row.amount:
        sentence = _("Probation of %(days)d days; at most %(most)d.") % words
        yield passed("C04", "probation", sentence, source_of(row), **values)
    else:
        sentence = _("The probation is %(days)d days, and may be %(most)d at most.") % words
        yield failed("C04", "probation", sentence, source_of(row), **values)


def hours_checks(subject: Subject) -> Iterator[Check]:
    """C06: within the longest day and week of the country; where none is known, within the normal week."""
    contract, law = subject.contract, subject.law
    known = False
    for period, worked in ((Period.DAY, contract.hours_per_day), (Period.WEEK, contract.weekly_hours)):
        row = law.row(DestinationKind.MAXIMUM_HOURS, contract.scope, period)
        if row is not None:
            known = True
            yield _at_most(worked, row, period)
    row = law.row(DestinationKind.NORMAL_HOURS, contract.scope, Period.WEEK)
    if known or row is None:
        if not known:
            yield unknown("C06", "hours", _("No bound of working hours is known in this country."), "A.9")
        return
    check = _at_most(contract.weekly_hours, row, Period.WEEK)
    if check.against:  # a normal week is not a maximum: beyond it overtime is due
        check = warned("C06", "hours", str(check.sentence), check.source, **check.values)
    yield check


def _at_most(worked: Decimal | None, row: DestinationParameter, period: str) -> Check:
    values = {"hours": str(worked) if worked is not None else None, "most": str(row.amount), "period": str(period)}
    daily = period == Period.DAY
    if worked is None:
        sentence = (
            _("The contract does not say the hours of a day.")
            if daily
            else _("The contract does not say the hours of a week.")
        )
        return unknown("C06", "hours", sentence, source_of(row), **values)
    words = {"hours": f"{worked.normalize():f}", "most": f"{row.amount.normalize():f}"}
    if worked <= row.amount:
        sentence = (
            _("%(hours)s hours a day; at most %(most)s.") if daily else _("%(hours)s hours a week; at most %(most)s.")
        )
        return passed("C06", "hours", sentence % words, source_of(row), **values)
    sentence = (
        _("The contract asks for %(hours)s hours a day, and the law allows %(most)s.")
        if daily
        else _("The contract asks for %(hours)s hours a week, and the law allows %(most)s.")
    )
    return failed("C06", "hours", sentence % words, source_of(row), **values)


def rest_check(subject: Subject) -> Check:
    """C07, R-21: the hours of rest without a break in a week."""
    contract = subject.contract
    row = subject.law.row(DestinationKind.WEEKLY_REST, contract.scope)
    least = int(row.amount) if row is not None else int(subject.setting(parameters.WEEKLY_REST_HOURS))
    source = source_of(row) if row is not None else "C189, R201"
    rule = _R21 if gulf_domestic(subject) else "weekly_rest"
    values = {"hours": contract.weekly_rest, "least": least}
    if contract.weekly_rest is None:
        return failed("C07", rule, _("The contract does not say the weekly rest."), source, **values)
    words = {"hours": contract.weekly_rest, "least": least}
    if contract.weekly_rest >= least:
        sentence = _("Rest of %(hours)d hours each week; at least %(least)d.") % words
        return passed("C07", rule, sentence, source, **values)
    sentence = _("The weekly rest is %(hours)d hours, and must be %(least)d at least without a break.") % words
    return failed("C07", rule, sentence, source, **values)


def leave_checks(subject: Subject) -> Iterator[Check]:
    """C07: annual leave, where the law of the country is known."""
    contract = subject.contract
    row = subject.law.row(DestinationKind.ANNUAL_LEAVE, contract.scope)
    if row is None:
        return
    values = {"days": contract.annual_leave, "least": int(row.amount)}
    if contract.annual_leave is None:
        yield unknown("C07", "annual_leave", _("The contract does not say the annual leave."), source_of(row), **values)
        return
    words = {"days": contract.annual_leave, "least": int(row.amount)}
    if contract.annual_leave >= row.amount:
        sentence = _("%(days)d days of leave a year; at least %(least)d.") % words
        yield passed("C07", "annual_leave", sentence, source_of(row), **values)
    else:
        sentence = _("The annual leave is %(days)d days, and must be %(least)d at least.") % words
        yield failed("C07", "annual_leave", sentence, source_of(row), **values)


def insurance_check(subject: Subject) -> Check:
    """C13, R-04: the insurance begins on the day of travel at the latest (of the work, while no travel is planned)."""
    contract, source = subject.contract, "RD 1155/2024, art. 102.1.d ; R-04"
    until = contract.travel_on or contract.starts_on
    values = {"insurance_from": contract.insurance_from.isoformat() if contract.insurance_from else None,
              "travel_on": until.isoformat()}  # fmt: skip
    if contract.insurance_from is None:
        sentence = _("The contract does not say from which day the health insurance covers the worker.")
        return failed("C13", "insurance", sentence, source, **values)
    words = {"day": f"{contract.insurance_from:%d/%m/%Y}", "travel": f"{until:%d/%m/%Y}"}
    if contract.insurance_from <= until:
        return passed(
            "C13", "insurance", _("Insured from %(day)s, before the travel (%(travel)s).") % words, source, **values
        )
    sentence = _("The insurance begins on %(day)s, after the travel (%(travel)s).") % words
    return failed("C13", "insurance", sentence, source, **values)


def gulf_domestic(subject: Subject) -> bool:
    """Tell whether the contract is for domestic work in a country of the Gulf, which R-21 is about."""
    return subject.contract.country in GULF and subject.contract.scope == WageScope.DOMESTIC


def paper_checks(subject: Subject) -> Iterator[Check]:
    """C16, R-21: the passport stays with the worker."""
    kept, rule = subject.contract.passport_with_worker, _R21 if gulf_domestic(subject) else "passport"
    if kept:
        yield passed("C16", rule, _("The passport stays with the worker."), "S28")
    elif kept is False:
        yield failed("C16", rule, _("The contract lets the employer keep the passport: that is forbidden."), "S28")
    elif gulf_domestic(subject):
        yield failed("C16", rule, _("The contract does not say that the passport stays with the worker."), "S28")
    else:
        yield unknown("C16", rule, _("The contract does not say that the passport stays with the worker."), "S28")


def channel_checks(subject: Subject) -> Iterator[Check]:
    """R-21: the contract passes through the platform or the form that the country asks for."""
    contract = subject.contract
    row = subject.law.row(DestinationKind.CONTRACT_CHANNEL, contract.scope)
    if row is None:
        if gulf_domestic(subject):
            sentence = _(
                "The way by which a contract of domestic work must pass in this country is not known: enter it."
            )
            yield unknown("C01", _R21, sentence, _R21)
        return
    labels = dict(Channel.choices)
    values = {"channel": contract.channel, "asked": row.words}
    words = {"channel": labels.get(contract.channel, _("not said")), "asked": labels.get(row.words, row.words)}
    if contract.channel != row.words:
        sentence = _("The contract must pass by: %(asked)s. It says: %(channel)s.") % words
        yield failed("C01", _R21, sentence, source_of(row), **values)
    elif contract.channel == Channel.MUSANED and not contract.channel_number.strip():
        sentence = _("The number of the contract on the Musaned platform is missing.")
        yield failed("C01", _R21, sentence, source_of(row), **values)
    else:
        yield passed("C01", _R21, _("The contract passes by: %(asked)s.") % words, source_of(row), **values)
