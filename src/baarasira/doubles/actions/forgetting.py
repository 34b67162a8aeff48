"""A purge reaches the files that were merged into the one purged, and what was said of it in words."""

from uuid import UUID

from django.db.models import Q

from baarasira.kernel.actor import Actor
from baarasira.people.actions import erase
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from ..models import Merge, Pair


def forget_merged(*, actor: Actor, person_id: UUID) -> int:
    """Erase the files taken up into a purged one, and empty the reasons said of it; return how many files.

    Called within the purge, by its event: the right to purge was asked there.
    """
    Pair.objects.filter(Q(one=person_id) | Q(other=person_id)).update(reason="")
    Merge.objects.filter(Q(kept=person_id) | Q(absorbed=person_id)).update(undone_reason="", moved=[], filled=[])
    taken_up = list(Person.objects.select_for_update().filter(merged_into=person_id, state=PersonState.MERGED))
    for person in taken_up:
        erase(actor, person)
    return len(taken_up)
