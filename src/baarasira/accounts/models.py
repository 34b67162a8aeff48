"""Users and where their roles reach."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import EVERYWHERE, NOWHERE, Scope
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.kernel.prepared import Prepared
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.network.queries import subtrees

from .enums import NATIONAL_ROLES, AccountState, ResetKind, ResetState, Role


class UserManager(BaseUserManager["User"]):
    """Users by their e-mail address, which is kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, Record):
    """Someone who signs in. Closed accounts stay: the journal names them."""

    email = models.EmailField(_("e-mail address"), unique=True)
    given_name = models.CharField(_("given name"), max_length=100)
    surname = models.CharField(_("surname"), max_length=100)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    # Of the person behind the account: two accounts of one number are one person (kernel.actor.same_person).
    staff_number = models.CharField(_("staff number"), max_length=30, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5, default="fr")
    state = models.CharField(max_length=10, choices=AccountState.choices)
    activated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    second_factor_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["given_name", "surname"]

    NOT_JOURNALED: ClassVar = frozenset({"password", "last_login"})

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering: ClassVar = ["surname", "given_name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=AccountState.INVITED, activated_at__isnull=True)
                | models.Q(state__in=[AccountState.ACTIVE, AccountState.SUSPENDED], activated_at__isnull=False)
                | models.Q(state=AccountState.CLOSED),
                name="account_activated_when_active",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AccountState.CLOSED, closed_at__isnull=False)
                | (~models.Q(state=AccountState.CLOSED) & models.Q(closed_at__isnull=True)),
                name="account_closed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name as lists and the journal show it."""
        return f"{self.given_name} {self.surname}".strip() or self.email

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Only an active account may sign in."""
        return self.state == AccountState.ACTIVE

    def memberships_on(self, on: date) -> "list[Membership]":
        """Return the memberships in force on a date, read once per request."""
        cached: dict[date, list[Membership]] = self.__dict__.setdefault("_memberships", {})
        if on not in cached:
            cached[on] = _IN_FORCE(user_id=self.pk, on=on)
            for membership in cached[on]:
                membership.user = self
        return cached[on]

    def roles(self, on: date) -> frozenset[str]:
        """Return the roles held anywhere on a date."""
        return frozenset(membership.role for membership in self.memberships_on(on))

    def scope(self, roles: Collection[str], on: date) -> Scope:
        """Return where one of the roles is held: the structure of each membership and all below it.

        The migration department works for the whole country (mission S13): its role, held in a department, reaches everywhere.
        """
        wanted = frozenset(roles)
        cached: dict[tuple[frozenset[str], date], Scope] = self.__dict__.setdefault("_scopes", {})
        if (wanted, on) not in cached:
            cached[wanted, on] = self._scope(wanted, on)
        return cached[wanted, on]

    def _scope(self, roles: frozenset[str], on: date) -> Scope:
        held = [membership for membership in self.memberships_on(on) if membership.role in roles]
        if not held or self.state != AccountState.ACTIVE:
            return NOWHERE
        if any(membership.is_national for membership in held):
            return EVERYWHERE
        below = self._below(on)
        return Scope(structures=frozenset().union(*(below[membership.structure_id] for membership in held)))

    def _below(self, on: date) -> Mapping[UUID, Collection[UUID]]:
        """Return the structures below each structure of a membership in force, read once per request for every role."""
        cached: dict[date, Mapping[UUID, Collection[UUID]]] = self.__dict__.setdefault("_subtrees", {})
        if on not in cached:
            cached[on] = subtrees({membership.structure_id for membership in self.memberships_on(on)})
        return cached[on]

    def forget_memberships(self) -> None:
        """Drop what was read of the memberships (after they changed, and in tests)."""
        for name in ("_memberships", "_scopes", "_subtrees"):
            self.__dict__.pop(name, None)


class MembershipSet(models.QuerySet["Membership"]):
    """Memberships by date."""

    def in_force(self, on: date) -> "MembershipSet":
        """Keep those begun and not ended on that date (the last day counts)."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on), valid_from__lte=on)


class Membership(models.Model):
    """A role held in a structure between two dates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipSet.as_manager()

    class Meta:
        ordering: ClassVar = ["valid_from", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.role}"

    @property
    def is_national(self) -> bool:
        """Whether the role reaches every structure: held at headquarters, or a department's for the whole country."""
        if self.structure.parent_id is None:
            return True
        return self.role in NATIONAL_ROLES and self.structure.kind == StructureKind.DEPARTMENT


_IN_FORCE: Prepared[Membership] = Prepared(
    lambda user_id, on: Membership.objects.filter(user_id=user_id).in_force(on).select_related("structure"),
    user_id=models.UUIDField(),
    on=models.DateField(),
)


class Invitation(models.Model):
    """A one-time link by which an invited person chooses a password; only its fingerprint is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.user}"


class Reset(Record):
    """A lost password or phone: one administrator asks, a second approves, the person uses the link once."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="resets")
    kind = models.CharField(max_length=20, choices=ResetKind.choices)
    state = models.CharField(max_length=10, choices=ResetState.choices)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"token_hash"})

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | (~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("user"))),
                name="reset_takes_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ResetState.ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(state=ResetState.REFUSED, decided_by__isnull=False, decided_at__isnull=False)
                | models.Q(
                    state__in=[ResetState.APPROVED, ResetState.USED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    expires_at__isnull=False,
                )
                | models.Q(state=ResetState.EXPIRED),
                name="reset_decided_has_decider",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=models.Q(state__in=[ResetState.ASKED, ResetState.APPROVED]),
                name="one_open_reset",
            ),
        ]

    def __str__(self) -> str:
        return f"reset of {self.user} ({self.kind})"


class Visit(models.Model):
    """One signed-in session, so that closing an account or a lost shared computer can end it at once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    session_key = models.CharField(max_length=40, db_index=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "ended_at"], name="visit_open")]

    def __str__(self) -> str:
        return f"visit of {self.user}"


class Attempts(models.Model):
    """Failed passwords under one e-mail address, known or not, so that a lock tells nobody which addresses exist.

    `key` is the fingerprint of the address; a success removes the row, and time makes it begin again.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last_at"], name="attempts_by_time")]

    def __str__(self) -> str:
        return f"{self.failures} failures"


class NetworkFailures(models.Model):
    """Failed sign-ins from one network address since a moment; after the time of the setting they begin again at zero.

    `network_print` is the keyed fingerprint of the address: the table tells nobody who was where.
    """

    network_print = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failures} failures"
