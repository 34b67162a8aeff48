"""What the programme of an axis allows a plan to ask for: which purposes, and at most how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.programmes.compiled.model import Support
from baarasira.programmes.compiled.values import Amount, Values
from baarasira.programmes.models import ProgrammeVersion
from baarasira.programmes.queries import values_on

from ..enums import Axis, Purpose
from ..models import Case, Intake, Plan, PlanStep
from .funding import double_funding


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme gives, with the values of one day: whole CFA francs, days, months; None where it says nothing."""

    axis: str
    purposes: tuple[str, ...]
    cap: int | None
    cap_adult: int | None
    cap_child: int | None
    start_days: int | None
    months: int | None
    cash: bool

    def for_household(self, adults: int, children: int) -> int | None:
        """Return the most one case is given: for the case, or so much for each adult and each child. None without a cap."""
        if self.cap is not None or self.cap_adult is None:
            return self.cap
        return self.cap_adult * max(1, adults) + (self.cap_child or 0) * children


def terms_of(version: ProgrammeVersion, on: date) -> Terms | None:
    """Return what a version gives, by the settings of a day; None for a programme that is none of reintegration."""
    support = version.compiled.support
    return None if support is None else _worth(support, values_on(version.compiled, on))


def _worth(support: Support, values: Values) -> Terms:
    def number(amount: Amount | None) -> int | None:
        return None if amount is None else values.of(amount)

    return Terms(
        axis=support.axis,
        purposes=support.purposes,
        cap=number(support.cap),
        cap_adult=number(support.cap_adult),
        cap_child=number(support.cap_child),
        start_days=number(support.start_days),
        months=number(support.months),
        cash=support.cash,
    )


def case_cap(case: Case, terms: Terms) -> int | None:
    """Return the most this case is given for its household, in whole francs; None without a cap."""
    intake: Intake | None = getattr(case, "intake", None)
    return terms.for_household(1 if intake is None else intake.adults, 0 if intake is None else intake.children)


def plan_findings(case: Case, plan: Plan, steps: Sequence[PlanStep], on: date) -> list[Finding]:
    """Return what stops these steps: a purpose the axis does not pay for, the cap passed, something already paid for.

    What the case itself was granted before does not stop a plan made anew.
    """
    terms = terms_of(plan.programme, on)
    asked = [step for step in steps if step.amount]
    if terms is None or not asked:
        return []
    found = []
    for purpose in dict.fromkeys(step.purpose for step in asked):
        if purpose not in terms.purposes:
            named = {"axis": Axis(plan.axis).label, "purpose": Purpose(purpose).label}
            sentence = _("The axis “%(axis)s” does not pay for “%(purpose)s”.") % named
            found.append(Finding("purpose", sentence, "purpose"))
        found += double_funding(case.person, purpose, on=on, of_case=case.pk)
    total, cap = sum(step.amount or 0 for step in asked), case_cap(case, terms)
    if cap is not None and total > cap:
        sentence = _("This plan asks for %(total)s francs; the programme allows %(cap)s at most.")
        found.append(Finding("cap", sentence % {"total": grouped(total), "cap": grouped(cap)}, "amount"))
    return found


def grouped(number: int) -> str:
    """Return a whole number in groups of three figures, as amounts are written."""
    return f"{number:,}".replace(",", " ")
