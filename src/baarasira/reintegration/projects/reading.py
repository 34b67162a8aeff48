"""What a project's own numbers come to: its cost, its contribution, its forecast."""

from dataclasses import dataclass

from .models import ProForma, Project
from .rules.forecast import MONTHS, Forecast, forecast_of


@dataclass(frozen=True, slots=True)
class Costing:
    """What a project costs, in whole francs: equipment at the pro-formas chosen, working capital; and who pays for it."""

    equipment: int
    working_capital: int
    own: int
    asked: int

    @property
    def cost(self) -> int:
        """The whole cost."""
        return self.equipment + self.working_capital

    @property
    def gap(self) -> int:
        """What nobody pays for yet; below zero when more is asked than is needed."""
        return self.cost - self.own - self.asked


def costing(project: Project) -> Costing:
    """Return what a project costs and who pays. One query."""
    rows = ProForma.objects.filter(equipment__project=project, equipment__removed_on__isnull=True, chosen=True)
    chosen = rows.order_by().values_list("francs", flat=True)
    own = (project.own_cash or 0) + (project.own_kind or 0)
    return Costing(sum(chosen), project.working_capital or 0, own, project.asked or 0)


def forecast(project: Project, cost: Costing) -> Forecast | None:
    """Return the forecast of a project, None until its twelve months are written."""
    lists = (project.revenue, project.purchases, project.charges)
    if any(len(values) != MONTHS for values in lists):
        return None
    return forecast_of(
        revenue=project.revenue,
        purchases=project.purchases,
        charges=project.charges,
        loan_month=project.loan_month,
        opening=(project.own_cash or 0) + cost.asked - cost.equipment,
        own=cost.own,
        cost=cost.cost,
    )
