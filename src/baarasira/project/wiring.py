"""Which room hears of what another did."""

from datetime import timedelta
from uuid import UUID

from baarasira.api import kept
from baarasira.candidacies import actions as candidacies
from baarasira.candidacies.queries import seats_taken
from baarasira.counselling import actions as counselling
from baarasira.jobs import schedule
from baarasira.kernel import events, files
from baarasira.messaging import actions as messages
from baarasira.messaging import notices
from baarasira.openings import hires
from baarasira.openings.actions import CLOSED
from baarasira.people import name_changes

from . import (
    wiring_apprenticeships,
    wiring_campaigns,
    wiring_cases,
    wiring_clearances,
    wiring_contracts,
    wiring_doubles,
    wiring_incidents,
    wiring_journeys,
    wiring_money,
    wiring_selection,
    wiring_training,
    wiring_training_certificates,
)


def wire() -> None:
    """Connect the events of the rooms to their handlers (called once, when every room is loaded)."""
    hires.count_with(seats_taken)
    wiring_clearances.wire()
    wiring_training_certificates.wire()
    wiring_selection.wire()
    wiring_contracts.wire()
    wiring_campaigns.wire()
    wiring_incidents.wire()
    wiring_journeys.wire()
    wiring_cases.wire()
    wiring_apprenticeships.wire()
    wiring_money.wire()
    wiring_training.wire()
    wiring_doubles.wire()
    events.on(CLOSED, _end_candidacies)
    for name in ("person.suspend", "person.merge", "person.purge"):
        events.on(name, _withdraw_candidacies)
    events.on("person.purge", _forget_words)
    events.on("candidacy.refer", _tell_referred)
    events.on("card.reminder", _tell_card_due)
    schedule.add("people.tidy_changes", schedule.Job(timedelta(hours=1), lambda _actor: name_changes.tidy()))
    schedule.add("api.clear_answers", schedule.Job(timedelta(hours=1), lambda actor: kept.clear_old(actor=actor)))


def _end_candidacies(event: events.Event) -> None:
    """An offer closed or cancelled ends what was still open on it."""
    candidacies.end_open_candidacies(actor=event.actor, opening_id=event.object_id)


def _person_of(event: events.Event) -> UUID:
    if event.subject_id is None:
        raise ValueError(f"the event {event.name} names no person")
    return event.subject_id


def _withdraw_candidacies(event: events.Event) -> None:
    """A file suspended, merged or purged waits for no employer any more."""
    candidacies.end_candidacies_of(actor=event.actor, person_id=_person_of(event))


def _forget_words(event: events.Event) -> None:
    """What was written in words of a purged person is emptied in the rooms above."""
    counselling.forget_person(actor=event.actor, person_id=_person_of(event))
    candidacies.forget_person(person_id=_person_of(event))
    messages.forget_person(person_id=_person_of(event))
    kept.forget_person(person_id=_person_of(event))
    files.forget_person(actor=event.actor, person_id=_person_of(event))


def _tell_referred(event: events.Event) -> None:
    """A person introduced to an employer is told, if they agreed to be."""
    notices.tell_referred(
        event.actor,
        person_id=_person_of(event),
        opening_id=event.details["opening"],
        candidacy_id=event.object_id,
    )


def _tell_card_due(event: events.Event) -> None:
    """A person whose card falls due is reminded, if they agreed to be."""
    notices.tell_card_due(
        event.actor,
        person_id=_person_of(event),
        card_id=event.object_id,
        number=event.details["number"],
        expires_on=event.details["expires_on"],
        days=event.details["days"],
    )
