"""Reading what the journal keeps of persons, and taking entries away: both leave an entry of their own."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Entry, Kind

from ..journal import visible_entries
from ..policies import JOURNAL
from .memberships import refuse

Content = dict[str, object]


@transaction.atomic
def read_content(*, actor: Actor, entry_id: UUID) -> tuple[Entry, Content | None]:
    """Return an entry and what it says (before, after, reason); None when the person's key was destroyed.

    An entry about a person asks for the actor's reason, and the reading is journaled. Raises Entry.DoesNotExist for
    one out of reach, NotAllowed, RuleRefused without a reason.
    """
    entry = visible_entries(actor).get(id=entry_id)
    JOURNAL.require(actor, "read_content", entry.structure_id)
    if entry.subject_id is None:
        return entry, journal.content(entry)
    if not actor.reason.strip():
        raise refuse("reason", _("Write why you need to read this: the journal keeps it."), "reason")
    content = journal.content(entry)
    journal.look(
        actor,
        "journal.read",
        noun="journal",
        object_id=entry.id,
        subject_id=entry.subject_id,
        structure_id=entry.structure_id,
    )
    return entry, content


@transaction.atomic
def note_export(*, actor: Actor, question: str, count: int) -> None:
    """Journal that entries were taken away as a file: how many, and the filters in force. Raises NotAllowed."""
    JOURNAL.require(actor, "export")
    journal.record(
        actor, "journal.export", noun="journal", kind=Kind.LOOK, after={"entries": count, "question": question}
    )
