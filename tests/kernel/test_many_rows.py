"""More rows in one go than SQLite takes conditions: lists of a country are longer than a thousand."""

import pytest
from django.db.models import prefetch_related_objects

from baarasira.accounts.models import Membership, Structure, User
from factories import NOW, TODAY, make_tree

pytestmark = pytest.mark.django_db
MANY = 2_500


def test_what_thousands_of_rows_point_to_is_read_at_once() -> None:
    office = make_tree().office
    users = User.objects.bulk_create(
        User(
            email=f"a{number}@example.ml",
            surname="Diarra",
            given_name="Awa",
            state="invited",
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(MANY)
    )
    made = Membership.objects.bulk_create(
        Membership(user=user, structure=office, role="counsellor", valid_from=TODAY) for user in users
    )
    rows = list(Membership.objects.filter(pk__in=[row.pk for row in made]))
    prefetch_related_objects(rows, "user", "structure")
    assert {row.user.email for row in rows} == {user.email for user in users}
    assert {row.structure for row in rows} == {office}
    structures = list(Structure.objects.filter(pk=office.pk).prefetch_related("memberships"))
    assert len(structures[0].memberships.all()) >= MANY
