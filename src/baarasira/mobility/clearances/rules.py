"""What stands against letting somebody leave: each finding a sentence with its rule. Read where the clearance is issued.

Sources: domain.md R-04 (briefing, insurance, return), R-12 (verdict only), R-19 (passport), A.2 (agreement), A.3 (visa of the
contract), A.8 (road of a file).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.rules.campaign import standing_findings
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel.errors import Finding
from baarasira.kernel.papers import short_date
from baarasira.people.models import IdentityDocument
from baarasira.programmes.eligibility import months_after
from baarasira.programmes.enums import OutcomeKind
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..contracts.models import WorkContract
from ..contracts.queries import standing_contract
from ..incidents.queries.bars import employer_bar, excluded_until
from ..journeys.leaving import insurance_against, way_back_against
from ..journeys.models import Journey

STEP, AFTER = "clearance", "departure"
"""The kinds of step at which a file is cleared: the step itself, and the next one for who needs another clearance."""


@dataclass(slots=True)
class Shared:
    """What the files of one queue have in common, read once: the settings by their day, what stands against an agreement."""

    months: dict[date, int] = field(default_factory=dict)
    standing: dict[UUID, list[Finding]] = field(default_factory=dict)
    barred_people: Mapping[UUID, date] | None = None
    barred_employers: dict[UUID, date | None] = field(default_factory=dict)

    def passport_months(self, on: date) -> int:
        """Return how many months a passport must be valid, counted from a day."""
        if on not in self.months:
            self.months[on] = value(parameters.PASSPORT_VALIDITY_MONTHS, on)
        return self.months[on]

    def against(self, agreement: Agreement, on: date) -> list[Finding]:
        """Return what stands against anybody leaving under an agreement on the day of the question."""
        if agreement.pk not in self.standing:
            self.standing[agreement.pk] = [item for item in standing_findings(agreement, on) if item.blocking]
        return self.standing[agreement.pk]

    def employer_until(self, employer: Employer, on: date) -> date | None:
        """Return the last day of what bars or suspends an employer, None when nothing does."""
        if employer.pk not in self.barred_employers:
            bar = employer_bar(employer, on)
            self.barred_employers[employer.pk] = bar.ends_on if bar is not None else None
        return self.barred_employers[employer.pk]

    def person_until(self, person_id: UUID, on: date) -> date | None:
        """Return the last day of what bars a worker, None when nothing does."""
        if self.barred_people is None:
            return excluded_until(person_id, on)
        return self.barred_people.get(person_id)


@dataclass(frozen=True, slots=True)
class Case:
    """A file that asks to leave, with all that is read of it; `on` the day of the question."""

    road: Road
    on: date
    journey: Journey | None
    contract: WorkContract | None
    passport: IdentityDocument | None
    shared: Shared = field(default_factory=Shared)

    @property
    def employer(self) -> Employer:
        """Whom the person will work for: the contract's employer, else the campaign's."""
        return self.contract.employer if self.contract is not None else self.road.candidacy.opening.employer

    @property
    def travel_on(self) -> date | None:
        """The planned day of travel, None when nobody recorded it."""
        return self.journey.travel_on if self.journey is not None else None


Rule = Callable[[Case], Iterator[Finding]]


def case_of(road: Road, on: date) -> Case:
    """Return a file with all that its clearance rests on. Three queries besides the road's."""
    candidacy = road.candidacy
    passports = [row for row in candidacy.person.documents.all() if row.kind == "passport"]
    return Case(
        road=road,
        on=on,
        journey=Journey.objects.filter(candidacy_id=candidacy.pk).first(),
        contract=standing_contract(candidacy),
        passport=max(passports, key=lambda row: row.expires_on or date.min, default=None),
    )


def findings(case: Case) -> list[Finding]:
    """Return everything that stands against the departure, in the order in which it is put right; empty when nothing does.

    A file that has ended, is stopped, or has not come to its clearance is answered by that alone.
    """
    first = list(_place(case))
    if first:
        return first
    return [finding for rule in _RULES for finding in rule(case)]


def _found(code: str, sentence: str, source: str) -> Finding:
    return Finding(code, sentence, source=source)


