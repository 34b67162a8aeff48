"""The sections of an employer's file. A room adds its own by adding a function to SECTIONS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.queries import placements_visible_to, seats_taken
from baarasira.employers import queries
from baarasira.employers.models import Employer
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.errors import Sentence
from baarasira.openings.queries import visible_to as openings_visible_to
from baarasira.web.requests import AgentRequest

from ..openings.states import tone as opening_tone

MOST = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the file that opens and closes: its title, its template and what the template shows."""

    title: Sentence
    template: str
    context: dict[str, Any]
    order: int
    count: int
    open: bool = False


SectionMaker = Callable[[AgentRequest, Employer], Section]


def contacts(request: AgentRequest, employer: Employer) -> Section:
    """The people to call there."""
    rows = list(employer.contacts.filter(ended_on__isnull=True))
    may_edit = EMPLOYERS.allows(request.actor, "edit", employer.office_id)
    context = {"contacts": rows, "may_edit": may_edit, "employer": employer}
    return Section(_("People to call"), "employers/section_contacts.html", context, 10, len(rows), True)


def offers(request: AgentRequest, employer: Employer) -> Section:
    """The offers this agent may see, newest first."""
    rows = openings_visible_to(request.actor).filter(employer=employer)
    shown = list(rows[:MOST])
    taken = seats_taken([opening.pk for opening in shown])
    lines = [
        {"opening": opening, "tone": opening_tone(opening.state), "taken": taken.get(opening.pk, 0)}
        for opening in shown
    ]
    more = f"{reverse('openings:list')}?q={employer.number}"
    context = {"lines": lines, "more_url": more, "employer": employer}
    return Section(_("Offers"), "employers/section_offers.html", context, 20, rows.count(), True)


def visits(request: AgentRequest, employer: Employer) -> Section:
    """The visits paid, newest first, with the needs they found."""
    rows = queries.visits(employer)
    may_visit = EMPLOYERS.allows(request.actor, "visit", employer.office_id)
    context = {"visits": list(rows[:MOST]), "may_visit": may_visit, "employer": employer}
    return Section(_("Visits"), "employers/section_visits.html", context, 30, rows.count())


def placements(request: AgentRequest, employer: Employer) -> Section:
    """The people placed there, as far as this agent may see them."""
    rows = placements_visible_to(request.actor).filter(candidacy__opening__employer=employer)
    context = {"placements": list(rows[:MOST])}
    return Section(_("Placements"), "employers/section_placements.html", context, 40, rows.count())


SECTIONS: list[SectionMaker] = [contacts, offers, visits, placements]


def sections_of(request: AgentRequest, employer: Employer) -> list[Section]:
    """Return the sections of an employer's file in their order."""
    return sorted((make(request, employer) for make in SECTIONS), key=lambda section: section.order)
