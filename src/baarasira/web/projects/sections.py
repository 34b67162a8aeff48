"""What business projects show on the page of a case."""

from django.utils.translation import gettext_lazy as _

from baarasira.programmes.enums import Axis
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.projects.policies import PROJECTS
from baarasira.reintegration.projects.queries.projects import visible_to
from baarasira.reintegration.projects.rules.beginning import begin_findings
from baarasira.web.reintegration.sections import CaseSection, CaseSectionMaker
from baarasira.web.requests import AgentRequest

from .states import tone


def projects_of(request: AgentRequest, case: Case) -> CaseSection | None:
    """The business projects of a case, and the way to begin one where its plan is the creation of a business."""
    if not PROJECTS.allows(request.actor, "view", case.owner_id):
        return None
    rows = list(visible_to(request.actor).filter(case=case))
    asked = case.axis == Axis.BUSINESS and PROJECTS.allows(request.actor, "begin", case.owner_id)
    against = begin_findings(case, request.actor.today) if asked else []
    # What was paid by another is said here; a state in which nothing is begun simply offers nothing.
    paid = [row.sentence for row in against] if {row.code for row in against} == {"double_funding"} else []
    may_begin = asked and not against
    if not rows and not may_begin and not paid:
        return None
    context = {"lines": [{"row": row, "tone": tone(row.state)} for row in rows], "may_begin": may_begin, "paid": paid}
    return CaseSection(_("Business project"), "projects/section_case.html", context, 30, open=True, anchor="projet")


CASE_SECTIONS: list[CaseSectionMaker] = [projects_of]
