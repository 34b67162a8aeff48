"""Who may do what: tables of noun × action → roles, read by the actions, the pages and the tests alike."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from .actor import Actor, Scope
from .errors import NotAllowed

TABLES: dict[str, "PolicyTable"] = {}


class PolicyTable:
    """The actions of one noun, each with the roles that may do it inside the structures those roles reach.

    >>> PEOPLE = PolicyTable("person", {"register": {"counsellor"}, "view": {"counsellor", "director"}})
    """

    def __init__(self, noun: str, grants: Mapping[str, Collection[str]]) -> None:
        if noun in TABLES:
            raise ValueError(f"a policy table named {noun} exists already")
        self.noun = noun
        self.grants = {action: frozenset(roles) for action, roles in grants.items()}
        TABLES[noun] = self

    def scope(self, actor: Actor, action: str) -> Scope:
        """Return the structures in which the actor may do the action (KeyError for an action not in the table)."""
        return actor.scope(self.grants[action])

    def allows(self, actor: Actor, action: str, structure_id: UUID | None = None) -> bool:
        """Tell whether the actor may do it in that structure; without one, whether they may do it anywhere at all."""
        scope = self.scope(actor, action)
        return bool(scope) if structure_id is None else scope.covers(structure_id)

    def require(self, actor: Actor, action: str, structure_id: UUID | None = None) -> None:
        """Raise NotAllowed unless `allows`."""
        if not self.allows(actor, action, structure_id):
            raise NotAllowed(
                _("Your role does not let you do this here. Ask the head of your structure, or an administrator."),
                code=f"{self.noun}.{action}",
            )
