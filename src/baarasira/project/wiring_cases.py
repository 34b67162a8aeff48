"""Which room hears of cases of reintegration, and what they hear of the rooms below."""

from datetime import timedelta

from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.people.enums import ConsentPurpose
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases import events as case_events
from baarasira.reintegration.cases.rules import closing
from baarasira.reintegration.placements import actions as placements
from baarasira.reintegration.placements import answering as placement_answers
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits import answering
from baarasira.reintegration.visits.rules import closing_findings


def wire() -> None:
    """Plan visits as cases move, ask them before a case is closed, give their alarms; forget words of purged people."""
    events.on(case_events.PLANNED, answering.on_planned)
    events.on(case_events.STARTED, answering.on_started)
    events.on(case_events.CLOSED, answering.on_closed)
    closing.ask_with(closing_findings)
    closing.ask_with(placement_answers.closing_findings)
    schedule.add("visits.alarms", schedule.Job(timedelta(hours=1), lambda actor: visits.sound_alarms(actor=actor)))
    events.on("person.purge", _forget_words)
    events.on("person.consent", _consent)


def _forget_words(event: events.Event) -> None:
    """What cases say of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
        visits.forget_person(person_id=event.subject_id)
        placements.forget_person(person_id=event.subject_id)


def _consent(event: events.Event) -> None:
    """Consent to partners taken back in the person's file: nothing more is shown to any of them."""
    if (
        event.subject_id is not None
        and event.details["purpose"] == ConsentPurpose.PARTNERS
        and not event.details["given"]
    ):
        actions.consent_taken_back(actor=event.actor, person_id=event.subject_id)
