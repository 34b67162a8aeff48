"""What referrals show on a person's file: where each candidacy stands, what is due, the offers that suit."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baarasira.candidacies import queries
from baarasira.candidacies.enums import OPEN_STATES, CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import CANDIDACIES, PLACEMENTS
from baarasira.matching.policies import SHORTLISTS
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference import parameters
from baarasira.reference.queries import value
from baarasira.web.people.sections import Due, DueMaker, Link, LinkMaker, Section, SectionMaker
from baarasira.web.requests import AgentRequest

from .states import tone


def candidacies(request: AgentRequest, person: Person) -> Section | None:
    """The candidacies of this person that the agent may see, newest first."""
    if not CANDIDACIES.allows(request.actor, "view"):
        return None
    rows = list(queries.visible_to(request.actor).filter(person=person).order_by("-id"))
    under_way = sum(row.state in OPEN_STATES for row in rows)
    note = ngettext("%(n)d under way", "%(n)d under way", under_way) % {"n": under_way} if under_way else ""
    suited = SHORTLISTS.allows(request.actor, "offers_for", person.office_id) and person.state == PersonState.OPEN
    context = {
        "lines": [(row, tone(row.state)) for row in rows],
        "offers_url": reverse("matching:offers_for", args=[person.pk]) if suited else "",
    }
    return Section(
        gettext_lazy("Referrals and placements"), "candidacies/section_person.html", context, 35,
        count=len(rows), note=note, open=bool(under_way), anchor="mises-en-relation",
    )  # fmt: skip


def candidacies_due(request: AgentRequest, person: Person) -> list[Due]:
    """The first days to confirm, the answers that are late."""
    if not CANDIDACIES.allows(request.actor, "interview"):
        return []
    waiting = queries.visible_to(request.actor).filter(person=person, state__in=OPEN_STATES)
    return [due for row in waiting.order_by("id") if (due := _due(request, row)) is not None]


def _due(request: AgentRequest, row: Candidacy) -> Due | None:
    url, detail = reverse("candidacies:file", args=[row.pk]), f"{row.opening.title}, {row.opening.employer.name}"
    if row.state == CandidacyState.HIRED:
        return Due(_("Confirm the first day worked"), url, row.starts_on, detail, gettext_lazy("Open the referral"))
    if row.state == CandidacyState.REFERRED:
        days = value(parameters.ANSWER_DAYS, request.actor.today)
        answer_by = row.referred_on + timedelta(days=days)
        return Due(_("Answer of the employer"), url, answer_by, detail, gettext_lazy("Open the referral"))
    return Due(_("Ask the employer for the decision"), url, None, detail, gettext_lazy("Open the referral"))


def checks_due(request: AgentRequest, person: Person) -> list[Due]:
    """The checks of this person's placements that have come due."""
    if not PLACEMENTS.allows(request.actor, "check"):
        return []
    rows = queries.checks_due(request.actor, request.actor.today).filter(placement__candidacy__person=person)
    return [
        Due(
            ngettext("Check after %(months)d month", "Check after %(months)d months", row.months)
            % {"months": row.months},
            reverse("candidacies:check", args=[row.pk]),
            row.due_on,
            row.placement.candidacy.opening.title,
            gettext_lazy("Record the check"),
        )
        for row in rows
    ]


def links(request: AgentRequest, person: Person) -> list[Link]:
    """The offers that suit, at the top of the file."""
    allowed = SHORTLISTS.allows(request.actor, "offers_for", person.office_id)
    if not allowed or person.state != PersonState.OPEN:
        return []
    return [Link(gettext_lazy("Offers that suit"), reverse("matching:offers_for", args=[person.pk]), "main")]


SECTIONS: list[SectionMaker] = [candidacies]
DUE: list[DueMaker] = [candidacies_due, checks_due]
LINKS: list[LinkMaker] = [links]
