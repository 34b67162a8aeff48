"""What the rules say of an offer being written: beside each field, and summed up on top."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Finding, Sentence

from .forms import OpeningForm

_RULES: Mapping[str, Sentence] = {
    "minimum_wage": _("Minimum wage"),
    "R-09": _("Equal treatment"),
    "R-11": _("Minimum age"),
    "employer_not_accredited": _("Accredited employer"),
    "employer_missing": _("Employer"),
    "occupation_missing": _("Occupation"),
    "wage_missing": _("Wage"),
    "hours_above_legal": _("Working time"),
    "country_without_parameters": _("Work abroad"),
    "start_past": _("Beginning of the work"),
}
"""How each rule is called, in front of what it says."""
_MISSING = {"employer_missing", "occupation_missing", "wage_missing"}
SLOTS = (
    "employer", "title", "occupation", "description", "wage", "hours_per_week", "benefits", "country", "workplace",
    "starts_on", "min_age", "max_age",
)  # fmt: skip
"""The fields that have a place of their own for what the rules say, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says: its name, the sentence, the field, whether it stops the publication."""

    rule: Sentence
    sentence: Sentence
    field: str
    blocking: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The findings sorted for a page: what stops, what is still to be filled in, what only warns, and by field."""

    stops: Sequence[Said]
    missing: Sequence[Said]
    warnings: Sequence[Said]
    slots: Sequence[tuple[str, Sequence[Said]]]

    @property
    def clear(self) -> bool:
        """Whether nothing stops the publication."""
        return not self.stops and not self.missing


def panel_of(findings: Sequence[Finding]) -> Panel:
    """Sort findings; what is missing is not said beside its field, which is seen to be empty."""
    every = [
        Said(_RULES[item.code], item.sentence, item.field, item.blocking, item.code in _MISSING) for item in findings
    ]
    said = [item for item in every if not item.missing]
    return Panel(
        stops=[item for item in said if item.blocking],
        missing=[item for item in every if item.missing],
        warnings=[item for item in said if not item.blocking],
        slots=[(name, [item for item in said if item.field == name]) for name in SLOTS],
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form, and what the rules say of it (`slotted` when it has a place for that)."""

    field: BoundField
    slotted: bool
    findings: Sequence[Said]


def laid_out(form: OpeningForm, panel: Panel) -> Iterator[tuple[Sentence, list[Line]]]:
    """Yield the sections of the form with its fields and what the rules say beside each."""
    said = dict(panel.slots)
    for title, group in form.parts():
        yield title, [Line(field, field.name in said, said.get(field.name, ())) for field in group]
