"""The demonstration's agents as actors of a moment."""

from datetime import date, datetime, timedelta

from baarasira.accounts.models import Membership, User
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure


class Service:
    """Who acts, at which moment: the department conducts, the direction is the second person."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        rows = Membership.objects.select_related("user", "structure")
        self.held = list(rows.order_by("structure__code", "user__email"))

    def of(self, role: str, *, days_ago: int = 0, structure_id: object = None) -> tuple[Actor, Membership]:
        """Return an actor of this role (in a structure) so many days ago, with the membership that makes them one."""
        held = next(row for row in self.held if row.role == role and structure_id in (None, row.structure_id))
        return self.actor(held.user, days_ago), held

    def all_of(self, role: str) -> list[User]:
        """Return everybody who holds a role, by structure."""
        return [row.user for row in self.held if row.role == role]

    def above(self, role: str, office: Structure, *, days_ago: int = 0) -> Actor:
        """Return an actor of this role in the structure nearest above an office."""
        rows = [row for row in self.held if row.role == role and office.path.startswith(row.structure.path)]
        return self.actor(max(rows, key=lambda row: len(row.structure.path)).user, days_ago)

    def actor(self, user: User, days_ago: int = 0) -> Actor:
        """Return somebody who acts so many days ago."""
        return Actor(user, self.now - timedelta(days=days_ago), channel="demo")

    def day(self, days_ago: int) -> date:
        """Return the day so many days ago (to come when negative)."""
        return (self.now - timedelta(days=days_ago)).date()

    @property
    def root(self) -> object:
        """The id of the structure above all others."""
        return next(row.structure_id for row in self.held if row.structure.parent_id is None)
