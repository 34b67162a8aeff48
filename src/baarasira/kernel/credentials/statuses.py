"""Status lists: a place for each credential, and the two lists that everyone may read.

One list a purpose: `revocation` (somebody took it back) and `used` (it has served, or another took its place). A credential
stands at the same position in both, so that its code need name one only; the revocation list names the other (term `used`).
A bit once set is never unset.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from ..locking import door
from ..signing import KeyRing, key_ring
from .bits import CAPACITY, packed
from .issuing import CONTEXT, instant
from .models import CredentialStatus

PURPOSES: Mapping[str, str] = {"revocation": "r", "used": "u"}
"""Each list's purpose, and the letter of its address."""

_DOOR = "credential-status"
_FULL = CAPACITY // 2
"""Credentials after which another list is begun: a free place is then found at the second draw on average."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a credential stands in the lists; `status_id` is the row that marks it."""

    status_id: UUID
    list_number: int
    position: int


def draw() -> Place:
    """Draw a place at random that no credential ever had; inside the transaction of the act that issues it.

    Whoever draws waits for whoever drew before, until that transaction ends.
    """
    door(_DOOR)
    number = max(1, last_list())
    if CredentialStatus.objects.filter(list_number=number).count() >= _FULL:
        number += 1
    while True:
        position = secrets.randbelow(CAPACITY)
        if not CredentialStatus.objects.filter(list_number=number, position=position).exists():
            row = CredentialStatus.objects.create(list_number=number, position=position)
            return Place(row.pk, number, position)


def last_list() -> int:
    """Return the number of the newest list; 0 before any credential."""
    return CredentialStatus.objects.aggregate(last=Max("list_number"))["last"] or 0


def mark_revoked(status_id: UUID, at: datetime) -> None:
    """Set the bit of the revocation list. The first time counts."""
    CredentialStatus.objects.filter(pk=status_id, revoked_at__isnull=True).update(revoked_at=at)


def mark_used(status_id: UUID, at: datetime) -> None:
    """Set the bit of the list of used credentials. The first time counts."""
    CredentialStatus.objects.filter(pk=status_id, used_at__isnull=True).update(used_at=at)


def list_address(address: str, purpose: str, number: int) -> str:
    """Return where a list is read (``https://…/v/r1``)."""
    return f"{address}/v/{PURPOSES[purpose]}{number}"


def status_list(
    purpose: str, number: int, *, address: str, at: datetime, good_for: timedelta, ring: KeyRing | None = None
) -> str:
    """Return a list as a signed credential (JWT), as it stands at that moment; `good_for` says when it is too old to rely on.

    Raises KeyError for a purpose that has no list.
    """
    where = list_address(address, purpose, number)
    subject: dict[str, Any] = {
        "id": f"{where}#list",
        "type": "BitstringStatusList",
        "statusPurpose": purpose,
        "encodedList": _encoded(purpose, number),
        "lists": max(1, last_list()),
    }
    if purpose == "revocation":
        subject["used"] = list_address(address, "used", number)
    payload = {
        "@context": [CONTEXT, f"{address}/v/c"],
        "id": where,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": address,
        "validFrom": instant(at),
        "validUntil": instant(at + good_for),
        "credentialSubject": subject,
    }
    return (ring or key_ring()).sign_credential(payload)


def _encoded(purpose: str, number: int) -> str:
    field = {"revocation": "revoked_at", "used": "used_at"}[purpose]
    rows = CredentialStatus.objects.filter(**{"list_number": number, f"{field}__isnull": False})
    return packed(rows.values_list("position", flat=True).order_by("position"))
