"""Who can be referred to an offer now, and what stands against it: the page shows it, the action asks it again."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol
from uuid import UUID

from django.db.models import DateField, UUIDField
from django.utils.translation import gettext as _

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed, Taken, WrongState
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening
from baarasira.openings.queries import open_for_referral
from baarasira.people.enums import PersonState
from baarasira.people.queries import Filed

from .policies import CANDIDACIES
from .queries import seats_free, with_open_candidacy_at


class Referred(Filed, Protocol):
    """A person who may be referred: a record, or a line of a list; as text, the name."""

    @property
    def state(self) -> str: ...


STANDING_CARDS = frozenset({CardState.ACTIVE, CardState.DUE})


# The state is looked at here: asked for it too, SQLite would go through every card in force.
_CARDS = Prepared(
    lambda person_ids: Card.objects.filter(person_id__in=person_ids).order_by().values_list("person_id", "state"),
    person_ids=UUIDField(),
)


_OPEN = Prepared(
    lambda opening_id, on: open_for_referral(on).filter(pk=opening_id).order_by().values_list("pk"),
    opening_id=UUIDField(),
    on=DateField(),
)


def opening_obstacle(actor: Actor, opening: Opening) -> BusinessError | None:
    """Return why nobody can be referred to an offer today, None when somebody can. Two queries."""
    is_open = bool(_OPEN(opening_id=opening.pk, on=actor.today))
    return seats_obstacle(is_open=is_open, free=seats_free(opening))


def seats_obstacle(*, is_open: bool, free: int) -> BusinessError | None:
    """Return the same of an offer of which the caller has read whether it is open today and how many seats are free."""
    if not is_open:
        return WrongState(
            _(
                "This offer is not open: it is not published today, or its employer is suspended. "
                "Nobody can be referred to it."
            )
        )
    if free == 0:
        return Taken(_("All the places of this offer are filled. Close it, or ask the employer for more places."))
    return None


def person_obstacles(
    actor: Actor, opening: Opening, people: Iterable[Referred], *, already: Collection[UUID] | None = None
) -> Mapping[UUID, BusinessError]:
    """Return, for each of these people who cannot be referred to this offer, why. Two queries, however many people.

    already: those of them who are candidates to it (one query less), where the caller has read it.
    """
    rows = list(people)
    cards = _CARDS(person_ids=[row.pk for row in rows])
    standing = {person_id for person_id, state in cards if state in STANDING_CARDS}
    if already is None:
        already = with_open_candidacy_at(opening.pk, [row.pk for row in rows])
    mine = CANDIDACIES.scope(actor, "refer")
    own_offer = mine.covers(opening.office_id)
    found: dict[UUID, BusinessError] = {}
    for person in rows:
        why: BusinessError | None = None
        if not own_offer and not mine.covers(person.office_id):
            why = _elsewhere(person)
        elif person.pk in already:
            why = Taken(_("%(person)s is already a candidate to this offer.") % {"person": person})
        elif person.state != PersonState.OPEN or person.pk not in standing:
            why = WrongState(
                _("%(person)s has no job-seeker card in force. Issue or reactivate it first.") % {"person": person}
            )
        if why is not None:
            found[person.pk] = why
    return found


def _elsewhere(person: Referred) -> NotAllowed:
    sentence = _(
        "%(person)s belongs to another office, and so does this offer: "
        "you refer people of your own office, or anyone to an offer of your own office."
    )
    return NotAllowed(sentence % {"person": person}, code="candidacy.refer")
