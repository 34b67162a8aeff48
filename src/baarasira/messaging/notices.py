"""What the service writes to people and employers: one function a message, called on the event it tells of.

An SMS is written inside the GSM 7-bit alphabet and holds in one part of 160 characters whatever the names in it, the way
to receive no more included (law 2016-012, art. 35-36; domain.md B.7).
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import UUIDField, prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening
from baarasira.people.enums import Channel
from baarasira.people.models import Person
from baarasira.reference import phones

from . import gsm
from .actions import enqueue
from .enums import MessageChannel, MessageState
from .models import Message

ONE_PART = 160
_NAMED: Prepared[tuple[str, str]] = Prepared(
    lambda opening_id: Opening.objects.filter(pk=opening_id).order_by().values_list("title", "employer__name"),
    opening_id=UUIDField(),
)
_WITH_OFFICE = Prepared(
    lambda person_id: Person.objects.select_related("office").filter(pk=person_id).order_by(), person_id=UUIDField()
)


def tell_referred(actor: Actor, *, person_id: UUID, opening_id: UUID, candidacy_id: UUID) -> Message | None:
    """Tell a person that they were introduced to an employer; None without consent or without a phone that takes SMS."""
    title, employer = _NAMED.one(opening_id=opening_id)
    person = _person(person_id)
    with translation.override(settings.LANGUAGE_CODE):
        text = referred_text(title, employer, person)
    return tell(actor, person, "candidacy.refer", text, once=_referred(candidacy_id))


def _referred(candidacy_id: UUID) -> str:
    return f"referred:{candidacy_id}"


def told_of(candidacy_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these candidacies of which the person is told by a message (sent, or waiting to be). One query."""
    names = {_referred(key): key for key in candidacy_ids}
    kept = {MessageState.WAITING, MessageState.SENT, MessageState.DELIVERED}
    rows = Message.objects.filter(about__in=list(names), state__in=kept)
    return {names[about] for about in rows.values_list("about", flat=True)}


def tell_card_due(
    actor: Actor, *, person_id: UUID, card_id: UUID, number: str, expires_on: date, days: int
) -> Message | None:
    """Remind a person to renew their card, once for each delay; None without consent or a phone that takes SMS."""
    person = _person(person_id)
    with translation.override(settings.LANGUAGE_CODE):
        text = card_due_text(number, expires_on, person)
    return tell(actor, person, "card.reminder", text, once=f"card:{card_id}:{expires_on:%Y%m%d}:{days}")


def _person(person_id: UUID) -> Person:
    person = _WITH_OFFICE.one(person_id=person_id)
    prefetch_related_objects([person], "phones")
    return person


def sms_number(person: Person) -> str:
    """Return the first number of a person that takes an SMS (phones loaded); empty where every one is for voice only."""
    return next((phone.number for phone in person.phones.all() if not phone.voice_only), "")


def tell(actor: Actor, person: Person, template: str, text: str, *, once: str) -> Message | None:
    """Write to a person (office and phones loaded) by the way they prefer; None where no message goes or stands already."""
    if person.preferred_channel == Channel.EMAIL and person.email:
        return enqueue(
            actor=actor,
            channel=MessageChannel.EMAIL,
            address=person.email,
            template=template,
            title=settings.BAARASIRA_AGENCY,
            text=text,
            person_id=person.pk,
            once=once,
        )
    number = sms_number(person)
    if not number:
        return None
    return enqueue(
        actor=actor,
        channel=MessageChannel.SMS,
        address=number,
        template=template,
        text=text,
        person_id=person.pk,
        once=once,
    )


def tell_agent(actor: Actor, user: User, template: str, text: str, *, once: str) -> Message | None:
    """Write to an agent or a partner, by SMS to the phone of the account, else by e-mail; once for each of them."""
    phone = bool(user.phone)
    return enqueue(
        actor=actor,
        channel=MessageChannel.SMS if phone else MessageChannel.EMAIL,
        address=user.phone if phone else user.email,
        template=template,
        title=settings.BAARASIRA_AGENCY,
        text=gsm.plain(text) if phone else text,
        once=f"{once}:{str(user.pk)[-12:]}",
    )


def _opt_out(person: Person) -> str:
    """Return how to receive no more: by phone where the office has one, else at the office."""
    number = phones.show(person.office.phone).replace("\u00a0", "") if person.office.phone else ""
    if number:
        return pgettext("sms", "Stop SMS: {number}").format(number=number)
    return pgettext("sms", "Stop SMS: ask your office")


def fitted(text: str, person: Person, **names: str) -> str:
    """Return an SMS of one part: the longest names are shortened until the whole holds."""
    ending = f" {_opt_out(person)}."
    written = {name: gsm.plain(value) for name, value in names.items()}
    room = ONE_PART - gsm.size(gsm.plain(text.format(**dict.fromkeys(names, "")) + ending)).units
    order = sorted(written, key=lambda name: len(written[name]))
    for index, name in enumerate(order):
        written[name] = gsm.shortened(written[name], room // (len(order) - index))
        room -= len(written[name])
    return gsm.plain(text.format(**written) + ending)


def referred_text(title: str, employer: str, person: Person) -> str:
    """Return the SMS to a person introduced to an employer, in the active language."""
    text = pgettext("sms", "ANPE: offer {title} at {employer}. Come to the office for your letter of introduction.")
    return fitted(text, person, title=title, employer=employer)


def card_due_text(number: str, expires_on: date, person: Person) -> str:
    """Return the SMS to a person whose card falls due, in the active language."""
    text = pgettext("sms", "ANPE: your card {number} ends on {day}. Come and renew it: {office}.")
    day = date_format(expires_on, "d/m/Y")
    return fitted(text.replace("{number}", number).replace("{day}", day), person, office=person.office.name)
