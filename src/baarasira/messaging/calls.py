"""Calls to make when no message reaches a person: asked for by a notice, done by an agent of their office."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.people.models import Person

from .enums import CallState
from .models import Call, Message
from .policies import CALLS

CALLED = ("campaign.", "training.move", "training.cancel")
"""How the templates begin of what must reach its person, by a call if not by a message."""

CALL_WITHIN = timedelta(days=1)
"""R-10: a suspension reaches everybody within 24 hours."""


def visible_to(actor: Actor) -> QuerySet[Call]:
    """Return the calls of the actor's offices, those due first first."""
    rows = Call.objects.filter(CALLS.scope(actor, "view").q("office_id"))
    return rows.select_related("person", "office").order_by("due_on", "id")


def to_make(actor: Actor) -> QuerySet[Call]:
    """Return the calls this actor may make and nobody has made."""
    rows = Call.objects.filter(CALLS.scope(actor, "make").q("office_id"), state=CallState.WAITING)
    return rows.select_related("person", "office").order_by("due_on", "id")


def ask_call(*, actor: Actor, person: Person, template: str, about: str, text: str) -> Call | None:
    """Ask that a person be called, once for each notice (`about`); None when it was asked already.

    No face calls this: it is the last step of a notice whose act was allowed already.
    """
    if Call.objects.filter(about=about).exists():
        return None
    call = Call(
        person=person,
        office_id=person.office_id,
        template=template,
        about=about,
        text=text,
        due_on=actor.today + CALL_WITHIN,
        state=CallState.WAITING,
    )
    writing.create(call, "call.ask", actor=actor.because(""), subject_id=person.pk, structure_id=person.office_id)
    return call


def instead_of(message: Message, actor: Actor) -> Call | None:
    """Ask for a call instead of a message given up, where its template must reach its person."""
    if message.subject_id is None or not message.to_subject or not message.template.startswith(CALLED):
        return None
    person = Person.objects.get(pk=message.subject_id)
    about = message.about or f"message:{message.pk}"
    return ask_call(actor=actor, person=person, template=message.template, about=about, text=message.text)


@transaction.atomic
def record_call(*, actor: Actor, call_id: UUID, reached: bool) -> Call:
    """Record that a person was called, or could not be reached. Raises NotAllowed, WrongState when it was recorded."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    CALLS.require(actor, "make", call.office_id)
    if call.state != CallState.WAITING:
        raise WrongState(_("This call was recorded already."), code="call.done")
    if not isinstance(actor.user, User):
        raise BusinessError(_("Only a person can do this, under their own name."), code="call.person")
    values = {
        "state": CallState.DONE if reached else CallState.UNREACHED,
        "done_on": actor.today,
        "done_by": actor.user,
    }
    writing.edit(
        call, "call.record", actor=actor, values=values, subject_id=call.person_id, structure_id=call.office_id
    )
    return call


def forget_person(person_id: UUID) -> None:
    """Empty what was to be said to a person who is purged, within the purge; nobody calls them any more."""
    Call.objects.filter(person_id=person_id).update(text="")
    Call.objects.filter(person_id=person_id, state=CallState.WAITING).delete()
