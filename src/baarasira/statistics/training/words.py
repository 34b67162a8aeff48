"""What the tables of training call things, in the active language."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.network.models import Structure
from baarasira.people.enums import Sex
from baarasira.reference.occupations import occupation_label
from baarasira.training.apprenticeships.models import Trade
from baarasira.training.courses.enums import Origin
from baarasira.training.courses.models import Course
from baarasira.training.online.models import Platform

from ..returns.tables import Cell
from .board import CENTRE, COURSE, ORIGIN, SEX, Measure
from .outcomes import APPRENTICESHIP, PLATFORM

MEASURES: Mapping[Measure, Sentence] = {
    Measure.ENROLLED: pgettext_lazy("training figures", "Enrolled"),
    Measure.PRESENT: pgettext_lazy("training figures", "Present"),
    Measure.FINISHED: pgettext_lazy("training figures", "Finished"),
    Measure.CERTIFIED: pgettext_lazy("training figures", "Certified"),
    Measure.KNOWN: pgettext_lazy("training figures", "Known at 6 months"),
    Measure.WORK: pgettext_lazy("training figures", "At work at 6 months"),
    Measure.COST: _("Cost of one person placed (FCFA)"),
}
"""The measures in the order of the tables, with their heading."""

DIMENSIONS: Mapping[str, Sentence] = {
    CENTRE: _("By centre"),
    COURSE: _("By course"),
    SEX: _("By sex"),
    ORIGIN: _("By origin"),
    "": _("All together"),
}


class Names:
    """What centres and courses are called: read once for a page. Three queries."""

    def __init__(self, centres: tuple[str, ...]) -> None:
        self._centres = {
            str(key): name for key, name in Structure.objects.filter(pk__in=centres).values_list("pk", "name")
        }
        self._courses = dict(Course.objects.order_by().values_list("key", "title"))
        trades = Trade.objects.order_by().values_list("key", "title")
        self._courses |= {f"{APPRENTICESHIP}{key}": f"{_('Apprenticeship')} – {title}" for key, title in trades}
        platforms = Platform.objects.order_by().values_list("pk", "name")
        self._courses |= {f"{PLATFORM}{key}": name for key, name in platforms}

    def of(self, cell: Cell) -> str:
        """Return how a cell is called, without its year."""
        match cell.dimension:
            case "centre":
                return self._centres.get(cell.value, cell.value)
            case "course":
                return self._courses.get(cell.value, cell.value)
            case "sex":
                return str(Sex(cell.value).label) if cell.value in Sex.values else str(_("Not known"))
            case "origin":
                return str(Origin(cell.value).label)
        return str(_("Total"))


def trade_name(code: str) -> str:
    """Return what a unit group is called."""
    return occupation_label(code)
