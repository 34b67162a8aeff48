"""Departures together: the list opened, filled, signed, printed, departed."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.candidacies import road_queries
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.mobility.journeys import actions, papers
from baarasira.mobility.journeys.actions.common import held_allows
from baarasira.mobility.journeys.actions.manifests import members, obstacles
from baarasira.mobility.journeys.details import Flight
from baarasira.mobility.journeys.models import Manifest
from baarasira.mobility.journeys.policies import MANIFESTS
from baarasira.network.models import Structure
from baarasira.web.requests import AgentRequest, ticked
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import DayForm, ManifestForm
from ..states import manifest_tone
from .reach import campaigns_of, choices_of, office_choices, report


def _visible(request: AgentRequest) -> QuerySet[Manifest]:
    scope = MANIFESTS.scope(request.actor, "view")
    rows = Manifest.objects.filter(scope.q("office_id") | scope.q("campaign__opening__office_id"))
    return rows.select_related("campaign__opening__employer", "campaign__programme_version", "office", "signed_by")


@require_http_methods(["GET", "POST"])
def list_manifests(request: AgentRequest) -> HttpResponse:
    """Show the departures, the latest day first, and open a list."""
    actor = request.actor
    MANIFESTS.require(actor, "view")
    campaigns = choices_of(campaigns_of(actor, kind="departure"))
    offices = office_choices(actor, MANIFESTS, "make")
    form = ManifestForm(request.POST or None, campaigns=campaigns, offices=offices)
    if request.method == "POST" and form.is_valid():
        held = dict(form.cleaned_data)
        campaign, office = UUID(held.pop("campaign")), Structure.objects.get(pk=held.pop("office"))
        try:
            made = actions.open_manifest(actor=actor, campaign_id=campaign, office=office, flight=Flight(**held))
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The list is open: put people on it."))
            return redirect("journeys:manifest", made.pk)
    page = paginate(_visible(request), order=("-travel_on", "-id"), request=request)
    lines = [{"manifest": row, "tone": manifest_tone(row.state)} for row in page.rows]
    context = {"page": page, "lines": lines, "form": form if campaigns and offices else None}
    return render(request, "journeys/manifests.html", context, status=422 if form.errors else 200)


def _one(request: AgentRequest, manifest_id: UUID) -> Manifest:
    return get_object_or_404(_visible(request), pk=manifest_id)


@require_GET
def manifest(request: AgentRequest, manifest_id: UUID) -> HttpResponse:
    """Show one list: who is on it, what stands against each departure, who waits to be put on it."""
    return _show(request, _one(request, manifest_id))


def _show(request: AgentRequest, found: Manifest, form: DayForm | None = None, status: int = 200) -> HttpResponse:
    actor = request.actor
    department = found.campaign.opening.office_id

    def may(action: str) -> bool:
        return held_allows(actor, MANIFESTS, action, found.office_id, department)

    departed = found.state == "departed"
    against = {} if departed else obstacles(found, actor.today)
    lines = [{"journey": row, "against": against.get(row.candidacy_id, [])} for row in members(found)]
    may_change = found.state == "open" and may("make")
    waiting = []
    if may_change:
        steps = [
            key for key, step in found.campaign.programme_version.compiled.steps.items() if step.kind == "departure"
        ]
        rows = road_queries.of_campaign(actor, found.campaign_id).filter(step__in=steps, state="under_way")
        rows = rows.filter(frozen_on__isnull=True).exclude(journey__manifest=found)
        waiting = list(rows.order_by("person__surname", "person__given_names", "id")[:500])
    context = {
        "manifest": found, "tone": manifest_tone(found.state), "lines": lines, "waiting": waiting, "may_change": may_change,
        "blocked": len(against), "form": form or DayForm(auto_id="depart_%s"),
        "may_sign": found.state == "open" and bool(lines) and may("sign"),
        "may_reopen": found.state == "signed" and may("sign"),
        "may_depart": found.state == "signed" and may("depart"),
        "may_print": may("print"),
    }  # fmt: skip
    return render(request, "journeys/manifest.html", context, status=status)


@require_POST
def manifest_act(request: AgentRequest, manifest_id: UUID, name: str) -> HttpResponse:
    """Put people on the list, take some off, sign it, take the signature back, or record the departure."""
    found = _one(request, manifest_id)
    actor, back = request.actor, reverse("journeys:manifest", args=[found.pk])
    match name:
        case "ajout":
            lines = actions.add_to_manifest(actor=actor, manifest_id=found.pk, candidacy_ids=ticked(request, "file"))
            return report(request, lines, title=_("People put on the list"), back=back, label=found.number)
        case "retrait":
            for key in ticked(request, "file"):
                actions.take_from_manifest(actor=actor, manifest_id=found.pk, candidacy_id=key)
            drafts.confirm(request, _("The people ticked are off the list."))
        case "signature":
            actions.sign_manifest(actor=actor, manifest_id=found.pk)
            drafts.confirm(request, _("The list is signed under your name."))
        case "reprise":
            actions.reopen_manifest(actor=actor, manifest_id=found.pk)
            drafts.confirm(request, _("The signature is taken back: the list may change."))
        case "depart":
            return _depart(request, found, back)
        case _:
            raise Http404
    return redirect("journeys:manifest", found.pk)


def _depart(request: AgentRequest, found: Manifest, back: str) -> HttpResponse:
    form = DayForm(request.POST, auto_id="depart_%s")
    if form.is_valid():
        try:
            lines = actions.depart(
                actor=request.actor,
                manifest_id=found.pk,
                on=form.cleaned_data["on"],
                missed=set(ticked(request, "file")),
            )
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            return report(request, lines, title=_("Departure recorded"), back=back, label=found.number)
    return _show(request, found, form, status=422)


@require_GET
def manifest_paper(request: AgentRequest, manifest_id: UUID) -> HttpResponse:
    """Give the list as a PDF."""
    found = _one(request, manifest_id)
    content = papers.print_manifest(actor=request.actor, manifest_id=found.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response
