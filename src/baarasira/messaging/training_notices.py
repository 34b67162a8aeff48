"""What the service writes to people about courses: a place, another place when a session is cancelled, none left.

Whoever no message reaches about a session that is cancelled is called: nobody comes to a closed door.
"""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.training.courses.models import Enrolment

from .calls import ask_call
from .models import Message
from .notices import fitted, tell


def tell_enrolled(actor: Actor, *, enrolment_id: UUID) -> Message | None:
    """Tell a person that they have a place: which course, where, from which day; None where no message goes."""
    enrolment, person = _of(enrolment_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: your place in {course} is kept, from {day} at {place}.")
        text = _text(words, enrolment, person)
    return tell(actor, person, "training.enrol", text, once=f"enrolment:{enrolment.pk}")


def tell_moved(actor: Actor, *, enrolment_id: UUID) -> None:
    """Tell a person whose session was cancelled that they have a place in another; by a call if by no message."""
    enrolment, person = _of(enrolment_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: session cancelled. You have a place in {course}, from {day} at {place}.")
        _reach(actor, person, "training.move", _text(words, enrolment, person), f"enrolment:{enrolment.pk}:moved")


def tell_cancelled(actor: Actor, *, enrolment_id: UUID) -> None:
    """Tell a person that their session is cancelled and that there is no other yet; by a call if by no message."""
    enrolment, person = _of(enrolment_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: {course} of {day} is cancelled. Ask your office for another session.")
        _reach(actor, person, "training.cancel", _text(words, enrolment, person), f"enrolment:{enrolment.pk}:cancelled")


def _of(enrolment_id: UUID) -> tuple[Enrolment, Person]:
    rows = Enrolment.objects.select_related("session__course", "session__centre", "person__office")
    enrolment = rows.get(pk=enrolment_id)
    prefetch_related_objects([enrolment.person], "phones")
    return enrolment, enrolment.person


def _text(words: str, enrolment: Enrolment, person: Person) -> str:
    session = enrolment.session
    first: date = session.starts_on
    ready = words.replace("{day}", date_format(first, "d/m/Y"))
    names = {"course": session.course.title, "place": session.place or session.centre.name}
    return fitted(ready, person, **{name: value for name, value in names.items() if f"{{{name}}}" in ready})


def _reach(actor: Actor, person: Person, template: str, text: str, about: str) -> None:
    if tell(actor, person, template, text, once=about) is None and not Message.objects.filter(about=about).exists():
        ask_call(actor=actor, person=person, template=template, about=about, text=text)
