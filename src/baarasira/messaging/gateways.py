"""How a message leaves: e-mail through Django's mail, SMS through the operator's HTTP gateway when one is configured."""

import http.client
import json
import smtplib
import urllib.error
import urllib.request

from django.conf import settings
from django.core.mail import EmailMessage

from .enums import MessageChannel
from .models import Message

# What the gateway says of this message; any other refusal (a wrong key, an address moved, too many) may pass.
_REFUSED_FOR_GOOD = frozenset({400, 422})
_TIMEOUT = 20


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
    """Send by the installation's mail; the same Message-ID on every try lets the receiver drop a second."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "baarasira"
    mail = EmailMessage(
        subject=message.title,
        body=message.text,
        to=[message.address],
        headers={"Message-ID": f"<{message.pk}@{domain}>"},
    )
    if message.attachment:
        mail.attach(message.attachment_name, bytes(message.attachment), "application/pdf")
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as fault:
        final = all(code >= 500 for code, _answer in fault.recipients.values())
        raise NotSentError("the address was refused", final=final) from fault
    except OSError as fault:  # SMTPException is one
        raise NotSentError(str(fault)) from fault
    except (UnicodeError, ValueError) as fault:
        raise NotSentError(str(fault), final=True) from fault


def _send_sms(message: Message) -> None:
    """POST `{id, to, text}` as JSON; the id lets the operator drop a message it already took."""
    if not settings.BAARASIRA_SMS_URL:
        raise NotSentError("no SMS gateway is configured")
    body = json.dumps({"id": str(message.pk), "to": message.address, "text": message.text}).encode()
    try:
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's own setting
            settings.BAARASIRA_SMS_URL, data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310
            return
    except urllib.error.HTTPError as fault:
        raise NotSentError(f"gateway answered {fault.code}", final=fault.code in _REFUSED_FOR_GOOD) from fault
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise NotSentError(str(fault) or type(fault).__name__) from fault
