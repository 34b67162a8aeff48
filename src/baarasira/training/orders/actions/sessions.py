"""The session that answers an order, its participants, and a course that is cancelled."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import RuleRefused, WrongState
from baarasira.people.models import Person
from baarasira.people.search import of_number
from baarasira.training.courses import actions as courses
from baarasira.training.courses.enums import LIVE, CourseKind, Origin, SessionState
from baarasira.training.courses.inputs import DayData, SessionData
from baarasira.training.courses.models import Course, Enrolment, Session

from ..enums import Canceller, OrderState
from ..given import given_of, session_of
from ..inputs import OpeningData
from ..models import Order, Quote
from ..rules import cancel_due
from ..transitions import ORDER
from . import doors
from .agreements import agreed

_SATURDAY = 5


@transaction.atomic
def open_session(*, actor: Actor, order_id: UUID, data: OpeningData) -> Session:
    """Plan the session of an agreed order and open it when it can be: dates and seats are those of its quote.

    Its days are every weekday between the two dates at the hours given, until the hours of the quote are reached; they are
    changed on the page of the session. A session that cannot be opened to enrolment yet (no trainer, too few hours) stays
    planned. Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "open")
    ORDER.check("open", order.state)
    quote = agreed(order).quote
    course = Course.objects.get(pk=data.course_id)
    if course.kind != CourseKind.A_LA_CARTE or not course.active:
        raise doors.refused("order_course", _("Choose a course of the catalogue that is given to order."), "course")
    organisation = order.organisation
    session = courses.plan_session(
        actor=actor,
        data=SessionData(
            course_id=course.pk, centre_id=order.centre_id, title=order.title, literacy=data.literacy,
            starts_on=quote.starts_on, ends_on=quote.ends_on, seats=quote.seats, place=order.place, order_id=order.pk,
            partner_id=organisation.pk if organisation is not None else None, cost=data.cost,
            funded_by=order.client.name, trainers=data.trainers, days=_days(quote, data),
        ),
    )  # fmt: skip
    ORDER.apply(order, "open", actor=actor, **doors.told(order))
    with suppress(RuleRefused), transaction.atomic():
        session = courses.open_session(actor=actor, session_id=session.pk)
    return session


def _days(quote: Quote, data: OpeningData) -> list[DayData]:
    """Return the days of a session: weekdays from the first to the last, at the same hours, until the hours are reached."""
    if data.begins is None or data.ends is None or data.ends <= data.begins:
        return []
    minutes = (data.ends.hour - data.begins.hour) * 60 + data.ends.minute - data.begins.minute
    found: list[DayData] = []
    for number in range((quote.ends_on - quote.starts_on).days + 1):
        day = quote.starts_on + timedelta(days=number)
        if day.weekday() < _SATURDAY and len(found) * minutes < quote.hours * 60:
            found.append(DayData(day=day, starts=data.begins, ends=data.ends))
    return found


def _live_session(order: Order) -> Session:
    session = session_of(order)
    if session is None or session.state not in LIVE:
        raise WrongState(_("The session of this order is not open."), code="training_order.session")
    return session


@transaction.atomic
def enrol_participant(*, actor: Actor, order_id: UUID, person_number: str, origin: str = Origin.EMPLOYEE) -> Enrolment:
    """Enrol one of those the client sends, by the number of their file. An employee of a company keeps it as employer.

    Raises NotAllowed, RuleRefused (no such file, no seat left), WrongState.
    """
    order = doors.locked(actor, order_id, "enrol")
    session = _live_session(order)
    person = of_number(Person.objects.all(), person_number)
    if person is None:
        sentence = _("No file bears this number. Register the person first, at any office.")
        raise doors.refused("participant_unknown", sentence, "person")
    employer = order.employer if origin == Origin.EMPLOYEE else None
    return courses.enrol(
        actor=actor, session_id=session.pk, person_id=person.pk, origin=Origin(origin), employer=employer
    )


@transaction.atomic
def end_session(*, actor: Actor, order_id: UUID) -> Order:
    """Note that the course was given, once its session is finished. Raises NotAllowed, RuleRefused, WrongState."""
    order = doors.locked(actor, order_id, "give")
    session = session_of(order)
    if session is None or session.state != SessionState.FINISHED:
        raise doors.refused("session_running", _("The session is not finished: close it on its own page first."))
    ORDER.apply(order, "give", actor=actor, **doors.told(order))
    return order


@transaction.atomic
def cancel_order(*, actor: Actor, order_id: UUID, by: str, reason: str) -> Order:
    """Cancel an agreed course: its session is cancelled with it, and what the client owes is fixed (see `rules.cancel_due`).

    A course of which a day was held is not cancelled: it ends, and what was given is invoiced. Raises NotAllowed,
    RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "cancel")
    ORDER.check("cancel", order.state)
    session = session_of(order)
    if session is not None and given_of(session).days:
        raise doors.refused(
            "cancel_begun", _("A day of this course was held: end its session, what was given is invoiced.")
        )
    said = actor.because(doors.words_of(reason, 300))
    _cancelled(said, order, Canceller(by))
    if session is not None and session.state in LIVE:
        courses.cancel_session(actor=said, session_id=session.pk, reason=said.reason)
    return order


def _cancelled(actor: Actor, order: Order, by: Canceller) -> None:
    agreement = agreed(order)
    due = cancel_due(
        agreement.quote.total, by=by, on=actor.today, starts_on=agreement.quote.starts_on,
        cancel_days=agreement.cancel_days, cancel_share=agreement.cancel_share,
    )  # fmt: skip
    values = {"cancelled_by": by, "cancelled_on": actor.today, "cancel_due": due}
    ORDER.apply(order, "cancel", actor=actor, values=values, **doors.told(order))


@transaction.atomic
def follow_session(*, actor: Actor, order_id: UUID, state: str) -> None:
    """Bring an order where its session is, on the events of the room of courses: finished, or cancelled by the centre.

    Within the act on the session, by whoever may do that; nothing happens to an order that stands there already. A session
    cancelled after a day was held leaves the order given: what was given is invoiced.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("employer", "organisation").get(pk=order_id)
    if order.state != OrderState.OPENED:
        return
    session = session_of(order)
    if state == SessionState.FINISHED or (session is not None and given_of(session).days):
        ORDER.apply(order, "give", actor=actor, **doors.told(order))
    elif state == SessionState.CANCELLED:
        _cancelled(actor, order, Canceller.CENTRE)
