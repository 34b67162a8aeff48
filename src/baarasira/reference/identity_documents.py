"""Identity documents accepted at the desk (domain.md B.5), the preferred ones first."""

from collections.abc import Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term


@dataclass(frozen=True, slots=True)
class IdentityDocument(Term):
    """A kind of document; `carries_nina` when the NINA is printed on it, `expires` when it has a last day."""

    carries_nina: bool = False
    expires: bool = True

    @property
    def last_resort(self) -> bool:
        """True for the document taken only when the person has no other (domain.md B.5: birth certificate if none)."""
        return self.code == "birth_certificate"


def _document(row: Mapping[str, str]) -> IdentityDocument:
    return IdentityDocument(
        row["code"],
        row["name_fr"],
        row["name_en"],
        row["help_fr"],
        row["help_en"],
        carries_nina=row["carries_nina"] == "1",
        expires=row["expires"] == "1",
    )


IDENTITY_DOCUMENTS: CodeList[IdentityDocument] = CodeList("identity_documents.csv", _document)
