"""Which room hears of cases of reintegration, and what they hear of the rooms below."""

from datetime import timedelta

from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import return_notices as notices
from baarasira.people.enums import ConsentPurpose
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases import events as case_events
from baarasira.reintegration.cases.rules import closing
from baarasira.reintegration.placements import actions as placements
from baarasira.reintegration.placements import answering as placement_answers
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits import answering
from baarasira.reintegration.visits.actions import planning
from baarasira.reintegration.visits.rules import closing_findings


def wire() -> None:
    """Plan visits as cases move, ask them before a case is closed, give alarms; tell partners and who has a case in hand;
    forget words of purged people.
    """
    events.on(case_events.PLANNED, answering.on_planned)
    events.on(case_events.STARTED, answering.on_started)
    events.on(case_events.CLOSED, answering.on_closed)
    closing.ask_with(closing_findings)
    closing.ask_with(placement_answers.closing_findings)
    schedule.add("visits.alarms", schedule.Job(timedelta(hours=1), lambda actor: visits.sound_alarms(actor=actor)))
    events.on(case_events.SENT, _tell_referred)
    events.on(case_events.ANSWERED, _tell_answered)
    events.on(planning.ALARM, _tell_visit_late)
    schedule.add("returns.late", schedule.Job(timedelta(hours=1), lambda actor: notices.tell_late(actor=actor)))
    events.on("person.purge", _forget_words)
    events.on("person.consent", _consent)


def _tell_referred(event: events.Event) -> None:
    """The users of a partner are told of a file that was referred to it."""
    notices.tell_referred(event.actor, referral_id=event.object_id)


def _tell_answered(event: events.Event) -> None:
    """Whoever has the case in hand is told what the partner did with it."""
    notices.tell_answered(event.actor, referral_id=event.object_id, state=event.details["state"])


def _tell_visit_late(event: events.Event) -> None:
    """Whoever answers for a visit at the level of its alarm is told that it is late (R-24)."""
    notices.tell_visit_late(event.actor, visit_id=event.object_id, level=event.details["level"])


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
