"""Files that may be one person's, for tests: found by looking the register through, decided through the real actions."""

from typing import Any

from baarasira.doubles.actions import find_everywhere
from baarasira.doubles.models import Pair
from baarasira.kernel.actor import system
from baarasira.network.models import Structure
from baarasira.people.models import Person
from factories import NOW, make_person

TWICE: dict[str, Any] = {
    "given_names": "Yassa", "surname": "Poudiougou", "born": "09/03/1988", "sex": "F", "phones": ["76 45 00 00"],
}  # fmt: skip
AGAIN: dict[str, Any] = {
    "given_names": "Yassa", "surname": "Pudiougou", "born": "1988", "sex": "F", "phones": ["76 45 00 00", "66 11 22 33"],
    "mother_name": "Yamoye Arama",
}  # fmt: skip


def find() -> int:
    """Look the register through, as the clock does every night."""
    return find_everywhere(actor=system(NOW))


def make_pair(one: Person, other: Person) -> Pair:
    """Return the pair in the queue of two files made alike; fails when they are not found."""
    find()
    first, second = sorted((one.pk, other.pk))
    return Pair.objects.select_related("one", "other").get(one=first, other=second)


def make_two(office: Structure, other_office: Structure | None = None, **values: Any) -> Pair:
    """Register one person twice, without anything paid or signed, and find them; `values` are of both."""
    one = make_person(office, **{**TWICE, **values})
    return make_pair(one, make_person(other_office or office, **{**AGAIN, **values}))
