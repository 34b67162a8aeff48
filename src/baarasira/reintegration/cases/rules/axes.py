"""Which axis of support is open to a person: the programme in force for each, and its own conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.facts import facts_of
from baarasira.kernel.errors import Finding
from baarasira.programmes.eligibility import Facts, Refusal
from baarasira.programmes.enums import ProgrammeKind, VersionState
from baarasira.programmes.models import ProgrammeVersion
from baarasira.programmes.queries import refusals

from ..enums import Axis
from ..models import Case, Intake


@dataclass(frozen=True, slots=True)
class AxisAnswer:
    """One axis as it stands for a person: its programme, and why it is not open (empty when it is)."""

    axis: str
    version: ProgrammeVersion
    refusals: tuple[Refusal, ...]

    @property
    def open(self) -> bool:
        """Whether the person may take it."""
        return not self.refusals

    @property
    def label(self) -> str:
        """The axis in words."""
        return str(Axis(self.axis).label)


def axis_programmes(on: date) -> Mapping[str, ProgrammeVersion]:
    """Return the programme in force of each axis on a day, in the order of the axes. One query."""
    rows = ProgrammeVersion.objects.filter(kind=ProgrammeKind.REINTEGRATION, state=VersionState.PUBLISHED)
    found: dict[str, ProgrammeVersion] = {}
    for version in rows.select_related("programme").order_by("programme__key"):
        support = version.compiled.support
        if support is not None and version.compiled.open_on(on):
            found.setdefault(support.axis, version)
    return {axis: found[axis] for axis in Axis.values if axis in found}


def facts_of_case(case: Case, on: date) -> Facts:
    """Return what is known of the person of a case: their file, and the return and the standing abroad of the intake."""
    facts = facts_of(case.person, on)
    intake: Intake | None = getattr(case, "intake", None)
    held = replace(
        facts,
        returned_on=case.returned_on or facts.returned_on,
        returned_from=case.return_country or facts.returned_from,
    )
    if intake is None:
        return held
    return replace(
        held,
        standing_abroad=intake.standing,
        graduated_in=intake.graduated_in,
        graduated_on=intake.diploma_on,
    )


def axes_open(case: Case, on: date) -> list[AxisAnswer]:
    """Return every axis with whether it is open to the person of a case, and why not."""
    facts = facts_of_case(case, on)
    return [
        AxisAnswer(axis, version, tuple(refusals(version, facts, on))) for axis, version in axis_programmes(on).items()
    ]


def axis_findings(case: Case, axis: str, on: date) -> list[Finding]:
    """Return why this axis is not open, each in the sentence of its programme, and what else is; every finding blocks."""
    answers = axes_open(case, on)
    chosen = next((answer for answer in answers if answer.axis == axis), None)
    if chosen is None:
        sentence = _("No programme of the axis “%(axis)s” is in force today.")
        return [Finding("axis_none", sentence % {"axis": Axis(axis).label}, "axis")]
    if chosen.open:
        return []
    found = [
        Finding(f"axis_{refusal.criterion}", _said(refusal), "axis", source=refusal.basis)
        for refusal in chosen.refusals
    ]
    others = [answer.label for answer in answers if answer.open and answer.axis != axis]
    if others:
        sentence = _("Open to this person: %(axes)s.") % {"axes": ", ".join(others)}
        found.append(Finding("axis_instead", sentence, "axis"))
    return found


def _said(refusal: Refusal) -> str:
    return f"{refusal.sentence} {refusal.instead}".strip()
