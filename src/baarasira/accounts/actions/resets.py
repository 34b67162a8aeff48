"""A lost password or a lost phone: one administrator asks, another decides, the person uses a link once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor, same_person, system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..enums import AccountState, ResetKind, ResetState
from ..models import Attempts, Reset, User
from ..policies import require_over
from ..queries import main_structure_id, open_resets
from ..transitions import RESETS
from .invitations import SPENT
from .links import new_token, token_hash
from .memberships import refuse
from .passwords import check_password_choice, write_password
from .second_factor import forget_devices
from .signing_in import address_key, confirm_password
from .visits import end_every_visit

# A request nobody decides on is dropped after this many days, so that an old one is not approved by mistake.
UNDECIDED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved reset as its approver sees it, once: the secret of the link and until when it opens."""

    reset: Reset
    token: str
    expires_at: datetime


@transaction.atomic
def ask_reset(*, actor: Actor, user_id: UUID, kind: str) -> Reset:
    """Ask that someone's lost password or phone be replaced, with how they were recognised as the actor's reason.

    Raises RuleRefused (no reason, own account, one open already), WrongState when the account is not active.
    """
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, "ask_reset", user)
    if kind not in ResetKind.values:
        raise refuse("kind", _("Say what was lost: the password or the telephone."), "kind")
    if not actor.reason.strip():
        raise refuse("reason", _("Write what happened and how you made sure it is this person."), "reason")
    if user.state != AccountState.ACTIVE:
        raise WrongState(_("Only an active account can be reset: invite, reinstate or reopen this one instead."))
    if open_resets(user).filter(kind=kind).exists():
        raise refuse(
            "open_already", _("A reset of this kind is already under way for this account. It is in the queue.")
        )
    reset = Reset(user=user, kind=kind, asked_by_id=actor.id, reason=actor.reason.strip())
    RESETS.begin(reset, "ask", actor=actor, subject_id=user.id, structure_id=main_structure_id(user, actor.today))
    return reset


def _to_decide(actor: Actor, reset_id: UUID) -> Reset:
    door(f"reset:{reset_id}")
    reset = Reset.objects.select_for_update(of=("self",)).select_related("user").get(id=reset_id)
    require_over(actor, "decide_reset", reset.user)
    if same_person(actor.user, reset.asked_by):
        raise refuse("two_people", _("You asked for this reset: another administrator must decide on it."))
    return reset


@transaction.atomic
def approve_reset(*, actor: Actor, reset_id: UUID) -> Approved:
    """Approve another administrator's request and return the link to hand over. Raises RuleRefused, WrongState."""
    reset = _to_decide(actor, reset_id)
    if reset.state == ResetState.ASKED and reset.created_at < actor.at - timedelta(days=UNDECIDED_DAYS):
        raise refuse(
            "too_old", _("This request is more than a week old. Ask for the reset anew if it is still needed.")
        )
    token = new_token()
    expires_at = actor.at + timedelta(hours=value(parameters.RESET_HOURS, actor.today))
    values = {
        "decided_by_id": actor.id,
        "decided_at": actor.at,
        "token_hash": token_hash(token),
        "expires_at": expires_at,
    }
    RESETS.apply(
        reset, "approve", actor=actor, subject_id=reset.user_id,
        structure_id=main_structure_id(reset.user, actor.today), values=values,
    )  # fmt: skip
    return Approved(reset, token, expires_at)


@transaction.atomic
def refuse_reset(*, actor: Actor, reset_id: UUID) -> Reset:
    """Refuse another administrator's request, with a reason. Raises RuleRefused, WrongState."""
    reset = _to_decide(actor, reset_id)
    if not actor.reason.strip():
        raise refuse("reason", _("Write why: the journal keeps it."), "reason")
    RESETS.apply(
        reset, "refuse", actor=actor, subject_id=reset.user_id,
        structure_id=main_structure_id(reset.user, actor.today),
        values={"decided_by_id": actor.id, "decided_at": actor.at},
    )  # fmt: skip
    return reset


def reset_of(token: str, at: datetime) -> Reset:
    """Return the approved reset a link opens; raises WrongState when it was used, is too old or never was."""
    found = (
        Reset.objects.select_related("user")
        .filter(
            token_hash=token_hash(token),
            state=ResetState.APPROVED,
            expires_at__gt=at,
            user__state=AccountState.ACTIVE,
        )
        .first()
    )
    if found is None:
        raise WrongState(SPENT)
    return found


def _use(reset: Reset, actor: Actor, user: User) -> None:
    RESETS.apply(reset, "use", actor=actor, subject_id=user.id, structure_id=main_structure_id(user, actor.today))
    end_every_visit(user, actor.at)


def use_password_reset(*, actor: Actor, token: str, password: str) -> User:
    """Choose a new password by the link; every open visit ends, the second factor stays. `actor` is the visitor.

    Raises WrongState for a spent link, RuleRefused (field ``password``).
    """
    check_password_choice(_of_kind(token, actor.at, ResetKind.PASSWORD).user, password)
    with transaction.atomic():
        door(f"link:{token_hash(token)}")
        reset = _of_kind(token, actor.at, ResetKind.PASSWORD)
        user = User.objects.select_for_update().get(id=reset.user_id)
        own = Actor(user=user, at=actor.at, channel=actor.channel, address=actor.address)
        _use(reset, own, user)
        write_password(user, password, own)
        Attempts.objects.filter(key=address_key(user.email)).delete()
    return user


def use_second_factor_reset(*, actor: Actor, token: str, password: str) -> User:
    """Forget the lost phone and its recovery codes, the password given; the next sign-in sets up another.

    Raises WrongState for a spent link, SignInRefused or Locked for a wrong password.
    """
    owner = _of_kind(token, actor.at, ResetKind.SECOND_FACTOR).user
    confirm_password(actor=actor, user=owner, password=password)
    with transaction.atomic():
        door(f"link:{token_hash(token)}")
        reset = _of_kind(token, actor.at, ResetKind.SECOND_FACTOR)
        user = User.objects.select_for_update().get(id=reset.user_id)
        own = Actor(user=user, at=actor.at, channel=actor.channel, address=actor.address)
        _use(reset, own, user)
        forget_devices(user)
        User.objects.filter(id=user.id).update(second_factor_at=None)
        journal.record(
            own, "account.forget_second_factor", noun="account", object_id=user.id, subject_id=user.id, kind=Kind.ACCESS
        )
    return user


def _of_kind(token: str, at: datetime, kind: str) -> Reset:
    reset = reset_of(token, at)
    if reset.kind != kind:
        raise WrongState(SPENT)
    return reset


def expire_resets(at: datetime) -> int:
    """Let links too old and requests undecided for a week expire (the worker calls it); return how many."""
    asked = Reset.objects.filter(state=ResetState.ASKED, created_at__lt=at - timedelta(days=UNDECIDED_DAYS))
    approved = Reset.objects.filter(state=ResetState.APPROVED, expires_at__lte=at)
    count = 0
    for reset in [*asked, *approved]:
        with transaction.atomic():
            door(f"reset:{reset.id}")
            fresh = Reset.objects.select_for_update().get(id=reset.id)
            if fresh.state == reset.state:
                RESETS.apply(fresh, "expire", actor=system(at), subject_id=fresh.user_id)
                count += 1
    return count
