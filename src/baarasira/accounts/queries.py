"""Reads of the accounts."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet

from .enums import SECOND_FACTOR_ROLES, AccountState, ResetState, Role
from .models import Invitation, Membership, Reset, User, Visit


def current_or_coming(on: date) -> Q:
    """Return the filter of memberships not ended on that date, those that begin later included."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def structures_of(user: User, on: date) -> set[UUID]:
    """Return the ids of the structures the account belongs to on that date or later. One query."""
    return set(user.memberships.filter(current_or_coming(on)).values_list("structure_id", flat=True))


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
