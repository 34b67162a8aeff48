"""The desk: what is due today, late first; then search; then a few figures."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from baarasira.accounts.policies import ACCOUNTS, JOURNAL
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.errors import Sentence
from baarasira.kernel.policies import PolicyTable
from baarasira.openings.policies import OPENINGS
from baarasira.people.policies import PEOPLE
from baarasira.reintegration.cases.policies import CARE, CASES, REFERRALS
from baarasira.reintegration.funds.policies import FUNDS
from baarasira.reintegration.projects.policies import PROJECTS
from baarasira.statistics.policies import FIGURES
from baarasira.training.apprenticeships.policies import LOGBOOK
from baarasira.training.courses.policies import SESSIONS
from baarasira.web.requests import AgentRequest

from .blocks import desk_of


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin when nothing is to be done: the act, why, and who may."""

    table: PolicyTable
    action: str
    label: Sentence
    why: Sentence
    route: str


STARTS = (
    Start(PEOPLE, "register", _("Register a person"), _("Their card, appointments and plan then stand here when due."), "people:register"),
    Start(EMPLOYERS, "record", _("Record an employer"), _("A second person accredits it; then its offers can be published."), "employers:new"),
    Start(OPENINGS, "receive", _("Record an offer"), _("Approved by a second person, it is shown to everyone."), "openings:new"),
    Start(AGREEMENTS, "record", _("Record an agreement"), _("Its ceilings, its dates and its opinions then bind every campaign."), "cooperation:new"),
    Start(ACCOUNTS, "invite", _("Invite an agent"), _("They choose their password by a link that works once."), "administration:invite"),
    Start(FIGURES, "export", _("See the figures"), _("Of your territory, month by month, to be downloaded."), "statistics:dashboard"),
    Start(JOURNAL, "export", _("Read the journal"), _("Who did what, who looked at which file, and why."), "journal:list"),
    Start(REFERRALS, "view", _("See the files referred to us"), _("Accept, refuse, report, hand back."), "reintegration:partner-desk"),
    Start(CARE, "read", _("See the people I care for"), _("Their notes, for you and the other named carers alone."), "reintegration:cared"),
    Start(CASES, "view", _("See the returns"), _("Where each returnee stands, from the first contact to the last visit."), "reintegration:list"),
    Start(FUNDS, "view", _("See the funds"), _("What each holds, what is signed, paid and late."), "funds:list"),
    Start(SESSIONS, "plan", _("Plan a training session"), _("Opened, it is offered to every office; people are then enrolled from their file."), "courses:new"),
    Start(SESSIONS, "view_own", _("See my sessions"), _("Attendance, quizzes, what comes out of the course."), "courses:list"),
    Start(LOGBOOK, "note", _("Open the logbook"), _("Who came, what each learnt: by pictures, without a network too."), "field:workshop"),
    Start(PROJECTS, "view", _("See the business projects"), _("What is written, submitted, granted."), "projects:list"),
    Start(PEOPLE, "search", _("Search a person"), _("In the whole country: name, year, office."), "people:search"),
)  # fmt: skip


@require_GET
def desk(request: AgentRequest) -> HttpResponse:
    """Show the signed-in person's desk."""
    actor = request.actor
    made = desk_of(actor)
    starts = [
        (start.label, reverse(start.route), start.why) for start in STARTS if start.table.allows(actor, start.action)
    ]
    context = {
        "desk": made,
        "today": actor.today,
        "may_search": PEOPLE.allows(actor, "search"),
        "may_register": PEOPLE.allows(actor, "register"),
        "starts": [] if made.count else starts,
    }
    return render(request, "desk/desk.html", context)
