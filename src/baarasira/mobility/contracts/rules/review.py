"""Everything asked of one contract on a day: its clauses, the tests of the machine, the verdict they make."""

from dataclasses import dataclass
from datetime import date

from baarasira.openings.models import Campaign

from ..models import ContractClause, WorkContract
from .checks import Check
from .clauses import Requirement, requirements
from .favour import favour_checks
from .parties import party_checks
from .pay import pay_checks
from .subject import subject_of
from .verdict import Verdict, verdict_of
from .work import work_checks


@dataclass(frozen=True, slots=True)
class Review:
    """What is asked of a contract, what was found, what it makes."""

    asked: tuple[Requirement, ...]
    clauses: dict[str, ContractClause]
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the rule."""
        return verdict_of(self.asked, {code: line.presence for code, line in self.clauses.items()}, self.checks)

    @property
    def unseen(self) -> list[Requirement]:
        """The clauses nobody looked at yet."""
        return [item for item in self.asked if item.code not in self.clauses]


def machine_checks(contract: WorkContract, on: date) -> tuple[Check, ...]:
    """Return every test a machine can make of a contract on a day, in the order of the clauses."""
    subject = subject_of(contract, on)
    found = [*party_checks(subject), *work_checks(subject), *pay_checks(subject), *favour_checks(subject)]
    return tuple(sorted(found, key=lambda check: check.clause))


def clauses_asked(campaign: Campaign) -> tuple[str, ...]:
    """Return the codes that the contract step of a campaign's programme names; none when it names none."""
    for step in campaign.programme_version.compiled.steps.values():
        if step.kind == "contract":
            return tuple(str(code) for code in step.parameters.get("clauses") or ())
    return ()


def review_of(contract: WorkContract, campaign: Campaign, on: date) -> Review:
    """Return the whole review of a contract on a day."""
    asked = requirements(contract.country, contract.scope, clauses_asked(campaign))
    clauses = {line.code: line for line in contract.clauses.all()}
    return Review(tuple(asked), clauses, machine_checks(contract, on))
