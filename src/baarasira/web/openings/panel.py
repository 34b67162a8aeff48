"""What the rules say of an offer being written: beside each field, and summed up on top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.forms import BoundField

from baarasira.kernel.errors import Finding, Sentence

from .forms import OpeningForm

_MISSING = {"employer_missing", "occupation_missing", "wage_missing"}
SLOTS = (
    "employer", "title", "occupation", "description", "wage", "hours_per_week", "benefits", "country", "workplace",
    "starts_on", "min_age", "max_age",
)  # fmt: skip
"""The fields that have a place of their own for what the rules say, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The findings sorted for a page: what stops, what is still to be filled in, what only warns, and by field."""

    stops: Sequence[Finding]
    missing: Sequence[Finding]
    warnings: Sequence[Finding]
    slots: Sequence[tuple[str, Sequence[Finding]]]

    @property
    def clear(self) -> bool:
        """Whether nothing stops the publication."""
        return not self.stops and not self.missing


def panel_of(findings: Sequence[Finding]) -> Panel:
    """Sort findings; what is missing is not said beside its field, which is seen to be empty."""
    said = [finding for finding in findings if finding.code not in _MISSING]
    return Panel(
        stops=[finding for finding in said if finding.blocking],
        missing=[finding for finding in findings if finding.code in _MISSING],
        warnings=[finding for finding in said if not finding.blocking],
        slots=[(name, [finding for finding in said if finding.field == name]) for name in SLOTS],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form, and what the rules say of it (`slotted` when it has a place for that)."""

    field: BoundField
    slotted: bool
    findings: Sequence[Finding]


def laid_out(form: OpeningForm, panel: Panel) -> Iterator[tuple[Sentence, list[Line]]]:
    """Yield the sections of the form with its fields and what the rules say beside each."""
    said = dict(panel.slots)
    for title, group in form.parts():
        yield title, [Line(field, field.name in said, said.get(field.name, ())) for field in group]
