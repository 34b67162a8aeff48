"""Who can be referred to an offer now, and what stands against it: the page shows it, the action asks it again."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed, Taken, WrongState
from baarasira.openings.models import Opening
from baarasira.openings.queries import open_for_referral
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from .policies import CANDIDACIES
from .queries import seats_free, with_open_candidacy

STANDING_CARDS = frozenset({CardState.ACTIVE, CardState.DUE})


def opening_obstacle(actor: Actor, opening: Opening) -> BusinessError | None:
    """Return why nobody can be referred to an offer today, None when somebody can. Two queries."""
    if not open_for_referral(actor.today).filter(pk=opening.pk).exists():
        return WrongState(
            _(
                "This offer is not open: it is not published today, or its employer is suspended. "
                "Nobody can be referred to it."
            )
        )
    if seats_free(opening) == 0:
        return Taken(_("All the places of this offer are filled. Close it, or ask the employer for more places."))
    return None


def person_obstacles(actor: Actor, opening: Opening, people: Iterable[Person]) -> Mapping[UUID, BusinessError]:
    """Return, for each of these people who cannot be referred to this offer, why. Two queries, however many people."""
    rows = list(people)
    standing = set(
        Card.objects.filter(person__in=[row.pk for row in rows], state__in=STANDING_CARDS).values_list(
            "person_id", flat=True
        )
    )
    already = with_open_candidacy(opening.pk)
    own_offer = CANDIDACIES.allows(actor, "refer", opening.office_id)
    found: dict[UUID, BusinessError] = {}
    for person in rows:
        why: BusinessError | None = None
        if not own_offer and not CANDIDACIES.allows(actor, "refer", person.office_id):
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


def _elsewhere(person: Person) -> NotAllowed:
    sentence = _(
        "%(person)s belongs to another office, and so does this offer: "
        "you refer people of your own office, or anyone to an offer of your own office."
    )
    return NotAllowed(sentence % {"person": person}, code="candidacy.refer")
