"""Reads of the accounts."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.journal.models import Entry
from baarasira.network.models import Structure

from .enums import SECOND_FACTOR_ROLES, AccountState, ResetState, Role
from .models import Invitation, Membership, Reset, User, Visit
from .policies import ACCOUNTS


def current_or_coming(on: date) -> Q:
    """Return the filter of memberships not ended on that date, those that begin later included."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def visible_to(actor: Actor) -> QuerySet[User]:
    """Return the accounts the actor may see: all of them, or those with a role, past ones included, in their territory."""
    scope = ACCOUNTS.scope(actor, "view")
    if scope.everywhere:
        return User.objects.all()
    held = Membership.objects.filter(scope.q("structure_id"), user_id=OuterRef("id"))
    return User.objects.filter(Exists(held)) if scope else User.objects.none()


def search_accounts(
    actor: Actor, *, words: str = "", structure: Structure | None = None, role: str = "", state: str = ""
) -> QuerySet[User]:
    """Return the visible accounts whose name or address holds every word, in a structure or below it, by surname."""
    found = visible_to(actor)
    for word in words.split():
        found = found.filter(Q(surname__icontains=word) | Q(given_name__icontains=word) | Q(email__icontains=word))
    if structure is not None or role:
        held = Membership.objects.filter(current_or_coming(actor.today), user_id=OuterRef("id"))
        if structure is not None:
            held = held.filter(structure__path__startswith=structure.path)
        if role:
            held = held.filter(role=role)
        found = found.filter(Exists(held))
    if state:
        found = found.filter(state=state)
    return found


def main_structure_id(user: User, on: date) -> UUID | None:
    """Return the structure of the first membership in force, under which the journal files what concerns the account."""
    held = user.memberships_on(on)
    return held[0].structure_id if held else None


def administrators(on: date) -> QuerySet[User]:
    """Return the active accounts that hold the role of national administrator on that date."""
    held = Membership.objects.in_force(on).filter(user_id=OuterRef("id"), role=Role.NATIONAL_ADMINISTRATOR)
    return User.objects.filter(Exists(held), state=AccountState.ACTIVE)


def open_visits(user: User, at: datetime) -> QuerySet[Visit]:
    """Return the visits of an account whose session still lives, newest first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    return Visit.objects.filter(Exists(alive), user=user, ended_at__isnull=True).order_by("-started_at", "-id")


def pending_invitation(user: User, at: datetime) -> Invitation | None:
    """Return the invitation that can still be accepted, None when there is none."""
    return user.invitations.filter(used_at__isnull=True, expires_at__gt=at).order_by("-made_at").first()


def open_resets(user: User) -> QuerySet[Reset]:
    """Return the resets of an account that are neither used, refused nor expired."""
    return user.resets.filter(state__in=[ResetState.ASKED, ResetState.APPROVED])


def second_factor_needed(user: User, on: date) -> bool:
    """Tell whether a password alone does not let this account in: its role requires more, or it set a phone up itself."""
    return user.second_factor_at is not None or bool(SECOND_FACTOR_ROLES & user.roles(on))


def resets_to_decide(actor: Actor) -> QuerySet[Reset]:
    """Return the requests nobody has decided on yet, oldest first, of the accounts the actor may see."""
    rows = Reset.objects.filter(state=ResetState.ASKED, user__in=visible_to(actor))
    return rows.select_related("user", "asked_by").order_by("created_at", "id")


def resets_decided(actor: Actor, count: int = 30) -> list[Reset]:
    """Return the last requests that were decided, newest first."""
    rows = Reset.objects.exclude(state=ResetState.ASKED).filter(user__in=visible_to(actor))
    return list(rows.select_related("user", "asked_by", "decided_by").order_by("-updated_at", "-id")[:count])


def entries_about(user: User) -> QuerySet[Entry]:
    """Return what the journal holds about an account, newest first."""
    about = Q(subject_id=user.id) | Q(noun="account", object_id=str(user.id))
    return Entry.objects.filter(about).order_by("-id")
