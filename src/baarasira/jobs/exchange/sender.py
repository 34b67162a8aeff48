"""Who imports or exports: an active account; and, for an import, the office it works in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, system
from baarasira.network.models import StructureKind

from .importing import Sender


class NoSenderError(Exception):
    """No active account has this address, or the source has no name."""


def account_of(email: str) -> User:
    """Return the active account of that address; raises NoSenderError."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None or not user.is_active:
        raise NoSenderError(
            _("No active account has the address %(email)s. `baarasira user list` shows them.") % {"email": email}
        )
    return user


def exporter_of(email: str | None) -> Actor:
    """Return who exports: the active account of that address, the system itself without one. Raises NoSenderError."""
    now = timezone.now()
    return Actor(account_of(email), now, channel="command") if email else system(now, "command")


def sender_of(email: str, source: str) -> Sender:
    """Return the account as the actor of an import; its office when it works in exactly one. Raises NoSenderError."""
    user = account_of(email)
    name = source.strip()
    if not name or len(name) > 60:
        raise NoSenderError(_("Give the source a name of at most 60 characters."))
    actor = Actor(user, timezone.now(), channel="command")
    offices = {
        membership.structure_id: membership.structure
        for membership in user.memberships_on(actor.today)
        if membership.structure.kind == StructureKind.LOCAL_OFFICE
    }
    return Sender(actor, name, next(iter(offices.values())) if len(offices) == 1 else None)