def _place(case: Case) -> Iterator[Finding]:
    candidacy = case.road.candidacy
    if candidacy.state != CandidacyState.UNDER_WAY:
        yield _found("clearance_ended", _("This file has come to its end."), "A.8")
        return
    if candidacy.frozen_on is not None:
        sentence = _("This file is stopped since %(day)s: its campaign is suspended.")
        yield _found("clearance_frozen", sentence % {"day": short_date(candidacy.frozen_on)}, "R-10")
        return
    kind = case.road.row.kind
    cleared_before = kind == AFTER and case.road.closed(STEP, "cleared") is not None
    if kind != STEP and not cleared_before:
        sentence = _("This file stands at the step “%(step)s”: the clearance comes later.")
        yield _found("clearance_step", sentence % {"step": case.road.step.title}, "A.8")


def _agreement(case: Case) -> Iterator[Finding]:
    agreement = case.road.campaign.agreement
    if agreement is not None:
        yield from case.shared.against(agreement, case.on)


def _employer(case: Case) -> Iterator[Finding]:
    employer = case.employer
    if employer.state == EmployerState.SUSPENDED:
        sentence = _("The employer %(name)s is suspended: nobody leaves to work there. %(reason)s")
        words = {"name": employer.name, "reason": employer.state_reason}
        yield _found("employer_suspended", sentence % words, "R-08")
    elif employer.state != EmployerState.ACCREDITED:
        yield _found(
            "employer_not_accredited", _("The employer %(name)s is not accredited.") % {"name": employer.name}, "A.4"
        )


def _barred(case: Case) -> Iterator[Finding]:
    """R-07, R-08: neither a worker who is barred leaves, nor anybody to work for an employer who is."""
    until = case.shared.person_until(case.road.candidacy.person_id, case.on)
    if until is not None:
        sentence = _("This person is barred from the programmes of migration until %(day)s.")
        yield _found("worker_barred", sentence % {"day": short_date(until)}, "R-07")
    until = case.shared.employer_until(case.employer, case.on)
    if until is not None:
        sentence = _("The employer %(name)s is barred until %(day)s: nobody leaves to work there.")
        yield _found("employer_barred", sentence % {"name": case.employer.name, "day": short_date(until)}, "R-08")


def _contract(case: Case) -> Iterator[Finding]:
    if case.contract is None:
        sentence = _("No contract of this person bears the visa of the service and is signed.")
        yield _found("contract_not_approved", sentence, "A.3")


def _medical(case: Case) -> Iterator[Finding]:
    if not any(step.kind == "medical" for step in case.road.programme.steps.values()):
        return
    until = medical_until(case)
    if until is None:
        yield _found("medical_missing", _("No medical verdict “fit” is in this file."), "R-12")
        return
    needed = max(case.on, case.travel_on or case.on)
    if until < needed:
        sentence = _("The medical verdict held until %(until)s: it must hold on %(day)s. The visit is done again.")
        words = {"until": short_date(until), "day": short_date(needed)}
        yield _found("medical_over", sentence % words, "R-12")


def medical_until(case: Case) -> date | None:
    """Return the last day of the verdict “fit”, None without one."""
    return _day_of(case.road.closed("medical", "fit"), "valid_until")


def visa_until(case: Case) -> date | None:
    """Return the last day of the visa, None when it is not recorded or the programme has none."""
    return _day_of(case.road.closed("visa", "granted"), "valid_until")


def _day_of(row: CandidacyStep | None, name: str) -> date | None:
    written = row.values.get(name) if row is not None else None
    return date.fromisoformat(written) if written else None


def _passport(case: Case) -> Iterator[Finding]:
    """R-19: valid so many months counted from the filing of the visa; from the travel where the programme has no visa."""
    passport = case.passport
    if passport is None or passport.expires_on is None:
        yield _found("R-19", _("No passport with its last day is in the person’s file."), "R-19")
        return
    if not passport.number_sealed:
        yield _found("R-19", _("The number of the passport is not in the person’s file."), "R-19")
    if passport.expires_on < max(case.on, case.travel_on or case.on):
        sentence = _("The passport has expired on %(end)s.") if passport.expires_on < case.on else _(
            "The passport expires on %(end)s, before the travel."
        )  # fmt: skip
        yield _found("R-19", sentence % {"end": short_date(passport.expires_on)}, "R-19")
        return
    filed = filing_day(case)
    needed = months_after(filed, case.shared.passport_months(filed))
    if passport.expires_on < needed:
        sentence = _(
            "The passport must be valid until %(day)s, counted from the filing of %(filed)s; it ends on %(end)s."
        )
        words = {"day": short_date(needed), "filed": short_date(filed), "end": short_date(passport.expires_on)}
        yield _found("R-19", sentence % words, "R-19")


