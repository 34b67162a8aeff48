"""What campaigns show elsewhere: on a person's file the road of each application, on an agreement what a suspension stops."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baarasira.candidacies import road_queries
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import FILES
from baarasira.candidacies.steps.acting import ACTIONS, allows
from baarasira.candidacies.steps.reading import Road, read
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.openings import campaign_queries
from baarasira.openings.enums import UNDER_WAY, CampaignState
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.web.people.sections import Due, DueMaker, Section, SectionMaker
from baarasira.web.requests import AgentRequest

from .road import file_road
from .states import file_tone
from .step_forms import EndingForm
from .words import where_words

MOST_OPEN = 5


def applications(request: AgentRequest, person: Person) -> Section | None:
    """The road of each application of this person, with the one form of the next step."""
    if not FILES.allows(request.actor, "view"):
        return None
    rows = list(road_queries.of_person(request.actor, person.pk))
    under_way = sum(row.state == CandidacyState.UNDER_WAY for row in rows)
    note = ngettext("%(n)d under way", "%(n)d under way", under_way) % {"n": under_way} if under_way else ""
    context = {"files": [_file(request, row) for row in rows], "open": _open(request, person, rows)}
    return Section(
        gettext_lazy("Campaigns"), "campaigns/section_person.html", context, 36,
        count=len(rows), note=note, open=bool(under_way), anchor="campagnes",
    )  # fmt: skip


def _file(request: AgentRequest, candidacy: Candidacy) -> dict[str, Any]:
    road = read(candidacy, request.actor.today)
    return {
        "candidacy": candidacy,
        "campaign": road.campaign,
        "where": where_words(road.programme, candidacy),
        "tone": file_tone(candidacy),
        "road": file_road(road),
        **_next(request, road),
    }


def _next(request: AgentRequest, road: Road) -> dict[str, Any]:
    """Return the form of the open step where this agent may close it, under ids of its own."""
    candidacy = road.candidacy
    if candidacy.state != CandidacyState.UNDER_WAY or candidacy.frozen_on is not None:
        return {"form": None}
    step = road.step
    if step.recorded_by not in ACTIONS or not allows(request.actor, ACTIONS[step.recorded_by], candidacy):
        return {"form": None}
    form = EndingForm(step=step, initial={"version": candidacy.version}, auto_id=f"file_{candidacy.pk.hex[-8:]}_%s")
    verb = gettext_lazy("Propose how it ends") if step.two_people else gettext_lazy("Record how it ends")
    return {"form": form, "step": step, "due": road.row.due_at, "verb": verb}


def _open(request: AgentRequest, person: Person, rows: Sequence[Candidacy]) -> list[object]:
    """Return the campaigns open today to which the agent may register this person."""
    if person.state != PersonState.OPEN or not FILES.allows(request.actor, "apply", person.office_id):
        return []
    applied = {row.opening_id for row in rows if row.state == CandidacyState.UNDER_WAY}
    return [row for row in campaign_queries.open_on(request.actor.today)[:MOST_OPEN] if row.pk not in applied]


def applications_due(request: AgentRequest, person: Person) -> list[Due]:
    """The steps of this person's applications that have a deadline."""
    if not FILES.allows(request.actor, "view"):
        return []
    found = []
    for row in road_queries.open_steps(request.actor).filter(candidacy__person=person, due_at__isnull=False):
        campaign = campaign_queries.one(row.candidacy.opening_id)
        title = str(campaign.programme_version.compiled.steps[row.key].title)
        url = reverse("campaigns:dossier", args=[row.candidacy_id])
        found.append(Due(title, url, row.due_at, campaign.opening.title, gettext_lazy("Open the application")))
    return found


def stopped_by(actor: Actor, agreement: Agreement) -> Sequence[Sentence]:
    """How many campaigns a suspension of the agreement stops, and how many of their files (for its decision page)."""
    states = [*UNDER_WAY, CampaignState.SUSPENDED]
    campaigns = list(agreement.campaigns.filter(state__in=states).values_list("pk", flat=True))
    rows = Candidacy.objects.filter(opening_id__in=campaigns, state=CandidacyState.UNDER_WAY)
    stopped, abroad = rows.filter(departed_on__isnull=True).count(), rows.filter(departed_on__isnull=False).count()
    if not stopped and not abroad:
        return [_("No candidate’s file is under way under this agreement.")]
    sentence = ngettext(
        "%(n)d file not yet departed is concerned.", "%(n)d files not yet departed are concerned.", stopped
    )
    abroad_words = ngettext("%(n)d person is abroad and goes on.", "%(n)d people are abroad and go on.", abroad)
    return [sentence % {"n": stopped}, abroad_words % {"n": abroad}]


SECTIONS: list[SectionMaker] = [applications]
DUE: list[DueMaker] = [applications_due]
EFFECTS = [stopped_by]
