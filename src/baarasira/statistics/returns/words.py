"""What the tables of the committee call things, in the active language."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.people.enums import Sex
from baarasira.programmes.enums import Axis
from baarasira.reintegration.funds.enums import StopReason
from baarasira.reintegration.visits.enums import Problem

from .board import AXIS, PROBLEM, REASON, REGION, SEX, Measure
from .tables import Cell

MEASURES: Mapping[Measure, Sentence] = {
    Measure.REFERRED: pgettext_lazy("convention", "Received"),
    Measure.PLANNED: pgettext_lazy("convention", "Planned"),
    Measure.FUNDED: pgettext_lazy("convention", "Funded"),
    Measure.STARTED: pgettext_lazy("convention", "Started"),
    Measure.ALIVE6: _("Alive at 6 months"),
    Measure.KNOWN6: _("of whom it is known, at 6 months"),
    Measure.ALIVE12: _("Alive at 12 months"),
    Measure.KNOWN12: _("of whom it is known, at 12 months"),
    Measure.JOBS: _("Paid jobs"),
    Measure.COMMITTED: _("Committed (FCFA)"),
    Measure.PAID: _("Paid (FCFA)"),
    Measure.COST: _("Cost of a living business (FCFA)"),
}
"""The measures in the order of the tables, with their heading."""

DIMENSIONS: Mapping[str, Sentence] = {
    AXIS: _("By axis"),
    REGION: _("By region"),
    SEX: _("By sex"),
    REASON: _("Why it failed"),
    PROBLEM: _("Problem named"),
    "": _("All together"),
}


def value_name(dimension: str, code: str, regions: Mapping[str, str]) -> str:
    """Return the name of one value of a dimension; `regions` {code: name}."""
    if dimension == AXIS:
        return str(Axis(code).label) if code else str(_("No plan yet"))
    if dimension == SEX:
        return str(Sex(code).label) if code in Sex.values else str(_("Not known"))
    if dimension == REASON:
        return str(StopReason(code).label)
    if dimension == PROBLEM:
        return str(Problem(code).label) if code in Problem.values else code
    return regions.get(code, code) or str(_("Region not known"))


def year_name(year: int) -> str:
    """Return how a year is called; 0 is all of them."""
    return str(year) if year else str(_("All years"))


def cell_name(cell: Cell, regions: Mapping[str, str]) -> str:
    """Return how a cell is called, without its year."""
    return value_name(cell.dimension, cell.value, regions) if cell.dimension else str(_("Total"))
