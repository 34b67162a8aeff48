"""Identity documents added to a file, or taken off when they were entered by mistake."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.journal import write as journal

from ..checks import check_documents
from ..inputs import DocumentData
from ..models import IdentityDocument, Person
from ..policies import PEOPLE
from ..queries import IN_FORCE
from ..rows import profile


def _locked(actor: Actor, person_id: UUID) -> Person:
    person = Person.objects.select_for_update().filter(state__in=IN_FORCE).get(pk=person_id)
    PEOPLE.require(actor, "edit", person.office_id)
    return person


@transaction.atomic
def add_document(*, actor: Actor, person_id: UUID, document: DocumentData) -> IdentityDocument:
    """Add a document that the person showed; the same one again returns the row that is there.

    Raises NotAllowed outside the actor's offices, RuleRefused for an unknown kind or dates out of order.
    """
    person = _locked(actor, person_id)
    [checked] = check_documents([document])
    number_print = vault.fingerprint(checked.number) if checked.number else ""
    held = IdentityDocument.objects.filter(person=person, kind=checked.kind, number_print=number_print)
    known = held.filter(expires_on=checked.expires_on).first()
    if known is not None:
        return known
    before = profile(person.pk)
    row = IdentityDocument.objects.create(
        person=person,
        kind=checked.kind,
        number_sealed=vault.encrypt(person.pk, checked.number) if checked.number else "",
        number_print=number_print,
        issued_on=checked.issued_on,
        expires_on=checked.expires_on,
    )
    _journal(actor, person, before)
    return row


@transaction.atomic
def remove_document(*, actor: Actor, person_id: UUID, document_id: UUID) -> None:
    """Take a document off a file, with the actor's written reason (BusinessError without one)."""
    person = _locked(actor, person_id)
    if not actor.reason.strip():
        raise RuleRefused([Finding("reason", _("Write why this document is taken off the file."), "reason")])
    before = profile(person.pk)
    IdentityDocument.objects.filter(person=person, pk=document_id).delete()
    _journal(actor, person, before)


def _journal(actor: Actor, person: Person, before: dict[str, list[dict[str, object]]]) -> None:
    old, new = journal.changes(before, profile(person.pk))
    if not new:
        return
    person.version += 1
    person.updated_at = actor.at
    person.save(update_fields=["version", "updated_at"])
    journal.record(
        actor,
        "person.documents",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
        before=old,
        after=new,
    )
