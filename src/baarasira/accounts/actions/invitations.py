"""Inviting someone, and accepting: an account begins with a link used once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.network.models import Structure
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..enums import AccountState
from ..models import Invitation, User
from ..policies import ACCOUNTS, require_over
from ..transitions import ACCOUNTS as STATES
from .links import new_token, token_hash
from .memberships import refuse, start_membership
from .passwords import check_password_choice, write_password
from .staff_numbers import staff_number_of

SPENT = _("This link was used already or is too old. Ask the administrator who sent it for a new one.")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as its maker sees it, once: the account, the secret of the link and until when it opens."""

    user: User
    token: str
    expires_at: datetime


def make_link(user: User, actor: Actor) -> Invited:
    """Spend the links made before and make a new one, inside the caller's transaction."""
    user.invitations.filter(used_at__isnull=True, expires_at__gt=actor.at).update(expires_at=actor.at)
    token = new_token()
    expires_at = actor.at + timedelta(days=value(parameters.INVITATION_DAYS, actor.today))
    Invitation.objects.create(user=user, token_hash=token_hash(token), made_at=actor.at, expires_at=expires_at)
    return Invited(user, token, expires_at)


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    given_name: str,
    surname: str,
    role: str,
    structure_id: UUID,
    phone: str = "",
    language: str = "fr",
    staff_number: str = "",
) -> Invited:
    """Open an account for someone, with a first role from today, and return the link to hand over.

    Raises NotAllowed out of the actor's reach, RuleRefused beside a field (address taken, role not held there).
    """
    ACCOUNTS.require(actor, "invite", structure_id)
    address = email.strip().lower()
    _check_identity(address, given_name, surname)
    door(f"account:{address}")
    if User.objects.filter(email=address).exists():
        raise refuse(
            "email_taken", _("An account with this e-mail address exists already. Look for it in the list."), "email"
        )
    user = User(
        email=address,
        given_name=given_name.strip(),
        surname=surname.strip(),
        phone=phone.strip(),
        language=language,
        staff_number=staff_number_of(staff_number),
    )
    user.set_unusable_password()
    STATES.begin(user, "invite", actor=actor, subject_id=user.id, structure_id=structure_id)
    start_membership(user, role, Structure.objects.get(id=structure_id), actor.today, actor)
    return make_link(user, actor)


def _check_identity(address: str, given_name: str, surname: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise refuse("email", _("This is not an e-mail address. It looks like name@example.ml."), "email") from None
    for field, text in (("given_name", given_name), ("surname", surname)):
        if not text.strip():
            raise refuse("name", _("Write the given name and the surname: the journal names the person."), field)
        if len(text.strip()) > 100:
            raise refuse("name_long", _("This name is too long: at most 100 characters."), field)


@transaction.atomic
def renew_invitation(*, actor: Actor, user_id: UUID) -> Invited:
    """Make a new link for someone who has not accepted yet; links made before no longer open."""
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, "invite", user)
    if user.state != AccountState.INVITED:
        raise WrongState(_("This person has chosen a password already: they need no invitation."))
    journal.record(actor, "account.renew_invitation", noun="account", object_id=user.id, subject_id=user.id)
    return make_link(user, actor)


@transaction.atomic
def reopen(*, actor: Actor, user_id: UUID, role: str, structure_id: UUID) -> Invited:
    """Invite again someone whose account was closed: the same account, a new role, no password and no second factor."""
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, "invite", user)
    ACCOUNTS.require(actor, "invite", structure_id)
    user.set_unusable_password()
    STATES.apply(
        user, "reopen", actor=actor, subject_id=user.id, structure_id=structure_id,
        values={"closed_at": None, "activated_at": None},
    )  # fmt: skip
    start_membership(user, role, Structure.objects.get(id=structure_id), actor.today, actor)
    return make_link(user, actor)


def invitation_of(token: str, at: datetime) -> Invitation:
    """Return the invitation a link opens; raises WrongState when it was used, is too old or never was."""
    found = (
        Invitation.objects.select_related("user")
        .filter(token_hash=token_hash(token), used_at__isnull=True, expires_at__gt=at, user__state=AccountState.INVITED)
        .first()
    )
    if found is None:
        raise WrongState(SPENT)
    return found


def accept_invitation(*, actor: Actor, token: str, password: str) -> User:
    """Choose the password and open the account. `actor` is the visitor holding the link.

    Raises WrongState for a spent link, RuleRefused (field ``password``) for a password that will not do.
    """
    check_password_choice(invitation_of(token, actor.at).user, password)
    with transaction.atomic():
        door(f"link:{token_hash(token)}")
        invitation = invitation_of(token, actor.at)
        user = User.objects.select_for_update().get(id=invitation.user_id)
        own = Actor(user=user, at=actor.at, channel=actor.channel, address=actor.address)
        STATES.apply(user, "activate", actor=own, subject_id=user.id, values={"activated_at": actor.at})
        write_password(user, password, own)
        invitation.used_at = actor.at
        invitation.save(update_fields=["used_at"])
    return user
