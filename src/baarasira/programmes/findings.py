"""What is wrong in a programme file: where, what, and what would be right."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Sentence

from .files.positions import Path, Positions


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One finding: the line (from 1), what is wrong, what would be right (empty when nothing can be proposed).

    `code` is short and stable, for tests and for those who treat findings by kind; ``R-09`` for a forbidden input.
    """

    line: int
    wrong: str = field(compare=False)
    right: str = field(compare=False, default="")
    code: str = field(compare=False, default="")

    @property
    def sentence(self) -> str:
        """Both halves, as a compiler prints them after the place."""
        if not self.right:
            return self.wrong
        return _("%(wrong)s; %(right)s") % {"wrong": self.wrong, "right": self.right}


class Report:
    """Gathers the flaws of one file, in the order of its lines."""

    def __init__(self, places: Positions) -> None:
        self._places = places
        self._found: list[Flaw] = []

    def add(self, path: Path, code: str, wrong: Sentence, right: Sentence = "") -> None:
        """Note a flaw at a path."""
        self._found.append(Flaw(self._places.line(path), str(wrong), str(right), code))

    def line_of(self, path: Path) -> int:
        """Return the line on which a path stands."""
        return self._places.line(path)

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """Return every flaw, those of one line in the order they were found; one said twice stands once."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda flaw: flaw.line))

    def __len__(self) -> int:
        return len(self._found)
