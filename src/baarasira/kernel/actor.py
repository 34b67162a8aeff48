"""Who acts, when and through which face: handed to every action as its first argument."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, Self
from uuid import UUID

from django.db.models import Q

SYSTEM_ROLE = "system"


@dataclass(frozen=True, slots=True)
class Scope:
    """The structures in which something is allowed: everywhere, or those listed (ids of network structures)."""

    everywhere: bool = False
    structures: frozenset[UUID] = frozenset()

    def covers(self, structure_id: UUID | None) -> bool:
        """Tell whether the structure is inside; a record of no structure is inside only `everywhere`."""
        return self.everywhere or structure_id in self.structures

    def q(self, lookup: str) -> Q:
        """Return the filter that keeps the rows whose structure id field `lookup` is inside.

        Everywhere is said by a condition that is always met, never by an empty Q: Django drops an empty one beside `|`, and
        what should let every row in would let none in.
        """
        if self.everywhere:
            return ~Q(pk__in=())
        return Q(**{f"{lookup}__in": self.structures})

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.structures)

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(self.everywhere or other.everywhere, self.structures | other.structures)


NOWHERE = Scope()
EVERYWHERE = Scope(everywhere=True)


class Principal(Protocol):
    """What the kernel needs to know of a user: who they are and where their roles reach."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def label(self) -> str: ...

    @property
    def staff_number(self) -> str: ...

    def scope(self, roles: Collection[str], on: date) -> Scope:
        """Return where, on that date, the user holds one of the roles."""
        ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who has not signed in: nobody we know, with no role anywhere."""

    id: None = None
    label: str = "visitor"
    staff_number: str = ""

    def scope(self, roles: Collection[str], on: date) -> Scope:
        """Return nowhere."""
        return NOWHERE


class Holder(Protocol):
    """Whoever holds an account: its id, and the staff number of the person behind it, empty where none is recorded."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def staff_number(self) -> str: ...


def same_person(one: Holder | None, other: Holder | None) -> bool:
    """Tell whether two accounts are one person: the same account, or the same staff number.

    What takes two people asks this, never whether two accounts differ. The system (None) is nobody.
    """
    if one is None or other is None:
        return False
    return (one.id is not None and one.id == other.id) or (
        one.staff_number != "" and one.staff_number == other.staff_number
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system) that acts, with the clock of the act.

    `user` is None for the system itself (the worker's clock, an installation command); `at` is an aware datetime in
    UTC; `channel` is the face it came through (web, api, command, worker, sync, public); `address` the network address
    if any; `reason` what the person wrote to justify the act.
    """

    user: Principal | None
    at: datetime
    channel: str = "web"
    address: str = ""
    reason: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an actor's clock must know its time zone")

    @property
    def id(self) -> UUID | None:
        return self.user.id if self.user is not None else None

    @property
    def label(self) -> str:
        return self.user.label if self.user is not None else SYSTEM_ROLE

    @property
    def today(self) -> date:
        """The date of the act; Bamako keeps UTC all year (Africa/Bamako, UTC+0)."""
        return self.at.date()

    def scope(self, roles: Collection[str]) -> Scope:
        """Return where this actor holds one of the roles; the system holds the role ``system`` everywhere."""
        if self.user is None:
            return EVERYWHERE if SYSTEM_ROLE in roles else NOWHERE
        return self.user.scope(roles, self.today)

    def because(self, reason: str) -> Self:
        """Return the same actor with the reason they gave."""
        return replace(self, reason=reason)


def system(at: datetime, channel: str = "worker") -> Actor:
    """Return the actor of scheduled work and installation commands."""
    return Actor(user=None, at=at, channel=channel)


def visitor(at: datetime, channel: str = "web", address: str = "") -> Actor:
    """Return the actor of someone who has not signed in (a failed sign-in, a one-time link, a public page)."""
    return Actor(user=Visitor(), at=at, channel=channel, address=address)


def by_others(actor: Actor, *fields: str) -> Q:
    """Return the condition that in none of these fields of a row, each an account, stands the actor's own person.

    What `same_person` asks of two accounts, asked of a list: whoever may not be the second person is not shown the row.
    """
    condition = Q()
    if actor.user is None:  # the system is nobody
        return condition
    for name in fields:
        condition &= ~Q(**{f"{name}_id": actor.id})
        if actor.user.staff_number:
            condition &= ~Q(**{f"{name}__staff_number": actor.user.staff_number})
    return condition
