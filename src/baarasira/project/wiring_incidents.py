"""Which room hears of incidents, costs and bars; and what they answer to the rooms below."""

from datetime import date, timedelta
from uuid import UUID

from baarasira.candidacies import exclusions
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import incident_notices as notices
from baarasira.mobility.contracts import events as contract_events
from baarasira.mobility.incidents import actions, answering
from baarasira.mobility.incidents.queries import bars
from baarasira.mobility.journeys import bars as journey_bars
from baarasira.mobility.journeys.actions import abroad
from baarasira.openings import barring


def wire() -> None:
    """Answer who is barred, give alarms by the clock, tell those on duty, forget words of the purged."""
    exclusions.answer_with(bars.excluded_until)
    journey_bars.ask_with(answering.barred)
    events.on(contract_events.SUBSTITUTED, answering.on_substituted)
    events.on(contract_events.ILLEGAL_DEDUCTION, answering.on_illegal_deduction)
    events.on(contract_events.UNDERPAID, answering.on_underpaid)
    events.on(abroad.SOCIAL_SECURITY_LATE, answering.on_social_security_late)
    events.on(abroad.TROUBLE, answering.on_trouble)
    barring.answer_with(_employer_until)
    events.on(actions.REPORTED, _tell_duty)
    events.on(actions.ALARM, _tell_duty)
    events.on(actions.ADDED, _tell_added)
    for name in ("propose", "decide", "lift", "suspend"):
        events.on(f"bar.{name}", _tell_barred)
    events.on("person.purge", _forget_words)
    alarms = schedule.Job(timedelta(minutes=5), lambda actor: actions.sound_alarms(actor=actor))
    schedule.add("incidents.alarms", alarms)
    tidy = schedule.Job(timedelta(hours=1), lambda actor: actions.forget_old_tries(actor=actor))
    schedule.add("incidents.forget_tries", tidy)


def _employer_until(employer_id: UUID, on: date) -> date | None:
    bar = bars.employer_bar(employer_id, on)
    return bar.ends_on if bar is not None else None


def _tell_duty(event: events.Event) -> None:
    """A grave report, or one that waits too long, is told to those on duty."""
    notices.tell_duty(event.actor, incident_id=event.object_id, level=event.details["level"])


def _tell_added(event: events.Event) -> None:
    """Whoever has an incident in hand is told of words added to it."""
    notices.tell_added(event.actor, incident_id=event.object_id)


def _tell_barred(event: events.Event) -> None:
    """Whoever is barred, or is to be heard first, is told."""
    notices.tell_barred(event.actor, bar_id=event.object_id, what=event.name.partition(".")[2])


def _forget_words(event: events.Event) -> None:
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
