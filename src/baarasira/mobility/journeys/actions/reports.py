"""An act on many files at once: one that is refused leaves the others as they are, and says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError

from .common import locked_file


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file: the sentence that refused it, empty when it went through."""

    candidacy: Candidacy
    refusal: str = ""

    @property
    def done(self) -> bool:
        """Whether it went through."""
        return not self.refusal


def each(candidacy_ids: Sequence[UUID], act: Callable[[Candidacy], object]) -> list[Line]:
    """Do something to each file, each in a savepoint of its own; return a line for each, in the order given."""
    lines = []
    for key in dict.fromkeys(candidacy_ids):
        candidacy = locked_file(key)
        try:
            with transaction.atomic():
                act(candidacy)
        except BusinessError as error:
            lines.append(Line(candidacy, str(error)))
        else:
            lines.append(Line(candidacy))
    return lines
