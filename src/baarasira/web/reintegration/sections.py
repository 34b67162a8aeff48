"""Parts that stand on the page of a case. The pages of other rooms add theirs to SECTIONS, placed by `web.parts`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence
from baarasira.people.models import Person
from baarasira.reintegration.cases.enums import Axis, CaseState, Closing
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.policies import CASES
from baarasira.reintegration.cases.queries import cases
from baarasira.reintegration.placements import queries as placements
from baarasira.reintegration.placements.policies import PLACEMENTS
from baarasira.reintegration.visits import queries as visits
from baarasira.reintegration.visits.policies import SURVEYS, VISITS
from baarasira.reintegration.visits.rules import suggested
from baarasira.web.people import sections as people
from baarasira.web.requests import AgentRequest

from .states import tone


@dataclass(frozen=True, slots=True)
class CaseSection:
    """One part that opens: its title, its template, what the template reads as `held` (besides `case`), its place."""

    title: Sentence
    template: str
    context: dict[str, Any]
    order: int
    note: str = ""
    open: bool = False
    anchor: str = ""


CaseSectionMaker = Callable[[AgentRequest, Case], CaseSection | None]
SECTIONS: list[CaseSectionMaker] = []
"""Parts of other rooms on the page of a case: projects, money, visits, placements."""


def sections_of(request: AgentRequest, case: Case) -> list[CaseSection]:
    """Return the parts of a case in their order."""
    made = [part for make in SECTIONS if (part := make(request, case)) is not None]
    return sorted(made, key=lambda part: part.order)


def cases_of(request: AgentRequest, person: Person) -> people.Section | None:
    """The returns of this person that the agent may see, and the way to record a new one."""
    if not CASES.allows(request.actor, "view"):
        return None
    rows = list(cases.visible_to(request.actor).filter(person=person)[:20])
    context = {
        "lines": [{"case": row, "tone": tone("case", row.state)} for row in rows],
        "may_signal": CASES.allows(request.actor, "signal"),
    }
    return people.Section(
        _("Return and reintegration"),
        "reintegration/section_person.html",
        context,
        39,
        count=len(rows),
        anchor="retour",
    )


def visits_of(request: AgentRequest, case: Case) -> CaseSection | None:
    """The visits of a case, made and to be made, the surveys, and how they suggest to end it."""
    if not case.planned_on or not VISITS.allows(request.actor, "view", case.owner_id):
        return None
    today = request.actor.today
    rows = list(visits.visits_of(case))
    surveys = list(visits.surveys_of(case)) if SURVEYS.allows(request.actor, "view", case.owner_id) else []
    open_ = case.state != CaseState.CLOSED
    hint = suggested(case) if open_ else ""
    context = {
        "visits": [
            {"visit": row, "tone": tone("visit", row.state), "late": row.state == "planned" and row.due_on < today}
            for row in rows
        ],
        "surveys": [{"survey": row, "tone": tone("triage", row.triage)} for row in surveys],
        "suggested": Closing(hint).label if hint else "",
        "may_make": open_ and VISITS.allows(request.actor, "make", case.owner_id),
        "may_ask": open_ and SURVEYS.allows(request.actor, "ask", case.owner_id),
    }
    return CaseSection(
        _("Visits and survey"), "reintegration/section_visits.html", context, 60, open=bool(rows), anchor="visits"
    )


def placements_of(request: AgentRequest, case: Case) -> CaseSection | None:
    """The placements of a graduate, and the way to a new agreement."""
    if case.axis != Axis.PLACEMENT or not PLACEMENTS.allows(request.actor, "view", case.owner_id):
        return None
    rows = [{"placement": row, "tone": tone("placement", row.state)} for row in placements.of_case(case)]
    open_one = any(row["placement"].state in {"draft", "signed"} for row in rows)
    may = not open_one and case.state != CaseState.CLOSED and PLACEMENTS.allows(request.actor, "prepare", case.owner_id)
    context = {"placements": rows, "may_prepare": may}
    return CaseSection(_("Placement in a company"), "reintegration/section_placements.html", context, 50, open=True)


SECTIONS += [placements_of, visits_of]
PERSON_SECTIONS: list[people.SectionMaker] = [cases_of]
