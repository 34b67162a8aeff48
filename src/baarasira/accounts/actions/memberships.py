"""Roles in structures: given, moved and taken away, each with its dates."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure

from ..enums import AccountState, Role
from ..models import Membership, User
from ..policies import ACCOUNTS, require_over
from ..queries import administrators, current_or_coming

# Behind this door one change at a time may end an administrator's power, so that two cannot end the last two at once.
ADMINISTRATORS_DOOR = "accounts:administrators"
# These roles see the whole country and are held at its head, nowhere else.
HEADQUARTERS_ROLES = frozenset({Role.NATIONAL_ADMINISTRATOR})


def refuse(code: str, sentence: object, field: str = "") -> RuleRefused:
    """Return a refusal with one finding."""
    return RuleRefused([Finding(code, sentence, field)])  # type: ignore[arg-type]


def check_role_place(role: str, structure: Structure, on: date) -> None:
    """Raise RuleRefused when the role cannot be held in that structure: closed, a national role off headquarters, a partner's
    role in a structure of the service, where it would reach every case.
    """
    if role not in Role.values:
        raise refuse("role", _("Choose one of the roles of the list."), "role")
    if role in HEADQUARTERS_ROLES and structure.parent_id is not None:
        raise refuse("role_place", _("A national administrator belongs to headquarters. Choose it."), "structure")
    if role == Role.PARTNER and structure.kind != StructureKind.PARTNER:
        raise refuse(
            "role_place", _("A partner’s user belongs to the structure of that partner. Choose it."), "structure"
        )
    if structure.closed_on is not None and structure.closed_on <= on:
        raise refuse("structure_closed", _("This structure is closed. Choose one that is open."), "structure")


def require_administrator_left(without: User, on: date) -> None:
    """Raise RuleRefused when nobody but this account would be an active national administrator; takes the door."""
    door(ADMINISTRATORS_DOOR)
    held = list(administrators(on).values_list("id", flat=True))
    if without.id in held and len(held) == 1:
        raise refuse(
            "last_administrator",
            _("This is the last national administrator. Give the role to someone else first, then come back here."),
        )


def start_membership(user: User, role: str, structure: Structure, on: date, actor: Actor) -> Membership:
    """Begin a membership and journal it, inside the caller's transaction; RuleRefused when it is held already."""
    check_role_place(role, structure, on)
    if user.memberships.filter(current_or_coming(on), role=role, structure=structure).exists():
        raise refuse("held_already", _("This account holds this role in this structure already."), "role")
    membership = Membership.objects.create(user=user, structure=structure, role=role, valid_from=on)
    journal.record(
        actor, "account.add_role", noun="account", object_id=user.id, subject_id=user.id, structure_id=structure.id,
        after=journal.snapshot(membership),
    )  # fmt: skip
    user.forget_memberships()
    return membership


def end_membership(membership: Membership, last_day: date, actor: Actor) -> None:
    """End a membership on that day and journal it; one that would end before it began is taken out."""
    before = journal.snapshot(membership)
    if last_day < membership.valid_from:
        membership.delete()
        after: dict[str, object] = {}
    else:
        membership.valid_to = last_day
        membership.save(update_fields=["valid_to"])
        after = journal.snapshot(membership)
    old, new = journal.changes(before, after) if after else (before, {})
    journal.record(
        actor, "account.remove_role", noun="account", object_id=membership.user_id, subject_id=membership.user_id,
        structure_id=membership.structure_id, before=old, after=new,
    )  # fmt: skip
    membership.user.forget_memberships()


def _account(user_id: UUID) -> User:
    return User.objects.select_for_update().get(id=user_id)


def _structure(actor: Actor, structure_id: UUID, action: str) -> Structure:
    ACCOUNTS.require(actor, action, structure_id)
    return Structure.objects.get(id=structure_id)


def _held(user: User, membership_id: UUID, on: date) -> Membership:
    membership = user.memberships.filter(current_or_coming(on), id=membership_id).select_for_update().first()
    if membership is None:
        raise WrongState(_("This role has ended already. Open the account again to see the roles it holds."))
    return membership


def _check_date(on: date, today: date, field: str = "on") -> None:
    if on < today:
        raise refuse("past_date", _("The day is already past. Choose today or a day to come."), field)


def _require_open(user: User) -> None:
    if user.state == AccountState.CLOSED:
        raise WrongState(_("This account is closed: invite the person again before giving them a role."))


@transaction.atomic
def add_role(*, actor: Actor, user_id: UUID, role: str, structure_id: UUID, on: date | None = None) -> Membership:
    """Give an account one more role in a structure, from a day on (today when not said). Raises RuleRefused."""
    user, begins = _account(user_id), on or actor.today
    require_over(actor, "grant", user)
    structure = _structure(actor, structure_id, "grant")
    _require_open(user)
    _check_date(begins, actor.today)
    return start_membership(user, role, structure, begins, actor)


@transaction.atomic
def remove_role(*, actor: Actor, user_id: UUID, membership_id: UUID) -> None:
    """End a role at once; the page the person opens next is already without it. Raises RuleRefused or WrongState."""
    user = _account(user_id)
    require_over(actor, "grant", user)
    membership = _held(user, membership_id, actor.today)
    if membership.role == Role.NATIONAL_ADMINISTRATOR:
        require_administrator_left(user, actor.today)
    end_membership(membership, actor.today - timedelta(days=1), actor)


@transaction.atomic
def move(*, actor: Actor, user_id: UUID, membership_id: UUID, structure_id: UUID, on: date) -> Membership:
    """Move a role to another structure: the former membership ends the day before, the new one begins on the day.

    Raises RuleRefused, WrongState, or NotAllowed when either structure is out of the actor's reach.
    """
    user = _account(user_id)
    require_over(actor, "move", user)
    membership = _held(user, membership_id, actor.today)
    structure = _structure(actor, structure_id, "move")
    _require_open(user)
    _check_date(on, actor.today)
    if structure.id == membership.structure_id:
        raise refuse("same_structure", _("The account is in this structure already. Choose another."), "structure")
    check_role_place(membership.role, structure, on)
    end_membership(membership, on - timedelta(days=1), actor)
    return start_membership(user, membership.role, structure, on, actor)
