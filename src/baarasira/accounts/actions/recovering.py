"""The last way back in, from the server's shell: when no two administrators are left who could reset an access."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState

from ..enums import AccountState
from ..models import Attempts, User
from ..policies import require_over
from ..queries import main_structure_id, open_resets
from ..transitions import ACCOUNTS as STATES
from ..transitions import RESETS
from .invitations import Invited, make_link, renew_invitation
from .memberships import refuse
from .second_factor import forget_devices
from .signing_in import address_key
from .visits import end_every_visit

LONGEST_NAME = 100


@transaction.atomic
def recover(*, actor: Actor, user_id: UUID, by: str) -> Invited:
    """Take from an account its password, its phone and its visits, and return the link by which its owner begins anew.

    `actor` is the system at the server's command line, with the reason; `by` names the person who types it: the journal
    keeps both. Roles stay. An account still invited gets a new link. Raises NotAllowed, RuleRefused (field ``by`` or
    ``reason``), WrongState for an account suspended or closed.
    """
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, "recover", user)
    name, reason = " ".join(by.split()), actor.reason.strip()
    if not name or len(name) > LONGEST_NAME:
        raise refuse("by", _("Write who asks for this, in at most 100 characters: the journal names them."), "by")
    if not reason:
        raise refuse("reason", _("Write what happened and how you made sure it is this person."), "reason")
    signed = actor.because(
        gettext("%(name)s, at the server’s command line: %(reason)s") % {"name": name, "reason": reason}
    )
    if user.state == AccountState.INVITED:
        return renew_invitation(actor=signed, user_id=user.id)
    if user.state != AccountState.ACTIVE:
        raise WrongState(_("This account is suspended or closed: an administrator reinstates it, or invites it again."))
    _empty(user, signed)
    return make_link(user, signed)


def _empty(user: User, actor: Actor) -> None:
    user.set_unusable_password()
    STATES.apply(
        user, "recover", actor=actor, subject_id=user.id, structure_id=main_structure_id(user, actor.today),
        values={"activated_at": None, "second_factor_at": None},
    )  # fmt: skip
    end_every_visit(user, actor.at)
    forget_devices(user)
    Attempts.objects.filter(key=address_key(user.email)).delete()
    for reset in open_resets(user):
        RESETS.apply(reset, "expire", actor=actor, subject_id=user.id)
