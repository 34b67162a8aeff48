"""Which room hears of competitions, and what competitions answer to the candidacies."""

from datetime import timedelta
from uuid import UUID

from baarasira.candidacies.steps import elsewhere, guards
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import competition_notices as notices
from baarasira.programmes.enums import Guard
from baarasira.training.competitions import actions, answering


def wire() -> None:
    """Answer the guard of final marks, keep papers to competitions, follow seats and courses, tell the candidates."""
    guards.provide(Guard.MARKS_FINAL, answering.marks_final)
    elsewhere.give("exam", answering.EXAM)
    events.on("campaign_file.step", answering.on_file)
    events.on("campaign_file.end", answering.on_file)
    for name in answering.COURSE_ENDS:
        events.on(name, answering.on_enrolment)
    events.on("person.purge", _forget_words)
    events.on(actions.OFFERED, _tell_offered)
    every = timedelta(minutes=1)
    schedule.add("competitions.convene", schedule.Job(every, lambda actor: notices.tell_seats(actor=actor)))
    schedule.add("competitions.results", schedule.Job(every, lambda actor: notices.tell_results(actor=actor)))


def _forget_words(event: events.Event) -> None:
    """What was written in words of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)


def _tell_offered(event: events.Event) -> None:
    """Somebody who is offered a seat is told by when to confirm it."""
    candidacy = event.details["candidacy"]
    if isinstance(candidacy, UUID):
        notices.tell_offered(
            event.actor, candidacy_id=candidacy, offer_id=event.object_id, answer_by=event.details["answer_by"]
        )
