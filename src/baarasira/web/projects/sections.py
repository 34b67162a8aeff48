"""What business projects show on the page of a case."""

from django.utils.translation import gettext_lazy as _

from baarasira.programmes.enums import Axis
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.projects.policies import PROJECTS
from baarasira.reintegration.projects.queries.projects import visible_to
from baarasira.web.reintegration.sections import CaseSection, CaseSectionMaker
from baarasira.web.requests import AgentRequest

from .states import tone


def projects_of(request: AgentRequest, case: Case) -> CaseSection | None:
    """The business projects of a case, and the way to begin one where its plan is the creation of a business."""
    if not PROJECTS.allows(request.actor, "view", case.owner_id):
        return None
    rows = list(visible_to(request.actor).filter(case=case))
    may_begin = (
        case.axis == Axis.BUSINESS
        and case.state != CaseState.CLOSED
        and PROJECTS.allows(request.actor, "begin", case.owner_id)
        and all(row.state in {"refused", "redirected", "withdrawn"} for row in rows)
    )
    if not rows and not may_begin:
        return None
    context = {"lines": [{"row": row, "tone": tone(row.state)} for row in rows], "may_begin": may_begin}
    return CaseSection(_("Business project"), "projects/section_case.html", context, 30, open=True, anchor="projet")


CASE_SECTIONS: list[CaseSectionMaker] = [projects_of]
