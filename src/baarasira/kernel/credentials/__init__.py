"""Documents that anyone verifies, with or without a network: W3C Verifiable Credentials 2.0 as JWT, and what became of them.

A credential is signed with the installation's key ring (`kernel.signing`) and says who, for whom, from when, until when. What
becomes of it later (revoked, used) stands in two Bitstring Status Lists, which everyone may read. Nothing here knows what a
credential is about: a room above gives its type, its subject and its context.

Sources: VC Data Model 2.0, Securing Verifiable Credentials using JOSE and COSE, Bitstring Status List 1.0 (W3C, 15 May 2025).
"""

from .badges import Badge, badge, issue_badge
from .bits import CAPACITY, packed, unpacked
from .codes import LONGEST, WIDEST_MM, CodeTooLong, code_text, picture
from .issuing import CONTEXT, Claims, issue, read
from .models import CredentialStatus
from .statuses import PURPOSES, Place, draw, last_list, mark_revoked, mark_used, status_list

__all__ = [
    "CAPACITY",
    "CONTEXT",
    "LONGEST",
    "PURPOSES",
    "WIDEST_MM",
    "Badge",
    "Claims",
    "CodeTooLong",
    "CredentialStatus",
    "Place",
    "badge",
    "code_text",
    "draw",
    "issue",
    "issue_badge",
    "last_list",
    "mark_revoked",
    "mark_used",
    "packed",
    "picture",
    "read",
    "status_list",
    "unpacked",
]
