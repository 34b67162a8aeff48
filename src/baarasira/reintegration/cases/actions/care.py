"""Notes of health and psychosocial care: written and read by the named carers of a case, each reading in the journal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel import vault, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.ids import uuid7
from baarasira.kernel.journal import write as journal
from baarasira.kernel.stored import insert

from ..enums import CareKind
from ..models import CareNote, Case, NamedCarer
from ..policies import CARE
from ..queries.care import is_carer
from . import doors


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note opened: `text` None once its words are gone (a purge)."""

    at: datetime
    author: User
    kind: str
    text: str | None

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(CareKind(self.kind).label)


@transaction.atomic
def name_carer(*, actor: Actor, case_id: UUID, user_id: UUID) -> NamedCarer:
    """Name somebody to read and write the notes of care of one case; nobody names themselves.

    Raises NotAllowed, RuleRefused for an account that is not active, holds no role of carer, or is named already.
    """
    case = doors.locked(actor, case_id, "name_carer")
    user = User.objects.get(pk=user_id)
    who = doors.second(actor, user, _("Nobody names themselves: another person names you."))
    if not user.is_active or Role.CARER not in user.roles(actor.today):
        raise doors.refused("carer_role", _("Only an account with the role of carer can be named."), "user")
    if case.carers.filter(user=user, ended_on__isnull=True).exists():
        raise doors.refused("carer_twice", _("This person is named for the case already."), "user")
    row = NamedCarer(case=case, user=user, named_by=who, since=actor.today)
    writing.create(row, "case_carer.name", actor=actor, **doors.told(case))
    return row


@transaction.atomic
def end_carer(*, actor: Actor, carer_id: UUID) -> None:
    """End the naming of a carer, at once. Raises NotAllowed."""
    case_id = NamedCarer.objects.values_list("case_id", flat=True).get(pk=carer_id)
    case = doors.locked(actor, case_id, "name_carer")
    row = NamedCarer.objects.select_for_update().get(pk=carer_id)
    if row.ended_on is None:
        writing.edit(row, "case_carer.end", actor=actor, values={"ended_on": actor.today}, **doors.told(case))


def _case_of_carer(actor: Actor, case_id: UUID, action: str) -> Case:
    """Return a case for one of its named carers. NotAllowed for anybody else, whatever their role."""
    CARE.require(actor, action)
    case = Case.objects.select_related("person", "owner").get(pk=case_id)
    if not is_carer(actor, case):
        raise NotAllowed(_("Only the named carers of this person read and write these notes."), code="care_note")
    return case


@transaction.atomic
def write_note(*, actor: Actor, case_id: UUID, kind: str, text: str) -> CareNote:
    """Add a note, sealed under the person's key; the journal says that one was written, never what. Raises NotAllowed."""
    case = _case_of_carer(actor, case_id, "write")
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(said) < doors.SHORTEST:
        raise doors.refused("words_missing", _("Write it in a sentence: others will read why."), "text")
    if len(said) > 4000:
        raise doors.refused("words_long", _("Write it in at most %(most)d characters.") % {"most": 4000}, "text")
    note = CareNote(
        id=uuid7(),
        case=case,
        kind=CareKind(kind),
        at=actor.at,
        author=doors.person_acting(actor),
        sealed=vault.encrypt(case.person_id, said),
        key_of=case.person_id,
    )
    insert(note)
    journal.record(
        actor,
        "care_note.write",
        noun="care_note",
        object_id=note.pk,
        after={"kind": str(note.kind)},
        **doors.told(case),
    )
    return note


@transaction.atomic
def read_notes(*, actor: Actor, case_id: UUID) -> list[ReadNote]:
    """Return the notes of a case in clear, the oldest first, and journal the reading. Raises NotAllowed."""
    case = _case_of_carer(actor, case_id, "read")
    journal.look(actor, "care_note.read", noun="case", object_id=case.pk, **doors.told(case))
    return [ReadNote(row.at, row.author, row.kind, _text(row)) for row in case.care_notes.select_related("author")]


def _text(note: CareNote) -> str | None:
    try:
        return vault.decrypt(note.key_of, note.sealed)
    except (vault.Forgotten, ValueError):
        return None
