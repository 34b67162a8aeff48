"""Recording and correcting a campaign, splitting its seats."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.network.models import Territory
from baarasira.openings import actions
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.openings.policies import CAMPAIGNS
from baarasira.openings.splitting import Proposal, order_of, propose
from baarasira.web.openings.choices import suggest_occupations as occupations_like
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import suggestions

from ..forms import CampaignForm, OpinionForm, SplitForm
from .file import opinion_kinds
from .reach import visible_or_404


@require_GET
def suggest_occupations(request: AgentRequest) -> JsonResponse:
    """Answer the box where the occupation of a campaign is typed in everyday words."""
    CAMPAIGNS.require(request.actor, "record")
    return JsonResponse(suggestions(occupations_like(request.GET.get("q", "")[:100])))


@require_http_methods(["GET", "POST"])
def new_campaign(request: AgentRequest) -> HttpResponse:
    """Record a campaign; what stops it from opening is shown in its file, and does not stop recording it."""
    CAMPAIGNS.require(request.actor, "record")
    form = CampaignForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = actions.record_campaign(
                actor=request.actor,
                office=form.cleaned_data["office"],
                employer=form.chosen_employer,
                details=form.details(),
                form_token=form.cleaned_data["form_token"],
            )
        except (RuleRefused, NotAllowed) as error:
            form.refuse(error)
        else:
            sentence = _("The campaign is recorded under number %(number)s.") % {"number": campaign.opening.number}
            drafts.confirm(request, sentence, draft="campaign-new")
            return redirect("campaigns:file", campaign.pk)
    return _form_page(request, form, None)


def _form_page(request: AgentRequest, form: CampaignForm, campaign: Campaign | None) -> HttpResponse:
    draft = f"campaign-{campaign.pk}" if campaign is not None else "campaign-new"
    context = {"form": form, "campaign": campaign, "draft": draft}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_campaign(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Correct a campaign still only recorded, unless someone changed it since the form was opened."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "edit", campaign.opening.office_id)
    if campaign.state != CampaignState.RECEIVED and request.method == "GET":
        return redirect("campaigns:file", campaign.pk)
    form = CampaignForm(request.POST or None, actor=request.actor, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_campaign(
                actor=request.actor,
                campaign=campaign,
                details=form.details(),
                version=form.cleaned_data["version"],
                employer=form.chosen_employer,
            )
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The campaign is corrected."), draft=f"campaign-{campaign.pk}")
            return redirect("campaigns:file", campaign.pk)
    return _form_page(request, form, campaign)


@require_http_methods(["GET", "POST"])
def split_campaign(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Try a split and see what the rule does with it, then keep it."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "split", campaign.opening.office_id)
    if campaign.state not in {CampaignState.CHECKED, CampaignState.SPLIT} and request.method == "GET":
        return redirect("campaigns:file", campaign.pk)
    form = SplitForm(request.POST or None, initial=_first(campaign))
    proposal: Proposal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            proposal = propose(campaign, form.order(), request.actor.today)
            if request.POST.get("decision") == "keep":
                version = form.cleaned_data["version"]
                actions.split_campaign(actor=request.actor, campaign=campaign, order=form.order(), version=version)
                drafts.confirm(request, _("The seats are split. Submit the campaign for publication."))
                return redirect("campaigns:file", campaign.pk)
        except (RuleRefused, Stale) as error:
            form.refuse(error)
    context = {"campaign": campaign, "form": form, "lines": _lines(proposal)}
    return render(request, "campaigns/split.html", context, status=422 if form.errors else 200)


def _first(campaign: Campaign) -> dict[str, object]:
    order = order_of(campaign)
    kept = {"by": campaign.split_by or order.by, "version": campaign.version}
    mix = campaign.split_mix or order.mix
    return {**kept, **{f"mix_{name}": points for name, points in mix.items()}}


def _lines(proposal: Proposal | None) -> list[dict[str, object]]:
    if proposal is None:
        return []
    names = dict(Territory.objects.filter(code__in=[part.code for part in proposal.parts]).values_list("code", "name"))
    return [
        {
            "name": names[part.code],
            "part": part,
            "exact": f"{float(part.exact):.3f}".replace(".", ","),
            "invited": proposal.invited[part.code],
        }
        for part in proposal.parts
    ]


@require_http_methods(["GET", "POST"])
def record_opinion(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Record an opinion that the programme asks for."""
    campaign = visible_or_404(request, campaign_id)
    CAMPAIGNS.require(request.actor, "check", campaign.opening.office_id)
    form = OpinionForm(request.POST or None, kinds=opinion_kinds(campaign), initial={"given_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_opinion(actor=request.actor, campaign=campaign, **form.cleaned_data)
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The opinion is recorded."))
            return redirect("campaigns:file", campaign.pk)
    context = {"campaign": campaign, "form": form}
    return render(request, "campaigns/opinion.html", context, status=422 if form.errors else 200)
