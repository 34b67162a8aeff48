"""Tests of who signs: the worker is the person of the file (C02, R-11), the employer is known and may recruit (C01)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from baarasira.cooperation.rules.campaign import standing_findings
from baarasira.employers.enums import EmployerState
from baarasira.people.enums import BornPrecision
from baarasira.reference import parameters

from .checks import Check, failed, of_finding, passed, unknown
from .law import DestinationKind, source_of
from .names import name_likeness
from .subject import Subject

_R11 = "R-11"


def party_checks(subject: Subject) -> Iterator[Check]:
    """Yield the tests of employer, agreement, worker and age."""
    yield from employer_checks(subject)
    yield from agreement_checks(subject)
    yield name_check(subject)
    yield birth_check(subject)
    yield from passport_checks(subject)
    yield age_check(subject)


def employer_checks(subject: Subject) -> Iterator[Check]:
    """C01: the employer stands in the register, accredited and not suspended, and is the one of the campaign."""
    employer, opening = subject.contract.employer, subject.campaign.opening
    words = {"name": employer.name, "state": employer.get_state_display().lower()}
    values = {"employer": employer.number, "state": employer.state}
    if employer.state == EmployerState.ACCREDITED:
        yield passed("C01", "employer_accredited", _("%(name)s is accredited.") % words, "A.3", **values)
    elif employer.state == EmployerState.SUSPENDED:
        sentence = _("%(name)s is suspended: nobody may be sent to this employer.") % words
        yield failed("C01", "employer_suspended", sentence, "A.3", **values)
    else:
        sentence = _("%(name)s is not accredited (%(state)s).") % words
        yield failed("C01", "employer_accredited", sentence, "A.3", **values)
    if employer.pk != opening.employer_id:
        sentence = _("The contract is with %(name)s, and the campaign is for %(other)s.")
        named = {"name": employer.name, "other": opening.employer.name}
        yield failed("C01", "employer_other", sentence % named, "A.3", **values)


def agreement_checks(subject: Subject) -> Iterator[Check]:
    """The agreement of the campaign is in force, and is the one the contract names."""
    agreement = subject.campaign.agreement
    if agreement is None:
        return
    for finding in standing_findings(agreement, subject.on):
        yield of_finding("C01", finding, agreement=agreement.reference)
    if subject.contract.agreement_id not in (None, agreement.pk):
        sentence = _("The contract names another agreement than that of the campaign (%(reference)s).")
        words = {"reference": agreement.reference}
        yield failed("C01", "agreement_other", sentence % words, "A.2", agreement=agreement.reference)


def name_check(subject: Subject) -> Check:
    """C02: the name of the contract is that of the file, however spelt."""
    contract, person = subject.contract, subject.person
    names = [f"{person.given_names} {person.surname}"]
    if person.maiden_name:
        names.append(f"{person.given_names} {person.maiden_name}")
    likeness = max(name_likeness(contract.worker_name, name) for name in names)
    least = float(subject.setting(parameters.NAME_LIKENESS))
    values = {"contract": contract.worker_name, "file": names[0], "likeness": round(likeness, 2), "least": least}
    words = {"contract": contract.worker_name, "file": names[0]}
    if likeness >= least:
        sentence = _("“%(contract)s” is the person of the file (%(file)s).") % words
        return passed("C02", "worker_name", sentence, "A.3", **values)
    sentence = _(
        "The contract names “%(contract)s” and the file is of %(file)s: this is not the same person. Have the contract "
        "corrected, or look for the right file."
    )
    return failed("C02", "worker_name", sentence % words, "A.3", **values)


def birth_check(subject: Subject) -> Check:
    """C02: the date of birth is equal; where the file knows the year alone, the year is."""
    contract, person = subject.contract, subject.person
    written = contract.worker_born
    values = {"contract": written.isoformat() if written else "", "file": person.born.isoformat()}
    if written is None:
        return failed("C02", "worker_born", _("The contract does not say when the worker was born."), "A.3", **values)
    words = {"contract": f"{written:%d/%m/%Y}", "file": f"{person.born:%d/%m/%Y}", "year": person.born.year}
    if person.born_precision == BornPrecision.YEAR:
        if written.year == person.born.year:
            sentence = _("Born in %(year)s, as in the file, which knows the year alone.") % words
            return passed("C02", "worker_born", sentence, "A.3", **values)
        sentence = _("The contract says born on %(contract)s, and the file in %(year)s.")
        return failed("C02", "worker_born", sentence % words, "A.3", **values)
    if written == person.born:
        return passed("C02", "worker_born", _("Born on %(file)s, as in the file.") % words, "A.3", **values)
    sentence = _("The contract says born on %(contract)s, and the file on %(file)s.")
    return failed("C02", "worker_born", sentence % words, "A.3", **values)


def passport_checks(subject: Subject) -> Iterator[Check]:
    """C02: the passport written in the contract is one of the file."""
    written = subject.contract.worker_passport_end.upper()
    if not subject.passports:
        yield unknown("C02", "worker_passport", _("No passport is in the person’s file yet."), "R-19")
    elif not written:
        sentence = _("The last four characters of the passport were not read off the contract.")
        yield unknown("C02", "worker_passport", sentence, "A.3")
    elif written in {passport.end for passport in subject.passports}:
        yield passed("C02", "worker_passport", _("The passport is the one of the file."), "A.3", contract=written)
    else:
        sentence = _("The contract names a passport ending in %(end)s; the file has another one.") % {"end": written}
        yield failed("C02", "worker_passport", sentence, "A.3", contract=written)


def age_check(subject: Subject) -> Check:
    """R-11: the worker is old enough on the first day of work, by the law of the country and never under the national rule."""
    contract = subject.contract
    row = subject.law.row(DestinationKind.MINIMUM_AGE, contract.scope)
    national = int(subject.setting(parameters.MINIMUM_AGE_ABROAD))
    least = max(national, int(row.amount) if row is not None else 0)
    age = years_on(subject.person.born, contract.starts_on)
    values = {"age": age, "least": least, "national": national, "country": int(row.amount) if row is not None else None}
    source = source_of(row) if row is not None and row.amount >= national else _R11
    words = {"age": age, "least": least}
    if age >= least:
        sentence = _("%(age)d years old on the first day of work; the minimum is %(least)d.") % words
        return passed("C02", _R11, sentence, source, **values)
    sentence = _("The worker will be %(age)d on the first day of work, and the minimum is %(least)d.")
    return failed("C02", _R11, sentence % words, source, **values)


def years_on(born: date, on: date) -> int:
    """Return the age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


__all__ = ["party_checks", "years_on"]
