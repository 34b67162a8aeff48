"""The e-mails that carry one-time links. The link is also on the administrator's screen: an e-mail may not arrive."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from .models import User

log = logging.getLogger(__name__)


def send_invitation(user: User, link: str, expires_at: datetime) -> bool:
    """Send the link of an invitation; False when the e-mail could not leave."""
    with translation.override(user.language):
        words = _(
            "Hello %(name)s,\n\nYou are invited to work with Baarasira. Open this link to choose your password:\n\n"
            "%(link)s\n\nIt serves once, until %(until)s. If you expected nothing, tell your director and do not open it.\n"
        )
        return _send(user, _("Your Baarasira account"), words, link, expires_at)


def send_reset(user: User, link: str, expires_at: datetime) -> bool:
    """Send the link of an approved reset; False when the e-mail could not leave."""
    with translation.override(user.language):
        words = _(
            "Hello %(name)s,\n\nTwo administrators agreed to renew the access to your Baarasira account. "
            "Open this link:\n\n%(link)s\n\nIt serves once, until %(until)s. If you asked for nothing, "
            "tell an administrator at once and do not open it.\n"
        )
        return _send(user, _("New access to your Baarasira account"), words, link, expires_at)


def _send(user: User, subject: str, words: str, link: str, expires_at: datetime) -> bool:
    until = formats.date_format(timezone.localtime(expires_at), "DATETIME_FORMAT")
    try:
        send_mail(subject, words % {"name": user.label, "link": link, "until": until}, None, [user.email])
    except (SMTPException, OSError):
        log.exception("the e-mail to account %s could not be sent", user.id)
        return False
    return True
