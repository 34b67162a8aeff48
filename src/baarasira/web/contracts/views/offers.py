"""The offer of a campaign's employer: its conditions, their translations, what a worker would gain, its publication."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions, queries
from baarasira.mobility.contracts.actions.offers import languages_asked, translation_findings
from baarasira.mobility.contracts.enums import OfferState
from baarasira.mobility.contracts.models import EmployerOffer
from baarasira.mobility.contracts.policies import OFFERS
from baarasira.mobility.contracts.rules.comparing import LINES, shown, terms_of
from baarasira.mobility.contracts.rules.law import law_of
from baarasira.mobility.contracts.rules.realism import gain_of
from baarasira.reference.languages import LANGUAGES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import OfferForm, TranslationForm, shown_conditions
from ..states import tone
from .reach import campaign_or_404, version_of


@require_GET
def offer(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Show the offer of a campaign, and what a worker would really gain by it (A.9)."""
    campaign = campaign_or_404(request, campaign_id)
    found = queries.offer_of(campaign.pk)
    office = campaign.opening.office_id

    def allowed(action: str) -> bool:
        return OFFERS.allows(request.actor, action, office)

    context: dict[str, Any] = {"campaign": campaign, "offer": found, "may_edit": allowed("record")}
    if found is not None:
        terms = terms_of(found)
        draft = found.state == OfferState.DRAFT
        context |= {
            "tone": tone(found.state),
            "terms": [(line.label, shown(line, terms)) for line in LINES],
            "translations": [(row, LANGUAGES.label(row.language)) for row in found.translations.all()],
            "missing": translation_findings(found, languages_asked(campaign)),
            "gain": gain_of(terms, law_of(found.country, found.starts_on), found.starts_on, found.ends_on),
            "may_edit": draft and allowed("record"),
            "may_publish": draft and allowed("publish"),
        }
    return render(request, "contracts/offer.html", context)


@require_http_methods(["GET", "POST"])
def edit_offer(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Enter or correct the offer of a campaign."""
    campaign = campaign_or_404(request, campaign_id)
    OFFERS.require(request.actor, "record", campaign.opening.office_id)
    found = queries.offer_of(campaign.pk)
    form = OfferForm(request.POST or None, initial=_initial(campaign, found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_offer(
                actor=request.actor,
                campaign_id=campaign.pk,
                data=form.data_given(),
                version=form.cleaned_data["version"],
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The offer is entered. Enter its translation, then publish it."))
            return redirect("contracts:offer", campaign.pk)
    context = {"form": form, "campaign": campaign, "offer": found}
    return render(request, "contracts/offer_form.html", context, status=422 if form.errors else 200)


def _initial(campaign: Any, found: EmployerOffer | None) -> dict[str, Any]:
    if found is None:
        opening = campaign.opening
        destination = campaign.programme_version.compiled.destination(opening.country, opening.occupation)
        scope = destination.scope if destination is not None else "all"
        return {
            "starts_on": opening.starts_on,
            "occupation": opening.occupation,
            "workplace": opening.workplace,
            "scope": scope,
        }
    names = ("starts_on", "ends_on", "scope", "channel", "version")
    return {**{name: getattr(found, name) for name in names}, **shown_conditions(found)}


def _offer_or_404(request: AgentRequest, campaign_id: UUID) -> EmployerOffer:
    campaign = campaign_or_404(request, campaign_id)
    return get_object_or_404(EmployerOffer.objects.select_related("campaign__opening"), campaign_id=campaign.pk)


@require_http_methods(["GET", "POST"])
def translate_offer(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Enter the conditions of an offer in one language (R-02)."""
    found = _offer_or_404(request, campaign_id)
    OFFERS.require(request.actor, "record", found.campaign.opening.office_id)
    form = TranslationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.translate_offer(actor=request.actor, offer_id=found.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The translation is kept."))
            return redirect("contracts:offer", campaign_id)
    context = {"form": form, "offer": found, "campaign": found.campaign}
    return render(request, "contracts/offer_translate.html", context, status=422 if form.errors else 200)


@require_POST
def publish_offer(request: AgentRequest, campaign_id: UUID) -> HttpResponse:
    """Publish the offer of a campaign."""
    found = _offer_or_404(request, campaign_id)
    actions.publish_offer(actor=request.actor, offer_id=found.pk, version=version_of(request))
    drafts.confirm(request, _("The offer is published: contracts start from it and are compared with it."))
    return redirect("contracts:offer", campaign_id)
