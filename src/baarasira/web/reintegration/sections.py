"""Parts that stand on the page of a case. The pages of other rooms add theirs to SECTIONS, placed by `web.parts`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence
from baarasira.people.models import Person
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.policies import CASES
from baarasira.reintegration.cases.queries import cases
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


PERSON_SECTIONS: list[people.SectionMaker] = [cases_of]
