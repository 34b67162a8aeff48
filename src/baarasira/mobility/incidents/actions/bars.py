"""Bars: proposed for a listed fact, heard, decided by a second person, appealed to a third (R-07, R-08, R-16)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.network.models import Structure
from baarasira.reference import parameters
from baarasira.reference.queries import value, values

from ..enums import EMPLOYER_FACTS, WORKER_FACTS, BarFact, BarState, BarSubject, Measure
from ..inputs import BarData
from ..models import Bar
from ..policies import BARS
from ..transitions import BAR
from . import doors

LONGEST = 4000


def _told(bar: Bar) -> dict[str, UUID | None]:
    return {"subject_id": bar.person_id, "structure_id": bar.office_id}


def _say(bar: Bar, name: str, actor: Actor) -> Bar:
    emit(Event(f"bar.{name}", actor, bar.pk, subject_id=bar.person_id, details={"employer": bar.employer_id}))
    return bar


def _checked(actor: Actor, data: BarData, facts: tuple[BarFact, ...], rule: str) -> BarData:
    """Return the data tidied. RuleRefused for a fact that is not listed, a day to come, reasons or evidence missing."""
    if data.fact not in facts:
        listed = ", ".join(str(fact.label) for fact in facts)
        sentence = _("Nobody is barred for anything else than: %(facts)s.") % {"facts": listed}
        raise doors.refused(rule, sentence, "fact", rule)
    if data.happened_on > actor.today:
        raise doors.refused("happened_future", _("This day is still to come."), "happened_on")
    evidence = " ".join(data.evidence.split())[:300]
    if not evidence:
        sentence = _("Write what proves it: the document, the report, the decision.")
        raise doors.refused("evidence_missing", sentence, "evidence", rule)
    reasons = doors.sentence_of(data.reasons, LONGEST, "reasons")
    return BarData(fact=data.fact, happened_on=data.happened_on, reasons=reasons, evidence=evidence)


@transaction.atomic
def propose_worker_bar(*, actor: Actor, candidacy_id: UUID, data: BarData) -> Bar:
    """Propose to bar a worker who left under a campaign; they are invited to be heard. Raises NotAllowed, RuleRefused.

    For the three facts of R-07 alone; not for a return that is proved.
    """
    file = Candidacy.objects.select_related("person", "opening").get(pk=candidacy_id)
    office = file.opening.office_id
    BARS.require(actor, "propose", office)
    door(f"bar:{file.person_id}")
    data = _checked(actor, data, WORKER_FACTS, "R-07")
    if file.departed_on is None:
        raise doors.refused("R-07", _("Only somebody who left under a campaign can be barred."), source="R-07")
    proved = file.steps.filter(kind="return", ending="returned").exists()
    if data.fact == BarFact.NOT_RETURNED and proved:
        raise doors.refused("R-07", _("The return of this person is proved."), "fact", "R-07")
    bar = Bar(subject=BarSubject.WORKER, person=file.person, candidacy=file, office_id=office)
    return _proposed(actor, bar, data)


@transaction.atomic
def propose_employer_bar(*, actor: Actor, employer_id: UUID, office: Structure, data: BarData) -> Bar:
    """Propose to bar an employer for a fact of R-08; it is invited to be heard. Raises NotAllowed, RuleRefused."""
    BARS.require(actor, "propose", office.pk)
    door(f"bar:{employer_id}")
    data = _checked(actor, data, EMPLOYER_FACTS, "R-08")
    bar = Bar(subject=BarSubject.EMPLOYER, employer=Employer.objects.get(pk=employer_id), office=office)
    return _proposed(actor, bar, data)


def _proposed(actor: Actor, bar: Bar, data: BarData) -> Bar:
    same = Bar.objects.filter(person=bar.person, employer=bar.employer, measure=Measure.BAR)
    if same.filter(state__in=[BarState.PROPOSED, BarState.HEARD]).exists():
        raise doors.refused("bar_twice", _("A bar is proposed already: it is heard and decided first."))
    bar.measure = Measure.BAR
    _fill(actor, bar, data)
    bar.invited_on = actor.today
    bar.hearing_by = actor.today + timedelta(days=value(parameters.HEARING_DAYS, actor.today))
    BAR.begin(bar, "propose", actor=actor.because(""), **_told(bar))
    return _say(bar, "propose", actor)


def _fill(actor: Actor, bar: Bar, data: BarData) -> None:
    bar.fact, bar.happened_on, bar.reasons, bar.evidence = data.fact, data.happened_on, data.reasons, data.evidence
    bar.proposed_by, bar.proposed_on = doors.person(actor), actor.today


@transaction.atomic
def suspend_employer(*, actor: Actor, employer_id: UUID, office: Structure, data: BarData, until: date) -> Bar:
    """Suspend an employer at once for a fact of R-08, until a day within the months of the setting.

    One person decides, with reasons; the employer may appeal. Raises NotAllowed, RuleRefused.
    """
    BARS.require(actor, "suspend", office.pk)
    door(f"bar:{employer_id}")
    data = _checked(actor, data, EMPLOYER_FACTS, "R-08")
    months = value(parameters.SUSPENSION_MONTHS, actor.today)
    if not actor.today <= until <= add_months(actor.today, months):
        sentence = _("A suspension ends within %(months)d months: a bar is decided by then.") % {"months": months}
        raise doors.refused("suspension_long", sentence, "until")
    employer = Employer.objects.get(pk=employer_id)
    bar = Bar(subject=BarSubject.EMPLOYER, measure=Measure.SUSPENSION, employer=employer, office=office)
    _fill(actor, bar, data)
    bar.decided_by, bar.decided_on, bar.decision = doors.person(actor), actor.today, data.reasons
    bar.starts_on, bar.ends_on = actor.today, until
    BAR.begin(bar, "suspend", actor=actor.because(""), **_told(bar))
    return _say(bar, "suspend", actor)


def locked(bar_id: UUID, version: int | None = None) -> Bar:
    """Return a measure alone until the transaction ends; Stale when it changed."""
    door(f"bar-row:{bar_id}")
    rows = Bar.objects.select_for_update(of=("self",)).select_related("proposed_by", "decided_by")
    bar = rows.get(pk=bar_id)
    bar.require_version(version)
    return bar


@transaction.atomic
def record_hearing(*, actor: Actor, bar_id: UUID, statement: str, on: date, version: int | None = None) -> Bar:
    """Record what the person or the employer answered, on which day. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    bar = locked(bar_id, version)
    BARS.require(actor, "hear", bar.office_id)
    BAR.check("hear", bar.state)
    if not bar.proposed_on <= on <= actor.today:
        raise doors.refused("heard_day", _("The hearing comes after the proposal, today at the latest."), "on")
    said = doors.sentence_of(statement, LONGEST, "statement")
    BAR.apply(bar, "hear", actor=actor.because(""), values={"heard_on": on, "statement": said}, **_told(bar))
    return bar


