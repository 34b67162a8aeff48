"""What the money shows on the page of a case."""

from django.utils.translation import gettext_lazy as _

from baarasira.reference.amounts import show_minor
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.funds.policies import GRANTS
from baarasira.reintegration.funds.queries.grants import visible_to
from baarasira.web.reintegration.sections import CaseSection, CaseSectionMaker
from baarasira.web.requests import AgentRequest

from .states import tone


def grants_of(request: AgentRequest, case: Case) -> CaseSection | None:
    """The grants of a case, and the way to propose one once its plan is signed."""
    if not GRANTS.allows(request.actor, "view", case.owner_id):
        return None
    rows = list(visible_to(request.actor).filter(case=case))
    may_propose = (
        bool(case.axis) and case.state != CaseState.CLOSED and GRANTS.allows(request.actor, "propose", case.owner_id)
    )
    if not rows and not may_propose:
        return None
    lines = [
        {"row": row, "amount": show_minor(row.amount, row.fund.currency), "tone": tone("grant", row.state)}
        for row in rows
    ]
    context = {"lines": lines, "may_propose": may_propose}
    return CaseSection(_("Money"), "funds/section_case.html", context, 40, open=bool(rows), anchor="argent")


CASE_SECTIONS: list[CaseSectionMaker] = [grants_of]
