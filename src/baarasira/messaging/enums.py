"""Closed lists of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageChannel(models.TextChoices):
    """How a message travels."""

    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    VOICE = "voice", _("Voice call")


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not sent")
    CANCELLED = "cancelled", _("Cancelled")


class CallState(models.TextChoices):
    """A person to be called because no message reaches them."""

    WAITING = "waiting", _("To be called")
    DONE = "done", _("Called")
    UNREACHED = "unreached", _("Could not be reached")
