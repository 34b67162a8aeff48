"""Which room hears of ordered and of online courses, and what the clock does for them."""

from datetime import timedelta

from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.statistics.training import feeds
from baarasira.training.courses import events as course_events
from baarasira.training.courses.enums import SessionState
from baarasira.training.courses.models import Session
from baarasira.training.online import actions as online
from baarasira.training.orders import actions as orders


def wire() -> None:
    """Feed the figures of training; bring an order where its session is; forget the words of a purged person; let quotes lapse and places end by the clock."""
    feeds.feed_all()
    events.on(course_events.CLOSED, _session_over)
    events.on(course_events.CALLED_OFF, _session_over)
    events.on("person.purge", _forget_words)
    schedule.add("orders.lapse", schedule.Job(timedelta(hours=6), lambda actor: orders.lapse_quotes(actor=actor)))
    schedule.add("online.end", schedule.Job(timedelta(hours=6), lambda actor: online.end_places(actor=actor)))


def _session_over(event: events.Event) -> None:
    session = Session.objects.get(pk=event.object_id)
    if session.order_id is not None:
        orders.follow_session(actor=event.actor, order_id=session.order_id, state=SessionState(session.state))


def _forget_words(event: events.Event) -> None:
    if event.subject_id is not None:
        orders.forget_person(person_id=event.subject_id)
        online.forget_person(person_id=event.subject_id)
