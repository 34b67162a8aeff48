"""What journeys answer to the candidacies, what they learn of files that move, whom they tell."""

from datetime import timedelta

from baarasira.candidacies import stays
from baarasira.candidacies.steps import guards
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import selection_notices as notices
from baarasira.mobility.journeys import actions, answering, days, following


def wire() -> None:
    """Answer the guards of departures and recalls, follow the files that move, tell people who are convened."""
    stays.tell_with(days.stays_of_files)
    for guard, check in answering.ANSWERS.items():
        guards.provide(guard, check)
    for kind, check in answering.DEMANDS.items():
        guards.demand(kind, check)
    events.on("campaign_file.step", following.on_moved)
    events.on("campaign_file.end", following.on_moved)
    events.on("person.purge", _forget)
    events.on(actions.CONVENED, _tell_convened)
    schedule.add("journeys.tick", schedule.Job(timedelta(hours=6), lambda actor: actions.tick(actor=actor)))


def _forget(event: events.Event) -> None:
    """Who to call, numbers and words of a purged person are emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)


def _tell_convened(event: events.Event) -> None:
    """Somebody convened to a doctor or to a session is told where and when: it is their own file (R-14)."""
    details = event.details
    notices.tell_convened(
        event.actor, candidacy_id=details["candidacy"], hearing_id=event.object_id,
        starts_at=details["starts_at"], place=details["place"],
    )  # fmt: skip