def filing_day(case: Case) -> date:
    """Return the day from which the validity of the passport is counted: the visa filed, else asked for, else the travel."""
    if case.journey is not None and case.journey.visa_filed_on is not None:
        return case.journey.visa_filed_on
    row = case.road.closed("visa", "granted")
    if row is not None:
        return row.opened_at.date()
    return case.travel_on or case.on


def _visa(case: Case) -> Iterator[Finding]:
    if not any(step.kind == "visa" for step in case.road.programme.steps.values()):
        return
    row = case.road.closed("visa", "granted")
    until = visa_until(case)
    if row is None:
        yield _found("visa_missing", _("The visa is not given."), "A.8")
    elif until is not None and case.travel_on is not None and until < case.travel_on:
        sentence = _("The visa ends on %(until)s, before the travel.")
        yield _found("visa_over", sentence % {"until": short_date(until)}, "A.8")


def _briefing(case: Case) -> Iterator[Finding]:
    """R-04: the session before departure is followed and its quiz passed, in this file or in one of a season before."""
    row = case.road.closed("session", "completed") or _briefed_before(case)
    if row is None:
        yield _found("R-04", _("The briefing before departure was not followed."), "R-04")
        return
    mark, result = _pass_mark(case), row.values.get("result")
    if mark is not None and (result is None or int(result) < mark):
        sentence = _("The quiz of the briefing is not passed: %(mark)d of 100 are needed, %(result)s are recorded.")
        yield _found("R-04", sentence % {"mark": mark, "result": "–" if result is None else result}, "R-04")


def _briefed_before(case: Case) -> CandidacyStep | None:
    """Return the briefing of a season before, for a programme of repeaters that has no session of its own."""
    if any(step.kind == "session" for step in case.road.programme.steps.values()):
        return None
    rows = CandidacyStep.objects.filter(
        candidacy__person_id=case.road.candidacy.person_id,
        candidacy__outcome_kind=OutcomeKind.SUCCESS,
        kind="session",
        ending="completed",
    )
    return rows.order_by("-closed_at").first()


def _pass_mark(case: Case) -> int | None:
    for step in case.road.programme.steps.values():
        if step.kind == "session":
            mark = step.parameters.get("pass_mark")
            return None if mark is None else int(mark)
    return None


def _travel(case: Case) -> Iterator[Finding]:
    """R-04: the day of travel is known and to come, the insurance begins by then, the way back is settled."""
    journey = case.journey
    if journey is None or journey.travel_on is None:
        yield _found("R-04", _("The day of travel is not recorded."), "R-04")
    elif journey.travel_on < case.on:
        sentence = _("The planned day of travel, %(day)s, is past: record the new one.")
        yield _found("clearance_travel_past", sentence % {"day": short_date(journey.travel_on)}, "R-04")
    insurance = insurance_against(journey, case.travel_on)
    # Without a day of travel the sentence above says it already.
    if insurance is not None and (case.travel_on is not None or journey is None or journey.insurance_from is None):
        yield _found("R-04", insurance, "R-04")
    way_back = way_back_against(journey)
    if way_back is not None:
        yield _found("R-04", way_back, "R-04")


_RULES: tuple[Rule, ...] = (_agreement, _employer, _barred, _contract, _medical, _passport, _visa, _briefing, _travel)


def last_day(case: Case) -> date:
    """Return the last day of a clearance: some days after the travel (setting), within passport, visa and medical verdict."""
    travel = case.travel_on or case.on
    bounds = [travel + timedelta(days=value(parameters.CLEARANCE_DAYS, case.on)), visa_until(case), medical_until(case)]
    if case.passport is not None:
        bounds.append(case.passport.expires_on)
    return min(bound for bound in bounds if bound is not None)
