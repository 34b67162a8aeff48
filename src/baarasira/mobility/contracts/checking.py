"""Checking the visa of a contract that someone shows, by its signed code. Anyone may ask.

An answer says no more of the worker than the paper in the asker's hand does: initials and birth year (domain.md E).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baarasira.kernel.signing import BadSignature, DocumentClaims

from .actions.papers import DOCUMENT
from .enums import VISED
from .models import WorkContract


class Verdict(StrEnum):
    """What a check finds: a visa in force; one whose contract has run out; one that was replaced; none of ours."""

    GOOD = "good"
    EXPIRED = "expired"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VisaCheck:
    """The answer; the other values are empty when the visa is unknown. `digest` is the SHA-256 of the approved text."""

    verdict: Verdict
    number: str = ""
    holder: str = ""
    birth_year: int | None = None
    employer: str = ""
    country: str = ""
    decided_on: date | None = None
    ends_on: date | None = None
    digest: str = ""


def check_token(token: str, on: date) -> VisaCheck:
    """Return what the signed code of a visa is worth on a day; a genuine code is still looked up in the register."""
    try:
        claims = DocumentClaims.of_token(token, DOCUMENT)
    except (BadSignature, KeyError, ValueError, TypeError):
        return VisaCheck(Verdict.UNKNOWN)
    contract = WorkContract.objects.filter(pk=claims.document_id).select_related("employer").first()
    return VisaCheck(
        verdict=_verdict(contract, on),
        number=claims.number,
        holder=claims.holder,
        birth_year=claims.birth_year,
        employer=contract.employer.name if contract is not None else "",
        country=contract.country if contract is not None else "",
        decided_on=claims.issued_on,
        ends_on=claims.expires_on,
        digest=claims.digest,
    )


def _verdict(contract: WorkContract | None, on: date) -> Verdict:
    if contract is None or contract.state not in VISED:
        return Verdict.ENDED
    return Verdict.EXPIRED if contract.ends_on is not None and contract.ends_on < on else Verdict.GOOD
