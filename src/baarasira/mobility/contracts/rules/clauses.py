"""The clauses of a contract, C01 to C26, as data (domain.md A.3): what is looked for, where it applies, whether it stops.

Sources [S1]: Real Decreto 1155/2024; [S28]: Saudi rules of October 2023 on domestic work; [S30], [S31]: Kuwaiti law.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baarasira.reference.enums import WageScope

GULF = frozenset({"SA", "KW", "QA", "AE", "BH", "OM"})
SPAIN = frozenset({"ES"})
_RD = "RD 1155/2024"
_SA = "règlement saoudien d'octobre 2023"
_D = "domain.md A.3"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. It applies everywhere unless `countries` or `scopes` narrow it; a clause not `blocking` only warns."""

    code: str
    label: str | Promise
    test: str | Promise
    source: str
    blocking: bool = True
    countries: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()

    def applies(self, country: str, scope: str) -> bool:
        """Tell whether the clause is asked in a country for a kind of work; either bound is enough."""
        if not self.countries and not self.scopes:
            return True
        return country in self.countries or scope in self.scopes


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause asked of one contract."""

    clause: Clause
    blocking: bool

    @property
    def code(self) -> str:
        """The code of the clause."""
        return self.clause.code


_LIST: tuple[Clause, ...] = (
    Clause("C01", _("Employer: identity, address, registration, contact; recruiter if any"), _("The employer is in the register and accredited, the recruiter licensed."), _D),
    Clause("C02", _("Worker: identity as in the passport and the file"), _("The name is the same, however spelt; the date of birth is equal."), _D),
    Clause("C03", _("Occupation, tasks and place of work"), _("The occupation has its code, the place its address; in Spain, one sector."), f"{_RD}, art. 100"),
    Clause("C04", _("Beginning, duration, season, probation"), _("The probation is within the maximum of the country."), _SA),
    Clause("C05", _("Basic wage: currency, period, day and way of payment"), _("At or above the minimum of the country; paid to the worker alone, not in cash only."), "A.9"),
    Clause("C06", _("Hours of a day and a week, rate of overtime"), _("Within the maximum of the country."), "A.9"),
    Clause("C07", _("Weekly rest, holidays, annual leave, sick leave"), _("At least 24 hours of rest without a break in a week."), "C189, R201"),
    Clause("C08", _("Deductions: a complete list, with a ceiling"), _("No recruitment cost; in Spain the rent is not taken from the pay."), f"{_RD}, art. 109"),
    Clause("C09", _("Lodging: address, standard, price"), _("In Spain rent at most 15 % of the IPREM, 22 % with water and electricity."), f"{_RD}, art. 109"),
    Clause("C10", _("Food, or an allowance for it"), _("Lodging and food provided, or an equivalent allowance."), _SA, countries=GULF, scopes=frozenset({WageScope.DOMESTIC})),
    Clause("C11", _("Journey out paid by the employer"), _("The employer pays the journey out and every local transfer."), f"{_RD}, art. 107.1.c"),
    Clause("C12", _("Journey back: end, death, illness, fault of the employer"), _("Who pays is written for each case."), f"{_RD}, art. 107.1.c"),
    Clause("C13", _("Health cover from the day of travel to the registration with social security"), _("The insurance begins on the day of travel at the latest."), f"{_RD}, art. 102.1.d"),
    Clause("C14", _("Registration with social security"), _("In Spain within three days of the entry."), f"{_RD}, art. 103.6"),
    Clause("C15", _("Safety at work, training, protective gear"), _("Training and gear are free of charge."), f"{_RD}, art. 120"),
    Clause("C16", _("Identity documents stay with the worker"), _("Nobody keeps the passport of the worker."), _SA),
    Clause("C17", _("Freedom to leave, notice, change of employer"), _("The worker may leave, and change employer where the law lets them."), f"{_RD}, art. 110"),
    Clause("C18", _("Complaints: inspectorate, consulate, hotline, language"), _("At least one free way to complain."), _D),
    Clause("C19", _("Equality, prevention of harassment and violence"), _("In Spain the protocols are joined."), f"{_RD}, art. 107.1.g"),
    Clause("C20", _("Undertaking to return, signed"), _("Asked for in Spain."), f"{_RD}, art. 102.1.h and k", countries=SPAIN),
    Clause("C21", _("A copy in a language understood, before the signature"), _("Handed over or read aloud, and recorded."), f"{_RD}, art. 107.1.b and 118.2"),
    Clause("C22", _("End-of-service benefit"), _("As the law of the country sets it."), "loi koweïtienne 68/2015", countries=GULF),
    Clause("C23", _("Settlement of disputes, law that governs"), _("Said in the contract."), _D, blocking=False),
    Clause("C24", _("No substitution"), _("A later version is at least as favourable as the one approved."), "R-03"),
    Clause("C25", _("Protection of personal data"), _("Purposes, transfer abroad and rights are said."), "loi 2013-015"),
    Clause("C26", _("Signatures, date, place; witness of a thumbprint"), _("Signed before the entry in the country."), f"{_RD}, art. 118.2"),
)  # fmt: skip

CLAUSES: dict[str, Clause] = {clause.code: clause for clause in _LIST}
"""Every clause by its code, in order."""


def requirements(country: str, scope: str, asked: Collection[str] = ()) -> list[Requirement]:
    """Return the clauses asked of a contract, in order: those of the step of its programme (all, when it names none) that
    apply in its country and kind of work."""
    return [
        Requirement(clause, clause.blocking)
        for clause in _LIST
        if clause.applies(country, scope) and (not asked or clause.code in asked)
    ]
