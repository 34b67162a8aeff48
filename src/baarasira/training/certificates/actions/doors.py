"""What every act on a certificate begins with: the certificate alone behind the door of what it is for, who acts, the words."""

from typing import Any
from uuid import UUID

from baarasira.kernel.locking import door

from ..models import Certificate

LONGEST = 300
"""Signs of a reason that is kept."""
SOURCE = "certificate"
"""The kind of proof under which a profile keeps what a certificate gave."""


def shut(kind: str, source_id: UUID) -> None:
    """Close the door of what a certificate is for, until the transaction ends."""
    door(f"certificate:{kind}:{source_id}")


def locked(certificate_id: UUID) -> Certificate:
    """Return a certificate as the database has it, alone behind its door until the transaction ends."""
    kind, source_id = Certificate.objects.values_list("source_kind", "source_id").get(pk=certificate_id)
    shut(kind, source_id)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person", "office", "proposed_by")
    return rows.get(pk=certificate_id)


def about(certificate: Certificate) -> dict[str, Any]:
    """Return whom and which structure the journal names."""
    return {"subject_id": certificate.person_id, "structure_id": certificate.office_id}
