"""Making a credential and reading it back: VC 2.0 secured as JWT, `typ` vc+jwt, `alg` ES256."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from ..signing import KeyRing, key_ring

if TYPE_CHECKING:
    from .statuses import Place

CONTEXT = "https://www.w3.org/ns/credentials/v2"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a credential says: its type, its subject (short values), its first and its last good day, in Bamako's days.

    `valid_until` is None for what holds for good, unless it is revoked.
    """

    kind: str
    subject: Mapping[str, str]
    valid_from: date
    valid_until: date | None


def instant(moment: datetime) -> str:
    """Return a moment as VC 2.0 writes it: ``2026-11-23T09:00:00Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)  # Bamako keeps UTC all year


def validity(valid_from: date, valid_until: date | None) -> dict[str, str]:
    """Return the members that say from when, and until when where there is an end: the last day's last second."""
    said = {"validFrom": instant(_begin(valid_from))}
    if valid_until is not None:
        said["validUntil"] = instant(_begin(valid_until + _DAY) - timedelta(seconds=1))
    return said


def status_entry(place: "Place", address: str) -> dict[str, str]:
    """Return the entry that says where in the revocation list a credential stands."""
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.position),
        "statusListCredential": f"{address}/v/r{place.list_number}",
    }


def issue(claims: Claims, place: "Place", *, address: str, ring: KeyRing | None = None) -> str:
    """Return the credential signed under the newest key, with its place in the revocation list.

    `address` is the public address of the installation (``https://…`` without a stroke at the end): the issuer, where the
    lists are read, and the root of the context. The last good day ends at its last second.
    """
    payload = {
        "@context": [CONTEXT, f"{address}/v/c"],
        "type": ["VerifiableCredential", claims.kind],
        "issuer": address,
        **validity(claims.valid_from, claims.valid_until),
        "credentialSubject": dict(claims.subject),
        "credentialStatus": status_entry(place, address),
    }
    return (ring or key_ring()).sign_credential(payload)


def read(token: str, ring: KeyRing | None = None) -> dict[str, Any]:
    """Return what a credential of this installation says; raises BadSignature. Dates and status are the caller's question."""
    return (ring or key_ring()).verify_credential(token)
