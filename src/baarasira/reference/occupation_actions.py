"""What agents confirm teaches the ranking of suggestions: counts that anyone with the right reads, and an administrator takes out.

An agent types words, the box suggests, the agent chooses and saves: the pair of words and unit group counts one. Only what the
list itself suggests for the words can be confirmed: a name typed in the wrong box teaches nothing and is not kept.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baarasira.engine import occupation_key
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.writing import create, edit

from .coding import MOST_CONFIRMABLE, listed_occupations
from .occupation_models import ConfirmedName
from .policies import OCCUPATIONS

LONGEST_WORDS = 100
_LONGEST_KEY = 200


@transaction.atomic
def confirm_occupation(*, actor: Actor, words: str, code: str) -> ConfirmedName | None:
    """Count that an agent chose a unit group for the words typed; None, and nothing kept, when the list does not suggest it.

    None too for words taken out before with this group: they count again only once restored. Raises NotAllowed.
    """
    OCCUPATIONS.require(actor, "confirm")
    typed = " ".join(words.split())[:LONGEST_WORDS]
    key = occupation_key(typed)[:_LONGEST_KEY]
    if not key or code not in {found.code for found in listed_occupations(typed, top=MOST_CONFIRMABLE)}:
        return None
    door(f"confirmed-name:{key}")
    row = ConfirmedName.objects.select_for_update().filter(key=key, code=code).first()
    if row is None:
        row = ConfirmedName(key=key, words=typed, code=code, count=1, last_on=actor.today)
        create(row, "occupation.confirm", actor=actor)
        return row
    if row.withdrawn_on is not None:
        return None
    edit(row, "occupation.confirm", actor=actor, values={"count": row.count + 1, "last_on": actor.today})
    return row


@transaction.atomic
def withdraw_confirmed(*, actor: Actor, row_id: UUID, expected_version: int | None = None) -> ConfirmedName:
    """Take confirmed words out of the ranking; the count stays to be read. Raises NotAllowed, WrongState, Stale."""
    OCCUPATIONS.require(actor, "withdraw")
    row = ConfirmedName.objects.select_for_update().get(pk=row_id)
    if row.withdrawn_on is not None:
        raise WrongState(_("These words are taken out already."))
    values = {"withdrawn_on": actor.today, "withdrawn_by": actor.label}
    edit(row, "occupation.withdraw", actor=actor, values=values, expected_version=expected_version)
    return row


@transaction.atomic
def restore_confirmed(*, actor: Actor, row_id: UUID, expected_version: int | None = None) -> ConfirmedName:
    """Let words taken out count again, as they did before. Raises NotAllowed, WrongState, Stale."""
    OCCUPATIONS.require(actor, "withdraw")
    row = ConfirmedName.objects.select_for_update().get(pk=row_id)
    if row.withdrawn_on is None:
        raise WrongState(_("These words count already."))
    values = {"withdrawn_on": None, "withdrawn_by": ""}
    edit(row, "occupation.restore", actor=actor, values=values, expected_version=expected_version)
    return row


def confirmed_names(actor: Actor) -> QuerySet[ConfirmedName]:
    """Return what was confirmed, most often first, what was taken out included. Raises NotAllowed."""
    OCCUPATIONS.require(actor, "view")
    return ConfirmedName.objects.all()
