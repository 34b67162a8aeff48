"""Which room hears of selections, and what selections answer to the candidacies."""

from datetime import timedelta
from uuid import UUID

from baarasira.candidacies.steps import guards
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import selection_notices as notices
from baarasira.programmes.enums import Guard
from baarasira.selection import actions, answering
from baarasira.selection.actions.hearings import CONVENED
from baarasira.selection.actions.reserve import CALLED


def wire() -> None:
    """Answer the guards of selections, follow files that move, tell people who are convened or called."""
    guards.provide(Guard.LIST_FROZEN, answering.list_frozen)
    guards.provide(Guard.CONFLICTS_DECLARED, answering.conflicts_declared)
    events.on("campaign_file.step", answering.on_step)
    events.on("campaign_file.end", answering.on_end)
    events.on("person.purge", _forget_words)
    events.on(CONVENED, _tell_convened)
    events.on(CALLED, _tell_called)
    schedule.add("selection.tell", schedule.Job(timedelta(minutes=1), lambda actor: notices.tell_results(actor=actor)))
    schedule.add(
        "selection.call_reserve", schedule.Job(timedelta(minutes=10), lambda actor: actions.fill_all(actor=actor))
    )


def _forget_words(event: events.Event) -> None:
    """What was written in words of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)


def _candidacy(event: events.Event) -> UUID:
    found = event.details["candidacy"]
    if not isinstance(found, UUID):
        raise TypeError(f"the event {event.name} names no file")
    return found


def _tell_convened(event: events.Event) -> None:
    """Somebody convened is told where and when."""
    details = event.details
    notices.tell_convened(
        event.actor, candidacy_id=_candidacy(event), hearing_id=event.object_id,
        starts_at=details["starts_at"], place=details["place"],
    )  # fmt: skip


def _tell_called(event: events.Event) -> None:
    """Somebody called from the reserve is told by when to answer."""
    notices.tell_called(
        event.actor, candidacy_id=_candidacy(event), call_id=event.object_id, answer_by=event.details["answer_by"]
    )
