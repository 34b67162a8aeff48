"""Whether a member may be a relative of a candidate: asked about where the surname and the village are the same.

Six surnames cover a third of the people of Mali: a surname alone says nothing, so nobody is stopped by it. Where the village
is the same too, the member answers before marking; who answers that they are related cannot mark.
"""

from typing import Protocol

from baarasira.accounts.models import User
from baarasira.engine import canonical_words
from baarasira.people.models import Person
from baarasira.reference.codelist import fold


class Sitting(Protocol):
    """Somebody who sits and marks: under an account, or as an outsider (`user` None) by name; and where they come from."""

    @property
    def user(self) -> User | None: ...

    @property
    def name(self) -> str: ...

    @property
    def village(self) -> str: ...


def surname_of(member: Sitting) -> str:
    """Return a member's surname: of the account, or the last word of an outsider's name."""
    if member.user is not None:
        return member.user.surname
    words = member.name.split()
    return words[-1] if words else ""


def may_be_kin(member: Sitting, person: Person) -> bool:
    """Tell whether to ask: a surname (or maiden name) in common, however spelt, and one village."""
    if not member.village:
        return False
    mine = set(canonical_words(surname_of(member)))
    theirs = {*canonical_words(person.surname), *canonical_words(person.maiden_name)}
    if not mine & theirs:
        return False
    places = (person.locality, person.commune, person.birth_place)
    return fold(member.village) in {fold(place) for place in places if place}