@transaction.atomic
def decide(*, actor: Actor, bar_id: UUID, barred: bool, decision: str, version: int | None = None) -> Bar:
    """Decide on a bar proposed by another person, once heard or once the time to be heard has passed.

    Barred: from today, for the months of the setting. Raises NotAllowed (R-16), Stale, WrongState, RuleRefused.
    """
    bar = locked(bar_id, version)
    BARS.require(actor, "decide", bar.office_id)
    BAR.check("decide", bar.state)
    who = doors.second(actor, bar.proposed_by, _("You proposed this bar yourself: another person decides it."))
    rule = "R-07" if bar.subject == BarSubject.WORKER else "R-08"
    if bar.state == BarState.PROPOSED and bar.hearing_by is not None and actor.today <= bar.hearing_by:
        sentence = _("They have until %(day)s to be heard: decide after the hearing, or after that day.")
        raise doors.refused(rule, sentence % {"day": f"{bar.hearing_by:%d/%m/%Y}"}, source=rule)
    said = doors.sentence_of(decision, LONGEST, "decision")
    set_values: dict[str, object] = {"decided_by": who, "decided_on": actor.today, "decision": said}
    if barred:
        held = values(actor.today, parameters.WORKER_BAR_MONTHS, parameters.EMPLOYER_BAR_MONTHS)
        setting = parameters.WORKER_BAR_MONTHS if rule == "R-07" else parameters.EMPLOYER_BAR_MONTHS
        end = add_months(actor.today, held[setting.key]) - timedelta(days=1)
        set_values |= {"starts_on": actor.today, "ends_on": end}
    name = "decide" if barred else "drop"
    BAR.apply(bar, name, actor=actor.because(""), values=set_values, **_told(bar))
    return _say(bar, name, actor)


@transaction.atomic
def lift(*, actor: Actor, bar_id: UUID, reason: str, version: int | None = None) -> Bar:
    """Lift a measure before its end, by another person than who decided it. Raises NotAllowed, WrongState, RuleRefused."""
    bar = locked(bar_id, version)
    BARS.require(actor, "lift", bar.office_id)
    BAR.check("lift", bar.state)
    doors.second(actor, bar.decided_by, _("You decided this yourself: another person lifts it."))
    return lifted(actor.because(doors.sentence_of(reason, 300)), bar)


def lifted(actor: Actor, bar: Bar) -> Bar:
    """Write that a measure ends today; whoever may is checked by the caller."""
    BAR.apply(bar, "lift", actor=actor, values={"lifted_on": actor.today}, **_told(bar))
    return _say(bar, "lift", actor)
