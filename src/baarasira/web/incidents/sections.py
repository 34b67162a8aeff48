"""What incidents show elsewhere: on a person's file, on an employer's file, on the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baarasira.candidacies import road_queries
from baarasira.employers.models import Employer
from baarasira.mobility.incidents.policies import BARS, COSTS, INCIDENTS
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.mobility.incidents.queries.bars import standing_bar
from baarasira.mobility.incidents.queries.employers import record_of
from baarasira.people.models import Person
from baarasira.web.employers import sections as employers
from baarasira.web.people import sections as people
from baarasira.web.requests import AgentRequest

from .views.listing import line_of

MOST = 20


def incidents_of(request: AgentRequest, person: Person) -> people.Section | None:
    """The incidents of this person that the agent may see, their costs file by file, the bar that stands."""
    if not INCIDENTS.allows(request.actor, "view"):
        return None
    rows = list(queries.visible_to(request.actor).filter(person=person)[:MOST])
    open_ = sum(row.closed_at is None for row in rows)
    files = road_queries.of_person(request.actor, person.pk) if COSTS.allows(request.actor, "view") else []
    context = {
        "lines": [line_of(row, request) for row in rows],
        "files": [{"file": row, "title": row.opening.title, "left": row.departed_on is not None} for row in files],
        "bar": standing_bar(person, request.actor.today) if BARS.allows(request.actor, "view") else None,
        "may_bar": BARS.allows(request.actor, "propose"),
        "may_report": INCIDENTS.allows(request.actor, "report"),
    }
    note = ngettext("%(n)d not ended", "%(n)d not ended", open_) % {"n": open_} if open_ else ""
    return people.Section(
        _("Incidents and costs"), "incidents/section_person.html", context, 38, count=len(rows), note=note,
        anchor="incidents",
    )  # fmt: skip


def record(request: AgentRequest, employer: Employer) -> employers.Section:
    """The record of an employer abroad, for who may read incidents."""
    seen = INCIDENTS.allows(request.actor, "view")
    found = record_of(employer.pk, request.actor.today) if seen else None
    context = {"record": found, "url": reverse("incidents:employer", args=[employer.pk]) if seen else ""}
    return employers.Section(
        _("Incidents and measures"), "incidents/section_employer.html", context, 50,
        sum(found.by_severity.values()) if found is not None else 0,
    )  # fmt: skip


SECTIONS: list[people.SectionMaker] = [incidents_of]
EMPLOYER_SECTIONS: list[employers.SectionMaker] = [record]
