"""What is handed to the acts on certificates."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CertificateData:
    """What a certificate is to say.

    office_id: of the centre that taught. source_kind, source_id: what it is for. skills: codes. hours of teaching; result in
    words, empty for none; valid_until None when it holds for good.
    """

    person_id: UUID
    office_id: UUID
    source_kind: str
    source_id: UUID
    title: str
    criteria: str
    skills: tuple[str, ...]
    valid_from: date
    result: str = ""
    hours: int | None = None
    valid_until: date | None = None
