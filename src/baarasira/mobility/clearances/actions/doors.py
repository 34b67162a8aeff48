"""What every act on a clearance begins with: the file alone behind its door, the words it must carry, who acts."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Clearance

SHORTEST = 10


def file_key(candidacy_id: UUID) -> str:
    """Return the door of the clearances of one file."""
    return f"clearance:{candidacy_id}"


def locked(clearance_id: UUID) -> Clearance:
    """Return a clearance as the database has it, alone behind its file's door until the transaction ends."""
    door(file_key(Clearance.objects.values_list("candidacy_id", flat=True).get(pk=clearance_id)))
    rows = Clearance.objects.select_for_update(of=("self",)).select_related("candidacy__person", "proposed_by")
    return rows.get(pk=clearance_id)


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="clearance.person")
    return actor.user


def words(text: str, most: int = 300, field: str = "reason") -> str:
    """Return words on one line. Raises RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise RuleRefused([Finding("words_missing", _("Write it in a sentence: others will read why."), field)])
    if len(tidy) > most:
        raise RuleRefused(
            [Finding("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)]
        )
    return tidy
