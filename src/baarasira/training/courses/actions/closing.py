"""How a session ends: closed, with a result for each; or cancelled, with a place elsewhere or a message for each."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.programmes.eligibility import months_after
from baarasira.reference.parameters import TRAINING_FOLLOW_UP_MONTHS
from baarasira.reference.queries import value

from .. import events
from ..enums import BUSINESS, CourseKind, EnrolmentState
from ..inputs import Moved
from ..models import Enrolment, FollowUp, Session
from ..policies import SESSIONS
from ..rules.enrolling import person_findings, session_findings
from ..rules.results import closing_findings, results_of
from ..transitions import ENROLMENT, SESSION
from . import doors
from .enrolling import seat

FOLLOWED = frozenset({*BUSINESS, CourseKind.TRE, CourseKind.SHORT_TRADE, CourseKind.QUALIFYING})
"""Kinds after which the service gives support; apprentices are followed by their own room, online learners by theirs."""


@transaction.atomic
def close_session(*, actor: Actor, session_id: UUID, cost: int | None = None) -> Session:
    """Close a session past its last day: each enrolled completes or not, by attendance and mark; support is planned.

    `cost` is what the session cost, in whole francs, where it is known by then. Raises NotAllowed, WrongState, RuleRefused
    with all that is missing.
    """
    session = doors.session_locked(session_id)
    SESSIONS.require(actor, "close", session.centre_id)
    SESSION.check("finish", session.state)
    if actor.today < session.ends_on:
        raise doors.refused(
            "session_early", _("The session is not over: close it on its last day or later."), "ends_on"
        )
    enrolled = list(session.enrolments.filter(state=EnrolmentState.ENROLLED).select_related("person"))
    doors.stop_at(closing_findings(session, enrolled))
    results = results_of(session)
    values = {"ended_on": actor.today, **({"cost": cost} if cost is not None else {})}
    SESSION.apply(session, "finish", actor=actor, structure_id=session.centre_id, values=values)
    months = value(TRAINING_FOLLOW_UP_MONTHS, actor.today) if session.course.kind in FOLLOWED else ()
    completed = 0
    for enrolment in enrolled:
        enrolment.session = session
        completed += _end(actor, enrolment, completed=results[enrolment.pk].completed, months=months)
    details = {"completed": completed, "failed": len(enrolled) - completed}
    emit(Event(events.CLOSED, actor, session.pk, details=details))
    return session


def _end(actor: Actor, enrolment: Enrolment, *, completed: bool, months: tuple[int, ...]) -> bool:
    name = "complete" if completed else "fail"
    ENROLMENT.apply(enrolment, name, actor=actor, values={"ended_on": actor.today}, **doors.told(enrolment))
    if completed:
        plan_support(actor, enrolment, enrolment.session.ends_on, months)
    event = events.COMPLETED if completed else events.FAILED
    emit(Event(event, actor, enrolment.pk, subject_id=enrolment.person_id))
    return completed


def plan_support(actor: Actor, enrolment: Enrolment, since: date, months: tuple[int, ...]) -> None:
    """Plan the support due so many months after a day, once each."""
    for count in months:
        row = FollowUp(enrolment=enrolment, months=count, due_on=months_after(since, count))
        writing.create(row, "training_follow_up.plan", actor=actor, **doors.told(enrolment))


@transaction.atomic
def cancel_session(
    *, actor: Actor, session_id: UUID, reason: str, move_to: UUID | None = None
) -> tuple[Session, list[Moved]]:
    """Cancel a session with a reason; everybody enrolled gets a seat in `move_to`, in the order they enrolled, as long as
    there are seats and nothing else stands against it; the others are told that there is none. Nobody is left without news:
    an event is emitted for each.

    Returns the session and what became of each. Raises NotAllowed, RuleRefused, WrongState.
    """
    ids = sorted({session_id, move_to} - {None}, key=str)  # two cancellations never wait for each other
    locked = {key: doors.session_locked(key) for key in ids if key is not None}
    session = locked[session_id]
    SESSIONS.require(actor, "cancel", session.centre_id)
    SESSION.check("cancel", session.state)
    why = doors.words_of(reason, 300)
    target = locked[move_to] if move_to is not None and move_to != session_id else None
    if target is not None and target.course_id != session.course_id:
        raise doors.refused("move_course", _("People move to a session of the same course only."), "move_to")
    if target is not None and (found := session_findings(target, actor.today)):
        raise RuleRefused(found)
    because = actor.because(why)
    enrolled = list(session.enrolments.filter(state=EnrolmentState.ENROLLED).select_related("person"))
    values = {"ended_on": actor.today, "cancel_reason": why}
    SESSION.apply(session, "cancel", actor=because, structure_id=session.centre_id, values=values)
    return session, [_moved(because, session, target, enrolment) for enrolment in enrolled]


def _moved(actor: Actor, session: Session, target: Session | None, enrolment: Enrolment) -> Moved:
    enrolment.session = session
    about = doors.told(enrolment)
    ENROLMENT.apply(enrolment, "cancel", actor=actor, values={"ended_on": actor.today}, **about)
    person = enrolment.person
    sentence = ""
    if target is not None:
        tested = enrolment.candidacy_id is not None or enrolment.employer_id is not None
        try:
            doors.stop_at(person_findings(target, person, tested=tested))
            new = seat(
                actor, target, person, enrolment.origin, candidacy=enrolment.candidacy, employer=enrolment.employer,
                event=events.MOVED,
            )  # fmt: skip
        except BusinessError as error:
            sentence = str(error)
        else:
            writing.edit(enrolment, "enrolment.move", actor=actor, values={"moved_to": new}, **about)
            return Moved(person.pk, new.pk)
    emit(Event(events.CANCELLED, actor, enrolment.pk, subject_id=person.pk))
    return Moved(person.pk, None, sentence)
