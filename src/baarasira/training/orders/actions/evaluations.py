"""What the participants and the client say of an ordered course, from 1 to 5, and the end of the order."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.training.courses.models import Enrolment

from ..enums import InvoiceKind, OrderState, Side
from ..given import came, session_of
from ..inputs import MarksData
from ..models import Evaluation, Order
from ..transitions import ORDER
from . import doors
from .agreements import agreed
from .invoices import balance, invoice_lines

_GIVEN = frozenset({OrderState.GIVEN, OrderState.INVOICED})


def _open(actor: Actor, order_id: UUID) -> Order:
    order = doors.locked(actor, order_id, "evaluate", also_office=True)
    if order.state not in _GIVEN:
        raise doors.refused("evaluate_early", _("A course is evaluated once it was given, before its order is closed."))
    return order


def _marks(data: MarksData) -> dict[str, object]:
    marks = {name: getattr(data, name) for name in ("content", "trainer", "organisation", "usefulness")}
    for name, mark in marks.items():
        if not 1 <= mark <= 5:
            raise doors.refused("mark_range", _("A mark lies between 1 and 5."), name)
    return {**marks, "again": data.again, "words": " ".join(data.words.split())[:1000]}


@transaction.atomic
def evaluate_as_participant(*, actor: Actor, order_id: UUID, person_id: UUID, data: MarksData) -> Evaluation:
    """Record what a participant says, once; only who came at least once is asked. Raises NotAllowed, RuleRefused."""
    order = _open(actor, order_id)
    session = session_of(order)
    if session is None or person_id not in came(session):
        raise doors.refused("evaluate_who", _("Only somebody who was at the course evaluates it."), "person")
    if order.evaluations.filter(person_id=person_id).exists():
        raise doors.refused("evaluated", _("This participant has evaluated already."), "person")
    row = Evaluation(
        order=order,
        side=Side.PARTICIPANT,
        person=Person.objects.get(pk=person_id),
        given_on=actor.today,
        recorded_by=doors.person_acting(actor),
        **_marks(data),
    )
    writing.create(row, "course_evaluation.record", actor=actor, subject_id=person_id, structure_id=order.centre_id)
    return row


@transaction.atomic
def evaluate_as_client(*, actor: Actor, order_id: UUID, data: MarksData) -> Evaluation:
    """Record what the client says, once. Raises NotAllowed, RuleRefused."""
    order = _open(actor, order_id)
    if order.evaluations.filter(side=Side.CLIENT).exists():
        raise doors.refused("evaluated", _("The client has evaluated already."))
    if data.again is None:
        raise doors.refused("evaluate_again", _("Say whether the client would order again."), "again")
    row = Evaluation(
        order=order, side=Side.CLIENT, given_on=actor.today, recorded_by=doors.person_acting(actor), **_marks(data)
    )
    writing.create(row, "course_evaluation.record", actor=actor, **doors.told(order))
    return row


@transaction.atomic
def close_order(*, actor: Actor, order_id: UUID, reason: str = "") -> Order:
    """Close an order: everything due is paid or credited, and the client has evaluated what was given.

    A client that would not evaluate needs a `reason`, in a sentence. Raises NotAllowed, RuleRefused, WrongState.
    """
    order = doors.locked(actor, order_id, "close")
    ORDER.check("close", order.state)
    invoices = list(order.invoices.filter(kind=InvoiceKind.INVOICE))
    if not invoices and sum(line.amount for line in invoice_lines(order, agreed(order))):
        raise doors.refused("close_invoice", _("Something is due: issue the invoice first."))
    if any(balance(invoice) != 0 for invoice in invoices):
        raise doors.refused("close_paid", _("The invoice is not settled: record what was paid, or a credit note."))
    said = actor
    if order.cancelled_on is None and not order.evaluations.filter(side=Side.CLIENT).exists():
        if not reason.strip():
            sentence = _("The client has not evaluated the course: record it, or write why it would not.")
            raise doors.refused("close_evaluation", sentence, "reason")
        said = actor.because(doors.words_of(reason, 500))
    ORDER.apply(order, "close", actor=said, values={"closed_on": actor.today}, **doors.told(order))
    return order


def awaited(order: Order) -> list[Enrolment]:
    """Return the enrolments of those who came and have not evaluated yet."""
    session = session_of(order)
    if session is None:
        return []
    here = came(session) - set(order.evaluations.values_list("person_id", flat=True))
    rows = Enrolment.objects.filter(session=session, person_id__in=here).select_related("person")
    return list(rows.order_by("id"))
