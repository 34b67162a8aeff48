"""Who may do what to a record: the same questions to every noun, so that none is asked less."""

from collections.abc import Callable
from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed
from baarasira.network.models import Structure
from factories import Tree, make_actor

Deed = tuple[str, set[Role], Callable[[Actor, Structure, Any], object]]
"""The state a record must be in, the roles that may, and the act: by whom, in which office, to which record."""


def check_role(tree: Tree, role: Role, deed: Deed, make: Callable[..., Any]) -> None:
    """Assert that the role may do it in its own office when the deed says so, and that NotAllowed is raised otherwise."""
    state, roles, do = deed
    record = make(tree.office, state=state)
    actor = make_actor(role=role, structure=tree.office)
    if role in roles:
        do(actor, tree.office, record)
    else:
        with pytest.raises(NotAllowed):
            do(actor, tree.office, record)


def check_elsewhere(tree: Tree, deed: Deed, make: Callable[..., Any]) -> None:
    """Assert that nobody of another structure may do it, whatever their role, and that nothing changed."""
    state, roles, do = deed
    record = make(tree.office, state=state)
    rows = type(record)._base_manager
    before = rows.values().get(pk=record.pk)
    for role in roles:
        for elsewhere in (tree.sister, tree.far_office, tree.far_directorate):
            with pytest.raises(NotAllowed):
                do(make_actor(role=role, structure=elsewhere), tree.office, record)
    assert rows.values().get(pk=record.pk) == before
    assert rows.count() == 1
