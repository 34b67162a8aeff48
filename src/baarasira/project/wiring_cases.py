"""Which room hears of cases of reintegration, and what they hear of the rooms below."""

from datetime import timedelta

from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases import events as case_events
from baarasira.reintegration.cases.rules import closing
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits import answering
from baarasira.reintegration.visits.rules import closing_findings


def wire() -> None:
    """Plan visits as cases move, ask them before a case is closed, give their alarms; forget words of purged people."""
    events.on(case_events.PLANNED, answering.on_planned)
    events.on(case_events.STARTED, answering.on_started)
    events.on(case_events.CLOSED, answering.on_closed)
    closing.ask_with(closing_findings)
    schedule.add("visits.alarms", schedule.Job(timedelta(hours=1), lambda actor: visits.sound_alarms(actor=actor)))
    events.on("person.purge", _forget_words)


def _forget_words(event: events.Event) -> None:
    """What cases say of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
        visits.forget_person(person_id=event.subject_id)
