"""The need of a client: recorded, corrected while nothing is quoted, given up."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.models import Organisation
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure
from baarasira.reference import phones

from ..enums import OrderState, QuoteState
from ..inputs import NeedData
from ..models import Order
from ..policies import ORDERS
from ..rules import gives_courses
from ..transitions import ORDER, QUOTE
from . import doors


@transaction.atomic
def record_need(*, actor: Actor, office: Structure, centre: Structure, data: NeedData) -> Order:
    """Record what a client needs taught; the same form sent twice records one.

    `office` is where it was heard (the actor's own), `centre` who will give the course. Raises NotAllowed, RuleRefused.
    """
    ORDERS.require(actor, "record", office.pk)
    if data.form_token is not None and (known := Order.objects.filter(form_token=data.form_token).first()):
        return known
    employer, organisation = _client(data)
    _check(centre, employer, organisation, data)
    order = Order(
        number=with_check(f"CF{actor.today:%y}-{next_number(f'training_order:{actor.today.year}'):04d}"),
        form_token=data.form_token,
        office=office,
        centre=centre,
        employer=employer,
        organisation=organisation,
        recorded_by=doors.person_acting(actor),
        recorded_on=actor.today,
        **_values(data),
    )
    ORDER.begin(order, "record", actor=actor, **doors.told(order))
    return order


def _client(data: NeedData) -> tuple[Employer | None, Organisation | None]:
    employer = Employer.objects.get(pk=data.employer_id) if data.employer_id else None
    organisation = Organisation.objects.get(pk=data.organisation_id) if data.organisation_id else None
    return employer, organisation


def _values(data: NeedData) -> dict[str, object]:
    return {
        "title": " ".join(data.title.split())[:200],
        "need": doors.words_of(data.need, 3000, "need"),
        "participants": data.participants,
        "wished_from": data.wished_from,
        "place": " ".join(data.place.split())[:200],
        "contact": " ".join(data.contact.split())[:120],
        "contact_phone": phones.normalise(data.contact_phone),
        "contact_email": data.contact_email.strip(),
    }


def _check(centre: Structure, employer: Employer | None, organisation: Organisation | None, data: NeedData) -> None:
    found = []
    if (employer is None) == (organisation is None):
        found.append(Finding("order_client", _("Say who orders: a company or a body, one of the two."), "employer"))
    if employer is not None and employer.state == EmployerState.SUSPENDED:
        sentence = _("%(employer)s is suspended: nothing is agreed with it meanwhile.") % {"employer": employer.name}
        found.append(Finding("order_suspended", sentence, "employer"))
    if not gives_courses(centre):
        sentence = _("%(centre)s gives no courses: choose a retraining centre, the workshop school or the department.")
        found.append(Finding("order_centre", sentence % {"centre": centre.name}, "centre"))
    if data.participants < 1:
        found.append(Finding("order_nobody", _("Write how many people are to be trained."), "participants"))
    if not data.title.strip():
        found.append(Finding("order_title", _("Write what is to be taught."), "title"))
    if not data.contact.strip():
        found.append(Finding("order_contact", _("Write whom to call at the client’s."), "contact"))
    if found:
        raise RuleRefused(found)


@transaction.atomic
def correct_need(*, actor: Actor, order_id: UUID, data: NeedData, expected_version: int | None = None) -> Order:
    """Correct the need while no quote was sent; the client and the centre stay. Raises NotAllowed, RuleRefused, Stale."""
    order = doors.locked(actor, order_id, "record", also_office=True)
    if order.state != OrderState.NEED:
        raise doors.refused("order_quoted", _("A quote answers this need already: write another quote instead."))
    _check(order.centre, order.employer, order.organisation, data)
    values = _values(data)
    writing.edit(
        order,
        "training_order.correct",
        actor=actor,
        values=values,
        expected_version=expected_version,
        **doors.told(order),
    )
    return order


@transaction.atomic
def drop(*, actor: Actor, order_id: UUID, reason: str) -> Order:
    """Give up an order that is not agreed; its quote lapses. Raises NotAllowed, RuleRefused, WrongState."""
    order = doors.locked(actor, order_id, "answer", also_office=True)
    said = actor.because(doors.words_of(reason, 500))
    for quote in order.quotes.select_for_update().filter(state__in=[QuoteState.DRAFT, QuoteState.SENT]):
        name = "lapse" if quote.state == QuoteState.SENT else "replace"
        QUOTE.apply(quote, name, actor=said, **doors.told(order))
    ORDER.apply(order, "drop", actor=said, **doors.told(order))
    return order
