"""What the acts of this room begin with: who acts, a second person, words that say something, refusals."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused, second, stop_at, words_of

from .models import Contract

__all__ = ["line_of", "person_acting", "refused", "second", "stop_at", "told", "words_of"]


def line_of(text: str, most: int, field: str) -> str:
    """Return one line with its spaces collapsed; RuleRefused when it is empty."""
    tidy = " ".join(text.split())[:most]
    if not tidy:
        raise refused("line_missing", _("Fill this in."), field)
    return tidy


def told(contract: Contract) -> dict[str, UUID | None]:
    """Return of whom and of where an act on a contract is, for the journal."""
    return {"subject_id": contract.person_id, "structure_id": contract.centre_id}
