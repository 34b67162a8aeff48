"""The whole way of an offer: employer recorded, accredited by a second person, offer approved and published."""

from datetime import timedelta

import pytest

from baarasira.employers.enums import EmployerState
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.models import Entry, Move
from baarasira.openings import actions, queries
from baarasira.openings.enums import OpeningState
from factories import (
    TODAY,
    make_actor,
    make_employer,
    make_opening,
    make_opening_details,
    make_reference,
    make_tree,
)

pytestmark = pytest.mark.django_db


def test_from_the_employer_to_a_published_offer() -> None:
    make_reference()
    tree = make_tree()
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    director = make_actor(role="director", structure=tree.directorate)
    employer = make_employer(tree.office, actor=adviser)
    assert employer.state == EmployerState.ACCREDITED
    opening = actions.receive_opening(
        actor=adviser, office=tree.office, employer=employer, details=make_opening_details()
    )
    opening = actions.submit_opening(actor=adviser, opening=opening, version=opening.version)
    with pytest.raises(NotAllowed):
        actions.approve_opening(actor=adviser, opening=opening)
    opening = actions.approve_opening(actor=director, opening=opening, version=opening.version)
    assert opening.state == OpeningState.PUBLISHED
    assert opening.expires_on == TODAY + timedelta(days=30)
    assert list(queries.published(TODAY)) == [opening]
    assert [move.transition for move in Move.objects.filter(object_id=opening.pk)] == ["receive", "submit", "publish"]
    verbs = Entry.objects.filter(object_id=str(opening.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["opening.receive", "opening.submit", "opening.publish"]


@pytest.mark.parametrize("state", ["received", "submitted", "published", "expired", "unfilled", "cancelled"])
def test_the_factory_reaches_the_state(state: str) -> None:
    assert make_opening(state=state).state == state
