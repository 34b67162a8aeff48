"""How a message leaves: e-mail through Django's mail, SMS through the operator's HTTP gateway when one is configured."""

import json
import urllib.error
import urllib.request

from django.conf import settings
from django.core.mail import EmailMessage

from .enums import MessageChannel
from .models import Message


class NotSentError(Exception):
    """The message did not leave; the text says why, `final` that trying again is no use."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


def available(channel: str) -> bool:
    """Tell whether this installation can send on that channel."""
    return channel == MessageChannel.EMAIL or (channel == MessageChannel.SMS and bool(settings.BAARASIRA_SMS_URL))


def send(message: Message) -> None:
    """Hand the message over; raises NotSentError."""
    match message.channel:
        case MessageChannel.EMAIL:
            _send_email(message)
        case MessageChannel.SMS:
            _send_sms(message)
        case _:
            raise NotSentError("no gateway for this channel", final=True)


def _send_email(message: Message) -> None:
    mail = EmailMessage(subject=message.title, body=message.text, to=[message.address])
    if message.attachment:
        mail.attach(message.attachment_name, bytes(message.attachment), "application/pdf")
    try:
        mail.send()
    except OSError as fault:
        raise NotSentError(str(fault)) from fault


def _send_sms(message: Message) -> None:
    """POST `{id, to, text}` as JSON; the id lets the operator drop a message it already took."""
    if not settings.BAARASIRA_SMS_URL:
        raise NotSentError("no SMS gateway is configured")
    body = json.dumps({"id": str(message.pk), "to": message.address, "text": message.text}).encode()
    request = urllib.request.Request(  # noqa: S310 - the address is the operator's own setting
        settings.BAARASIRA_SMS_URL, data=body, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20):  # noqa: S310
            return
    except urllib.error.HTTPError as fault:
        raise NotSentError(f"gateway answered {fault.code}", final=400 <= fault.code < 500) from fault
    except OSError as fault:
        raise NotSentError(str(fault)) from fault
