"""What takes two people is not put before the first of them, whatever account they come with."""

import pytest

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.employers import queries as employers
from baarasira.kernel.actor import by_others, system
from baarasira.openings import queries as openings
from factories import NOW, make_actor, make_employer, make_opening, make_tree, make_user

pytestmark = pytest.mark.django_db


def test_r_16_the_queues_hide_what_another_account_of_the_same_number_submitted() -> None:
    tree = make_tree()
    one, same, other, unnumbered = (make_user(Role.EMPLOYER_ADVISER, tree.office) for _n in range(4))
    for user, number in ((one, "12345"), (same, "12345"), (other, "54321")):
        user.staff_number = number
        user.save()
    employer = make_employer(tree.office, state="submitted", actor=make_actor(one))
    offer = make_opening(tree.office, state="submitted", actor=make_actor(one))
    for user in (one, same):
        assert list(employers.awaiting_accreditation(make_actor(user))) == []
        assert list(openings.awaiting_approval(make_actor(user))) == []
    for user in (other, unnumbered):
        assert list(employers.awaiting_accreditation(make_actor(user))) == [employer]
        assert list(openings.awaiting_approval(make_actor(user))) == [offer]
    assert User.objects.filter(by_others(system(NOW), "id")).count() == User.objects.count()


def test_r_16_two_accounts_without_a_number_are_two_people() -> None:
    tree = make_tree()
    one, other = (make_user(Role.EMPLOYER_ADVISER, tree.office) for _n in range(2))
    employer = make_employer(tree.office, state="submitted", actor=make_actor(one))
    assert list(employers.awaiting_accreditation(make_actor(one))) == []
    assert list(employers.awaiting_accreditation(make_actor(other))) == [employer]
