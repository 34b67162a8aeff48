"""Words kept sealed: under the key of the person they are about, or bound to their row while nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from baarasira.accounts.models import User
from baarasira.kernel import vault
from baarasira.kernel.ids import uuid7
from baarasira.kernel.stored import insert

from .enums import NoteKind
from .models import Incident, Note


@dataclass(frozen=True, slots=True)
class Read:
    """A note opened: who wrote it, when, of what kind; `text` None once its words are gone (a purge)."""

    at: datetime
    author: User | None
    kind: str
    text: str | None

    @property
    def by(self) -> str:
        """Who wrote it, empty for a report from outside."""
        return self.author.label if self.author is not None else ""

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(NoteKind(self.kind).label)


def write(incident: Incident, kind: str, text: str, *, at: datetime, author: User | None = None) -> Note | None:
    """Add a note to an incident, sealed; None for an empty text. Inside the caller's transaction."""
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not said:
        return None
    key = uuid7()
    note = Note(id=key, incident=incident, at=at, author=author, kind=kind, key_of=incident.person_id)
    note.sealed = _seal(key, incident.person_id, said)
    return insert(note)


def _seal(note_id: UUID, person_id: UUID | None, text: str) -> str:
    return vault.encrypt(person_id, text) if person_id is not None else vault.seal(note_id, text)


def text_of(note: Note) -> str | None:
    """Return the words of a note, None when they can no longer be read."""
    try:
        if note.key_of is not None:
            return vault.decrypt(note.key_of, note.sealed)
        return vault.unseal(note.pk, note.sealed)
    except (vault.Forgotten, ValueError):
        return None


def read(incident: Incident, kinds: Sequence[str] = ()) -> list[Read]:
    """Return the notes of an incident, the oldest first; of these kinds alone when some are named."""
    rows = incident.notes.select_related("author")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return [Read(row.at, row.author, row.kind, text_of(row)) for row in rows]


def seal_again(incident: Incident) -> None:
    """Seal the notes of an incident under the key of the person it was just joined to (or left to nobody)."""
    for note in incident.notes.all():
        text = text_of(note)
        if text is None or note.key_of == incident.person_id:
            continue
        sealed = _seal(note.pk, incident.person_id, text)
        Note.objects.filter(pk=note.pk).update(sealed=sealed, key_of=incident.person_id)


def forget(person_id: UUID) -> None:
    """Empty the notes sealed under the key of a purged person."""
    Note.objects.filter(key_of=person_id).update(sealed="")
