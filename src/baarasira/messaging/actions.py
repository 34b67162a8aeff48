"""Writing to the outbox, and emptying it."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.kernel.stored import insert
from baarasira.people.enums import ConsentPurpose
from baarasira.people.queries import has_consent

from . import calls
from .enums import MessageChannel, MessageState
from .gateways import NotSentError, available, send
from .models import Message

MOST_TRIES = 8
_FIRST_WAIT = timedelta(minutes=2)
# A message that waited so long (no gateway, no network) is no longer news: it is cancelled rather than sent late.
STALE_AFTER = timedelta(days=7)


@transaction.atomic
def enqueue(
    *,
    actor: Actor,
    channel: MessageChannel,
    address: str,
    template: str,
    text: str,
    title: str = "",
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
    attachment: tuple[str, bytes] | None = None,
    about: str = "",
    once: str = "",
) -> Message | None:
    """Put a message in the outbox within the caller's transaction; it leaves when that is confirmed.

    No face calls this, and it asks no policy of its own: it is the last step of an act that was allowed already (a
    referral, a letter sent, the clock's reminder), called by the notices and letters of this room alone.

    `person_id` is the person it goes to, who must agree to messages about their file (R-14): None without it.
    `subject_id` is the person it is about when it goes to somebody else (a letter to an employer). `once` names what
    must not be sent twice (``"card-reminder:<card>:15"``): None when it stands in the outbox already. Raises
    BusinessError (field ``address``) without an address, or for an e-mail address that is none.
    """
    _check_address(channel, address)
    if person_id is not None and not has_consent(person_id, ConsentPurpose.MESSAGES):
        return None
    if once:
        door(f"message:{once}")
        if Message.objects.filter(about=once).exists():
            return None
    message = Message(
        made_at=actor.at,
        channel=channel,
        address=address,
        subject_id=person_id or subject_id,
        to_subject=person_id is not None,
        template=template,
        title=" ".join(title.split())[:200],
        text=text,
        attachment_name=attachment[0] if attachment else "",
        attachment=attachment[1] if attachment else None,
        about=once or about,
        next_try_at=actor.at,
    )
    insert(message)
    journal.record(
        actor,
        "message.enqueue",
        noun="message",
        object_id=message.pk,
        subject_id=message.subject_id,
        after={"channel": channel, "template": template, "address": address},
    )
    return message


def _check_address(channel: MessageChannel, address: str) -> None:
    try:
        if channel == MessageChannel.EMAIL:
            validate_email(address)
    except ValidationError:
        address = ""
    if not address:
        raise BusinessError(
            _("There is no address to send this to. Add one to the record first."), code="address", field="address"
        )


def deliver_waiting(*, actor: Actor, most: int = 200) -> int:
    """Send what waits and return how many left.

    A message is taken in one short transaction, handed over outside of any (a slow gateway holds up nobody), and its fate
    written in another. After a crash in between it is tried again once its turn comes, and the gateway drops the second
    by its id. Retries wait longer each time; after eight it is given up; one too old is cancelled.
    """
    _cancel_stale(actor)
    sent = 0
    for _round in range(most):
        message = _take(actor)
        if message is None:
            break
        sent += _hand_over(message, actor)
    return sent


def _cancel_stale(actor: Actor) -> None:
    waiting = Message.objects.filter(state=MessageState.WAITING, made_at__lt=actor.at - STALE_AFTER)
    waiting.update(state=MessageState.CANCELLED, next_try_at=None, failure="waited too long")


@transaction.atomic
def _take(actor: Actor) -> Message | None:
    """Take the message whose turn it is: counted as a try, and set to its next turn before it is handed over."""
    channels = [channel for channel in MessageChannel if available(channel)]
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(next_try_at__lte=actor.at, state=MessageState.WAITING, channel__in=channels)
        .order_by("next_try_at", "id")
        .first()
    )
    if message is None:
        return None
    message.tries += 1
    message.next_try_at = actor.at + _FIRST_WAIT * 2 ** (message.tries - 1)
    if message.tries > MOST_TRIES:
        message.state, message.next_try_at = MessageState.FAILED, None
    message.save(update_fields=["tries", "next_try_at", "state"])
    return message


def _hand_over(message: Message, actor: Actor) -> int:
    """Send one message taken, and write what became of it; 1 when it left."""
    if message.state == MessageState.FAILED:
        return 0
    if message.to_subject and not _still_agrees(message):
        return _close(message, MessageState.CANCELLED, "consent withdrawn", actor)
    try:
        send(message)
    except NotSentError as fault:
        if fault.final or message.tries >= MOST_TRIES:
            return _close(message, MessageState.FAILED, str(fault), actor)
        Message.objects.filter(pk=message.pk).update(failure=str(fault)[:300])
        return 0
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.SENT, sent_at=actor.at, next_try_at=None, failure="", attachment=None
    )
    return 1


def _still_agrees(message: Message) -> bool:
    return message.subject_id is not None and has_consent(message.subject_id, ConsentPurpose.MESSAGES)


@transaction.atomic
def _close(message: Message, state: MessageState, why: str, actor: Actor) -> int:
    """Give a message up; what had to reach its person (`calls.CALLED`) becomes a call to make."""
    Message.objects.filter(pk=message.pk).update(state=state, next_try_at=None, failure=why[:300], attachment=None)
    calls.instead_of(message, actor)
    return 0


def forget_person(*, person_id: UUID) -> None:
    """Empty the messages to and about a person who is purged, within the purge; what still waits is not sent."""
    calls.forget_person(person_id)
    about = Message.objects.filter(subject_id=person_id)
    about.filter(state=MessageState.WAITING).update(state=MessageState.CANCELLED, next_try_at=None)
    about.update(address="", title="", text="", attachment=None, attachment_name="")
