"""Noting a contact."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal

from ..enums import ContactChannel
from ..models import ContactNote
from ..policies import CONTACTS
from .persons import person_on_file


@transaction.atomic
def note_contact(
    *, actor: Actor, person_id: UUID, channel: ContactChannel, text: str, at: datetime | None = None
) -> ContactNote:
    """Add what was said, when (now unless told) and how; notes are never changed, a later one corrects an earlier.

    Allowed while the processing of the file is suspended too: answering the person is all that goes on then.
    """
    person = person_on_file(person_id)
    CONTACTS.require(actor, "note", person.office_id)
    words = text.strip()
    if not words:
        raise BusinessError(_("Write what was said or agreed."), code="empty", field="text")
    when = at or actor.at
    if when > actor.at:
        raise BusinessError(_("A contact is noted once it has taken place."), code="future", field="at")
    note = ContactNote.objects.create(
        person=person, office_id=person.office_id, author_id=actor.id, at=when, channel=channel, text=words[:4000]
    )
    person.last_contact_on = max(filter(None, [person.last_contact_on, when.date()]))
    person.save(update_fields=["last_contact_on"])
    journal.record(
        actor,
        "contact.note",
        noun="contact",
        object_id=note.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
        after=journal.snapshot(note),
    )
    return note
