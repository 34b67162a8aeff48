"""What the acts of this room begin with: the row locked, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.acting import SHORTEST, person_acting, refused, second, stop_at, words_of
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from ..models import Case
from ..policies import CASES

__all__ = ["SHORTEST", "in_force", "locked", "person_acting", "refused", "second", "stop_at", "told", "words_of"]


def locked(actor: Actor, case_id: UUID, action: str, version: int | None = None) -> Case:
    """Return the case alone until the transaction ends. NotAllowed by the policy at its owner, Stale when it changed."""
    door(f"case:{case_id}")
    rows = Case.objects.select_for_update(of=("self",)).select_related("person", "owner", "programme__programme")
    case = rows.get(pk=case_id)
    CASES.require(actor, action, case.owner_id)
    case.require_version(version)
    return case


def told(case: Case) -> dict[str, UUID | None]:
    """Return of whom and of where an act on a case is, for the journal."""
    return {"subject_id": case.person_id, "structure_id": case.owner_id}


def in_force(person_id: UUID) -> Person:
    """Return the file of a person that may still be worked with. RuleRefused when it is merged, suspended or purged."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.state != PersonState.OPEN:
        sentence = _("This file is no longer open: work on the one it was merged into, or ask its office.")
        raise refused("person_closed", sentence, "person")
    return person
