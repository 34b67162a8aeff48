"""Writing to the outbox, and emptying it."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.people.enums import ConsentPurpose
from baarasira.people.queries import has_consent

from .enums import MessageChannel, MessageState
from .gateways import NotSentError, available, send
from .models import Message

MOST_TRIES = 8
_FIRST_WAIT = timedelta(minutes=2)


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
    attachment: tuple[str, bytes] | None = None,
    about: str = "",
    once: str = "",
) -> Message | None:
    """Put a message in the outbox within the caller's transaction; it leaves when that is confirmed.

    To a person only with their consent to messages about their file (R-14): None without it. `once` names what must
    not be sent twice (``"card-reminder:<card>:15"``): None when it stands in the outbox already.
    """
    if not address:
        raise BusinessError(_("There is no address to send this to. Add one to the record first."), code="address")
    if person_id is not None and not has_consent(person_id, ConsentPurpose.MESSAGES):
        return None
    if once and Message.objects.filter(about=once).exists():
        return None
    message = Message.objects.create(
        made_at=actor.at,
        channel=channel,
        address=address,
        subject_id=person_id,
        template=template,
        title=title,
        text=text,
        attachment_name=attachment[0] if attachment else "",
        attachment=attachment[1] if attachment else None,
        about=once or about,
        next_try_at=actor.at,
    )
    journal.record(
        actor,
        "message.enqueue",
        noun="message",
        object_id=message.pk,
        subject_id=person_id,
        after={"channel": channel, "template": template, "address": address},
    )
    return message


def deliver_waiting(*, actor: Actor, most: int = 200) -> int:
    """Send what waits, one message a transaction, and return how many left.

    A message is marked before it is handed over and set back only on a clear failure: after a crash in between it is
    tried again, and the gateway drops the second by its id. Retries wait longer each time; after eight it is given up.
    """
    sent = 0
    channels = [channel for channel in MessageChannel if available(channel)]
    for _round in range(most):
        with transaction.atomic():
            message = (
                Message.objects.select_for_update(skip_locked=True)
                .filter(Q(next_try_at__lte=actor.at), state=MessageState.WAITING, channel__in=channels)
                .order_by("next_try_at", "id")
                .first()
            )
            if message is None:
                break
            sent += _try(message, actor)
    return sent


def _try(message: Message, actor: Actor) -> int:
    message.tries += 1
    try:
        send(message)
    except NotSentError as fault:
        message.failure = str(fault)[:300]
        if fault.final or message.tries >= MOST_TRIES:
            message.state = MessageState.FAILED
        else:
            message.next_try_at = actor.at + _FIRST_WAIT * 2 ** (message.tries - 1)
        message.save()
        return 0
    message.state, message.sent_at, message.failure = MessageState.SENT, actor.at, ""
    message.save()
    return 1
