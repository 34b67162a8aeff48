"""Which room hears of courses: people are told of their place, words of purged people go."""

from baarasira.kernel import events
from baarasira.messaging import training_notices as notices
from baarasira.training.courses import actions as courses
from baarasira.training.courses import events as course_events


def wire() -> None:
    """Tell people of a place, of another one, of none; forget words of purged people."""
    events.on(course_events.ENROLLED, _tell_enrolled)
    events.on(course_events.MOVED, _tell_moved)
    events.on(course_events.CANCELLED, _tell_cancelled)
    events.on("person.purge", _forget_words)


def _tell_enrolled(event: events.Event) -> None:
    notices.tell_enrolled(event.actor, enrolment_id=event.object_id)


def _tell_moved(event: events.Event) -> None:
    notices.tell_moved(event.actor, enrolment_id=event.object_id)


def _tell_cancelled(event: events.Event) -> None:
    notices.tell_cancelled(event.actor, enrolment_id=event.object_id)


def _forget_words(event: events.Event) -> None:
    """What courses say of a purged person in words is emptied; days, marks and results stay for the figures."""
    if event.subject_id is not None:
        courses.forget_person(person_id=event.subject_id)
