"""The sections of an offer's file. A room adds its own by adding a function to SECTIONS."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.queries import visible_to as candidacies_visible_to
from baarasira.kernel.errors import Sentence
from baarasira.openings.models import Opening
from baarasira.web.requests import AgentRequest

from ..candidacies.states import tone as candidacy_tone
from .words import requirement_facts, wish_facts, work_facts


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the file that opens and closes: its title, its template, what the template shows, its place."""

    title: Sentence
    template: str
    context: dict[str, Any]
    order: int
    count: int | None = None
    open: bool = False


SectionMaker = Callable[[AgentRequest, Opening], Section | None]


def work(request: AgentRequest, opening: Opening) -> Section:
    """The work offered, its pay and its place."""
    context = {"facts": work_facts(opening), "description": opening.description}
    return Section(_("The work"), "openings/section_work.html", context, 10, open=True)


def conditions(request: AgentRequest, opening: Opening) -> Section:
    """What is required and what is wished for."""
    context = {"required": requirement_facts(opening), "wished": wish_facts(opening)}
    return Section(_("Who is looked for"), "openings/section_conditions.html", context, 20, open=True)


def candidates(request: AgentRequest, opening: Opening) -> Section:
    """The people referred to this offer whom this agent may see."""
    rows = list(candidacies_visible_to(request.actor).filter(opening=opening))
    lines = [(row, candidacy_tone(row.state)) for row in rows]
    context = {"lines": lines, "counts": _by_state(rows)}
    return Section(_("People referred"), "openings/section_candidates.html", context, 30, len(rows), True)


def _by_state(rows: Sequence[Candidacy]) -> list[tuple[str, str, int]]:
    """Return (state in words, tone, how many) for each state that some have, in the order of the road."""
    counts = Counter(row.state for row in rows)
    return [(str(state.label), candidacy_tone(state), counts[state]) for state in CandidacyState if counts[state]]


SECTIONS: list[SectionMaker] = [work, conditions, candidates]


def sections_of(request: AgentRequest, opening: Opening) -> list[Section]:
    """Return the sections this agent may see, in their order."""
    made = (make(request, opening) for make in SECTIONS)
    return sorted((section for section in made if section is not None), key=lambda section: section.order)
