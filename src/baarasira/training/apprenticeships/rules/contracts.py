"""What a contract must hold (domain.md C.7): age, school, the three years, four days and one, insurance, the master's room."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import Finding
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..enums import UNDER_CONTRACT, ContractState
from ..inputs import ContractData
from ..models import Contract, Master

SOURCE = "domain.md C.7"
SHARE_WORKSHOP = (65, 85)
"""Share of the week spent in the workshop, out of 100: about 80 %; four days and two still pass, three and two do not."""


def age_on(born: date, on: date) -> int:
    """Return the age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_minor(person: Person, on: date) -> bool:
    """Tell whether somebody is a minor on a day, so that a parent signs."""
    return age_on(person.born, on) < value(parameters.APPRENTICE_MAJORITY, on)


def last_day(starts_on: date) -> date:
    """Return the last day of an apprenticeship that starts on a day: three years, the day before."""
    months = value(parameters.APPRENTICE_MONTHS, starts_on)
    return date.fromordinal(add_months(starts_on, months).toordinal() - 1)


def contract_findings(
    person: Person, master: Master, data: ContractData, *, but: Contract | None = None
) -> list[Finding]:
    """Return what stops a contract; every finding blocks. `but`: the contract itself, when it is looked at again."""
    return [
        *person_findings(person, data.starts_on, data.out_of_school, but),
        *_master(master, data.starts_on, but),
        *_week(data),
        *_insurance(data),
        *_parent(person, data),
    ]


def person_findings(person: Person, on: date, out_of_school: bool, but: Contract | None = None) -> list[Finding]:
    """Return what stops somebody from being an apprentice from a day on: age, school, another contract."""
    found = []
    if person.state != PersonState.OPEN:
        found.append(Finding("person_closed", _("This file is no longer open."), "person"))
    least = value(parameters.APPRENTICE_AGE, on)
    if age_on(person.born, on) < least:
        sentence = _("An apprentice is at least %(least)d years old on the first day.") % {"least": least}
        found.append(Finding("apprentice_age", sentence, "person", source=SOURCE))
    if not out_of_school:
        found.append(
            Finding("apprentice_school", _("An apprentice no longer goes to school."), "out_of_school", source=SOURCE)
        )
    other = Contract.objects.filter(person=person, state__in=UNDER_CONTRACT)
    if (other if but is None else other.exclude(pk=but.pk)).exists():
        found.append(Finding("apprentice_twice", _("This person has a contract of apprenticeship already."), "person"))
    return found


def free_places(master: Master, but: Contract | None = None) -> int:
    """Return how many more apprentices a master may take."""
    held = Contract.objects.filter(master=master, state__in=UNDER_CONTRACT)
    return master.capacity - (held if but is None else held.exclude(pk=but.pk)).count()


def _master(master: Master, on: date, but: Contract | None) -> list[Finding]:
    found = []
    if master.ended_on is not None and master.ended_on <= on:
        found.append(Finding("master_ended", _("This master no longer takes apprentices."), "master"))
    if not master.trade.tasks.filter(active=True).exists():
        found.append(Finding("trade_empty", _("This trade has no tasks yet: enter them first."), "master"))
    if free_places(master, but) < 1:
        sentence = _("This master has %(count)d apprentices already, as many as the workshop may take.")
        found.append(Finding("master_full", sentence % {"count": master.capacity}, "master"))
    return found


def _week(data: ContractData) -> list[Finding]:
    workshop, centre = set(data.workshop_days), set(data.centre_days)
    if workshop & centre:
        return [Finding("week_twice", _("A day is spent in the workshop or at the centre, not both."), "centre_days")]
    if not centre or not workshop or not (workshop | centre) <= set(range(7)):
        return [Finding("week_empty", _("Choose the days in the workshop and at the centre."), "workshop_days")]
    share = 100 * len(workshop) // (len(workshop) + len(centre))
    if len(workshop | centre) > 6 or not SHARE_WORKSHOP[0] <= share <= SHARE_WORKSHOP[1]:
        sentence = _("About four days a week are spent in the workshop and one at the centre, and one day is free.")
        return [Finding("week_share", sentence, "workshop_days", source=SOURCE)]
    return []


def _insurance(data: ContractData) -> list[Finding]:
    if data.insured_to < add_months(data.starts_on, 1):
        sentence = _(
            "The apprentice is insured in the workshop from the first day: enter an insurance that is in force."
        )
        return [Finding("insurance", sentence, "insured_to", source=SOURCE)]
    return []


def _parent(person: Person, data: ContractData) -> list[Finding]:
    if is_minor(person, data.starts_on) and not data.parent_name.strip():
        sentence = _("The apprentice is a minor: a parent or guardian is a party to the contract.")
        return [Finding("parent", sentence, "parent_name", source=SOURCE)]
    return []


def signature_findings(contract: Contract) -> list[Finding]:
    """Return which signatures are missing before the centre signs: apprentice, master, parent of a minor."""
    found = []
    if contract.apprentice_signed_on is None:
        found.append(Finding("signature_apprentice", _("The apprentice has not signed."), "apprentice_on"))
    if contract.master_signed_on is None:
        found.append(Finding("signature_master", _("The master has not signed."), "master_on"))
    if contract.parent_signed_on is None and is_minor(contract.person, contract.starts_on):
        found.append(
            Finding("signature_parent", _("The parent of a minor has not signed."), "parent_on", source=SOURCE)
        )
    thumb = "thumb" in {contract.apprentice_signing, contract.master_signing, contract.parent_signing}
    if thumb and not contract.read_in:
        sentence = _("Who signs by thumbprint had the contract read aloud: say in which language.")
        found.append(Finding("signature_read", sentence, "read_in"))
    return found


def running(contract: Contract) -> bool:
    """Tell whether the contract is under way."""
    return contract.state == ContractState.RUNNING
