"""Collective visa files: opened, filled, looked through, printed as one PDF, filed."""

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
from baarasira.mobility.journeys.actions.visas import filing_findings, members
from baarasira.mobility.journeys.checklist import filing_due, held_by
from baarasira.mobility.journeys.models import VisaBundle
from baarasira.mobility.journeys.policies import JOURNEYS, VISAS
from baarasira.web.requests import AgentRequest, ticked
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import BundleForm, DayForm
from ..states import bundle_tone
from .reach import campaigns_of, choices_of, report


def _visible(request: AgentRequest) -> QuerySet[VisaBundle]:
    rows = VisaBundle.objects.filter(JOURNEYS.scope(request.actor, "view").q("campaign__opening__office_id"))
    return rows.select_related("campaign__opening__employer", "campaign__programme_version", "filed_by")


@require_http_methods(["GET", "POST"])
def list_bundles(request: AgentRequest) -> HttpResponse:
    """Show the bundles, newest first, and open one."""
    actor = request.actor
    JOURNEYS.require(actor, "view")
    mine = [row for row in campaigns_of(actor, kind="visa") if VISAS.allows(actor, "bundle", row.opening.office_id)]
    form = BundleForm(request.POST or None, campaigns=choices_of(mine))
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        try:
            made = actions.open_bundle(actor=actor, campaign_id=UUID(held["campaign"]), consulate=held["consulate"])
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The bundle is open: put files into it."))
            return redirect("journeys:bundle", made.pk)
    page = paginate(_visible(request), order=("-id",), request=request)
    lines = [{"bundle": row, "tone": bundle_tone(row.state)} for row in page.rows]
    context = {"page": page, "lines": lines, "form": form if mine else None}
    return render(request, "journeys/bundles.html", context, status=422 if form.errors else 200)


def _one(request: AgentRequest, bundle_id: UUID) -> VisaBundle:
    return get_object_or_404(_visible(request), pk=bundle_id)


@require_GET
def bundle(request: AgentRequest, bundle_id: UUID) -> HttpResponse:
    """Show one bundle: who is in it, what each still misses, who waits to be put in."""
    return _show(request, _one(request, bundle_id))


def _show(request: AgentRequest, found: VisaBundle, form: DayForm | None = None, status: int = 200) -> HttpResponse:
    actor, office = request.actor, found.campaign.opening.office_id
    journeys = list(members(found))
    held, open_now = held_by(journeys), found.state == "open"
    lines = [
        {
            "journey": row,
            "due": filing_due(row, actor.today),
            "against": [item.sentence for item in filing_findings(row, held, actor.today)] if open_now else [],
        }
        for row in journeys
    ]
    may = open_now and VISAS.allows(actor, "bundle", office)
    waiting = []
    if may:
        steps = [key for key, step in found.campaign.programme_version.compiled.steps.items() if step.kind == "visa"]
        rows = road_queries.of_campaign(actor, found.campaign_id).filter(step__in=steps, state="under_way")
        rows = rows.exclude(journey__visa_bundle__isnull=False)
        waiting = list(rows.order_by("person__surname", "person__given_names", "id")[:500])
    context = {
        "bundle": found, "tone": bundle_tone(found.state), "lines": lines, "waiting": waiting,
        "ready": sum(not line["against"] for line in lines), "form": form or DayForm(auto_id="file_%s"),
        "may_change": may, "may_file": open_now and bool(lines) and VISAS.allows(actor, "file", office),
        "may_print": VISAS.allows(actor, "print", office),
    }  # fmt: skip
    return render(request, "journeys/bundle.html", context, status=status)


@require_POST
def bundle_act(request: AgentRequest, bundle_id: UUID, name: str) -> HttpResponse:
    """Put files in, take one out, or file the bundle."""
    found = _one(request, bundle_id)
    if name == "ajout":
        lines = actions.add_to_bundle(actor=request.actor, bundle_id=found.pk, candidacy_ids=ticked(request, "file"))
        back = reverse("journeys:bundle", args=[found.pk])
        return report(request, lines, title=_("Files put into the bundle"), back=back, label=found.number)
    if name == "retrait":
        for key in ticked(request, "file"):
            actions.take_from_bundle(actor=request.actor, bundle_id=found.pk, candidacy_id=key)
        drafts.confirm(request, _("The files ticked are out of the bundle."))
        return redirect("journeys:bundle", found.pk)
    if name != "depot":
        raise Http404
    form = DayForm(request.POST, auto_id="file_%s")
    if form.is_valid():
        try:
            actions.file_bundle(actor=request.actor, bundle_id=found.pk, on=form.cleaned_data["on"])
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The bundle is filed."))
            return redirect("journeys:bundle", found.pk)
    return _show(request, found, form, status=422)


@require_GET
def bundle_paper(request: AgentRequest, bundle_id: UUID) -> HttpResponse:
    """Give the bundle as one PDF."""
    found = _one(request, bundle_id)
    content = papers.print_bundle(actor=request.actor, bundle_id=found.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response
