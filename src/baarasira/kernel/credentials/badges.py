"""Open Badges 3.0: what somebody achieved, as a credential that any reader of badges understands and verifies.

The whole badge is too long for a printed code; it goes into a file, at the same place of the status lists as the short
credential of the code (docs/decisions/0022). Source: 1EdTech Open Badges 3.0, data model (AchievementCredential, Achievement,
AchievementSubject, IdentityObject, Result) and proof format "JSON Web Token" (8.2).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ..signing import KeyRing, key_ring
from .issuing import CONTEXT, status_entry, validity

if TYPE_CHECKING:
    from .statuses import Place

BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says.

    key, number: of the certificate. name, description, criteria: of the achievement, in words. result: what was reached, in words,
    empty for none. holder: full name. holder_number, salt: the holder's number at the service and the salt it is hashed with.
    skills: code and name of each. awarded_by: the structure. hours: of teaching, None when unknown.
    """

    key: UUID
    number: str
    name: str
    description: str
    criteria: str
    result: str
    holder: str
    holder_number: str
    salt: str
    skills: Sequence[tuple[str, str]]
    awarded_by: str
    valid_from: date
    valid_until: date | None = None
    hours: int | None = None


def identity_hash(number: str, salt: str) -> str:
    """Return the holder's number as Open Badges 3.0 writes it hashed: whoever is told the number can check it is theirs."""
    return "sha256$" + hashlib.sha256((number + salt).encode()).hexdigest()


def badge(said: Badge, place: "Place", *, address: str, issuer_name: str) -> dict[str, Any]:
    """Return the badge as an OpenBadgeCredential (VC 2.0), not signed yet."""
    here = f"urn:uuid:{said.key}"
    entry = status_entry(place, address)
    where = f"{entry['statusListCredential']}#{place.position}"
    return {
        "@context": [CONTEXT, BADGES_CONTEXT],
        "id": here,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": said.name,
        "description": said.description,
        "issuer": {"id": address, "type": ["Profile"], "name": issuer_name, "url": address},
        **validity(said.valid_from, said.valid_until),
        "credentialSubject": _subject(said, here),
        "credentialStatus": {"id": where, **entry},
    }


def _subject(said: Badge, here: str) -> dict[str, Any]:
    hidden = identity_hash(said.holder_number, said.salt)
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "identityHash": said.holder, "identityType": "ext:fullName", "hashed": False},
            {
                "type": "IdentityObject",
                "identityHash": hidden,
                "identityType": "ext:jobSeekerNumber",
                "hashed": True,
                "salt": said.salt,
            },
        ],
        "licenseNumber": said.number,
        "achievement": {
            "id": f"{here}#achievement",
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": said.name,
            "description": said.description,
            "criteria": {"narrative": said.criteria},
            "creator": {"id": f"{here}#creator", "type": ["Profile"], "name": said.awarded_by},
            "inLanguage": "fr",
        },
    }
    if said.skills:
        subject["achievement"]["tag"] = [name for _code, name in said.skills]
    if said.result:
        described = f"{here}#result"
        subject["achievement"]["resultDescription"] = [
            {"id": described, "type": ["ResultDescription"], "name": "Résultat", "resultType": "Result"}
        ]
        subject["result"] = [{"type": ["Result"], "resultDescription": described, "value": said.result}]
    return subject


def issue_badge(payload: dict[str, Any], ring: KeyRing | None = None) -> str:
    """Return a badge signed as a JWT that bears its key, with the registered names that Open Badges 3.0 asks for."""
    number = payload["credentialSubject"]["licenseNumber"]
    named = {"iss": payload["issuer"]["id"], "jti": payload["id"], "sub": f"urn:baarasira:{number}"}
    return (ring or key_ring()).sign_credential({**payload, **named}, with_key=True)
