"""R14 and R15 (domain.md D.5) from contracts, examinations, answers after six months and visits, over a scope and a period."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from baarasira.kernel.actor import Scope
from baarasira.people.enums import Sex

from ..enums import INSERTED, Situation, VisitState
from ..models import Contract, Insertion, Visit


@dataclass(frozen=True, slots=True)
class Apprentices:
    """R14. `answered`: the certified whose answer after six months came in the period; the next four are of those.

    `months_to_job` is the mean from the certificate to the first job of those who work, in months of 30.4375 days, a job
    begun before the certificate counting nought; None without one.
    """

    enrolled: int
    enrolled_women: int
    completed: int
    certified: int
    certified_women: int
    answered: int
    inserted: int
    inserted_women: int
    self_employed: int
    months_to_job: float | None


@dataclass(frozen=True, slots=True)
class Visits:
    """R15: visits due in the period, and those of them that were made."""

    planned: int
    done: int


_MONTH = Fraction(487, 16)
"""Days in a month, on average: 365.25 / 12."""


def apprentices(scope: Scope, first: date, last: date) -> Apprentices:
    """Return R14 over the contracts of centres, between two days, both included."""
    own = Contract.objects.filter(scope.q("centre_id")).order_by()
    enrolled = list(own.filter(approved_on__range=(first, last)).values_list("person__sex", flat=True))
    certified = list(own.filter(certified_on__range=(first, last)).values_list("person__sex", flat=True))
    answers = Insertion.objects.filter(scope.q("contract__centre_id"), done_on__range=(first, last)).order_by()
    rows = list(answers.values_list("situation", "contract__person__sex", "first_job_on", "contract__certified_on"))
    at_work = [row for row in rows if row[0] in INSERTED]
    waits = [max(0, (job - day).days) for _what, _sex, job, day in at_work if job is not None and day is not None]
    return Apprentices(
        enrolled=len(enrolled),
        enrolled_women=enrolled.count(Sex.FEMALE),
        completed=own.filter(completed_on__range=(first, last)).count(),
        certified=len(certified),
        certified_women=certified.count(Sex.FEMALE),
        answered=len(rows),
        inserted=len(at_work),
        inserted_women=sum(row[1] == Sex.FEMALE for row in at_work),
        self_employed=sum(row[0] == Situation.SELF_EMPLOYED for row in at_work),
        months_to_job=float(Fraction(sum(waits), len(waits)) / _MONTH) if waits else None,
    )


def workshop_visits(scope: Scope, first: date, last: date) -> Visits:
    """Return R15 over the contracts of centres: what was due between two days, both included; cancelled visits do not count."""
    rows = Visit.objects.filter(scope.q("contract__centre_id"), due_on__range=(first, last)).order_by()
    rows = rows.exclude(state=VisitState.CANCELLED)
    return Visits(rows.count(), rows.filter(state=VisitState.DONE).count())
