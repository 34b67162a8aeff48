"""Repeaters: who may be recalled and why not, and the applications made from the list of an employer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.employers.models import Employer
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.journeys import actions, recalling
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.openings import campaign_queries
from baarasira.openings.enums import CampaignState
from baarasira.programmes.enums import ProgrammeKind
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import RecallFilter, RecallForm


@require_GET
def list_recall(request: AgentRequest) -> HttpResponse:
    """Show the repeaters, the latest departure first, each with the conditions of a recall."""
    actor = request.actor
    JOURNEYS.require(actor, "view")
    rows = recalling.repeaters(actor)
    known = Employer.objects.filter(pk__in=rows.order_by().values("opening__employer_id")).order_by("name")[:200]
    form = RecallFilter(request.GET, employers=[(str(row.pk), row.name) for row in known])
    if form.is_valid():
        if form.cleaned_data["employer"]:
            rows = recalling.of_employer(rows, UUID(form.cleaned_data["employer"]))
        if form.cleaned_data["only"]:
            rows = recalling.on_the_list(rows, actor.today)
    page = paginate(rows, order=("-departed_on", "-id"), request=request, size=30)
    campaigns = campaign_queries.visible_to(actor).filter(
        programme_version__kind=ProgrammeKind.RECALL, state=CampaignState.OPEN
    )
    context = {
        "form": form, "chips": active_filters(form, request), "page": page, "filtered": bool(request.GET),
        "standings": recalling.standings(list(page.rows), actor.today),
        "campaigns": [row for row in campaigns[:20] if JOURNEYS.allows(actor, "recall", row.opening.office_id)],
    }  # fmt: skip
    return render(request, "journeys/recall.html", context)


@require_http_methods(["GET", "POST"])
def recall_campaign(request: AgentRequest, recall_id: UUID) -> HttpResponse:
    """Enter the workers an employer calls, see what will happen, then make the applications."""
    campaign = get_object_or_404(campaign_queries.visible_to(request.actor), pk=recall_id)
    if campaign.programme_version.compiled.kind != ProgrammeKind.RECALL:
        raise Http404
    JOURNEYS.require(request.actor, "recall", campaign.opening.office_id)
    form = RecallForm(request.POST or None)
    lines, done = [], request.POST.get("decision") == "do"
    if request.method == "POST" and form.is_valid():
        call = actions.recall_by_name if done else actions.preview_recall
        try:
            lines = call(actor=request.actor, campaign_id=campaign.pk, names=form.lines())
        except BusinessError as error:
            form.refuse(error)
    context = {
        "campaign": campaign, "form": form, "done": done and bool(lines), "names": request.POST.get("names", ""),
        "called": [line for line in lines if not line.refusal], "refused": [line for line in lines if line.refusal],
    }  # fmt: skip
    return render(request, "journeys/recall_campaign.html", context, status=422 if form.errors else 200)
