"""Whether a business project may be begun for a case: asked by the act, and by the page that offers it."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.rules.funding import double_funding

from ..enums import ProjectState
from ..models import Project

_READY = frozenset({CaseState.PLAN, CaseState.COMMITTEE})
_LIVE = frozenset({ProjectState.DRAFT, ProjectState.SUBMITTED, ProjectState.ADJOURNED, ProjectState.GRANTED})


def begin_findings(case: Case, on: date) -> list[Finding]:
    """Return what stops a project on a day; every finding blocks.

    The plan is signed, of the axis of business, and neither paid nor closed yet; no other project stands; nobody funded the same.
    """
    found = []
    if case.axis != Axis.BUSINESS or case.state not in _READY:
        sentence = _("A project stands on a signed plan of business creation, before any money.")
        found.append(Finding("project_axis", sentence, "title", source="C.1"))
    if Project.objects.filter(case=case, state__in=_LIVE).exists():
        found.append(Finding("project_twice", _("This case has a business project already."), "title"))
    return [*found, *double_funding(case.person, Purpose.BUSINESS, on=on)]
