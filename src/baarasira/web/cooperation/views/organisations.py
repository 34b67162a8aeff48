"""The register of organisations: list, file, forms, the people to call there."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.cooperation import actions, queries
from baarasira.cooperation.models import Organisation, OrganisationContact
from baarasira.cooperation.policies import ORGANISATIONS
from baarasira.cooperation.rules import transfer_findings
from baarasira.kernel.errors import RuleRefused, Stale
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.forms import suggestions
from baarasira.web.shell.paging import paginate

from ..forms import ContactForm, OrganisationFilter, OrganisationForm
from ..states import tone

MOST_SUGGESTIONS = 8


def _country(organisation: Organisation) -> str:
    if not organisation.country:
        return pgettext("organisation", "Several countries")
    return COUNTRIES.label(organisation.country)


def _visible_or_404(request: AgentRequest, organisation_id: UUID) -> Organisation:
    return get_object_or_404(queries.organisations_visible_to(request.actor), pk=organisation_id)


@require_GET
def list_organisations(request: AgentRequest) -> HttpResponse:
    """Show the register, filtered by words kept in the address."""
    ORGANISATIONS.require(request.actor, "view")
    form = OrganisationFilter(request.GET)
    rows = queries.organisations_visible_to(request.actor)
    if form.is_valid():
        rows = queries.organisations_named(rows, form.cleaned_data["q"])
        if form.cleaned_data["kind"]:
            rows = rows.filter(kind=form.cleaned_data["kind"])
    page = paginate(rows, order=("name_sort", "id"), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [{"organisation": row, "country": _country(row)} for row in page.rows],
        "may_record": ORGANISATIONS.allows(request.actor, "record"),
    }
    return render(request, "cooperation/organisations.html", context)


@require_GET
def suggest_organisations(request: AgentRequest) -> JsonResponse:
    """Answer the box where an organisation is chosen, by a word of its name or its acronym."""
    ORGANISATIONS.require(request.actor, "view")
    typed = request.GET.get("q", "")[:100].strip()
    rows = queries.organisations_named(queries.organisations_visible_to(request.actor), typed)[:MOST_SUGGESTIONS]
    found = [(str(row.pk), row.label, f"{row.get_kind_display()} · {_country(row)}") for row in rows] if typed else []
    return JsonResponse(suggestions(found))


@require_http_methods(["GET", "POST"])
def new_organisation(request: AgentRequest) -> HttpResponse:
    """Record an organisation."""
    ORGANISATIONS.require(request.actor, "record")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            organisation = actions.record_organisation(actor=request.actor, details=form.details(), form_token=token)
        except RuleRefused as error:
            form.refuse(error)
        else:
            sentence = _("%(name)s is recorded in the register.") % {"name": organisation.name}
            drafts.confirm(request, sentence, draft="organisation-new")
            return redirect("cooperation:organisation", organisation.pk)
    context = {"form": form, "organisation": None, "draft": "organisation-new"}
    return render(request, "cooperation/organisation_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_organisation(request: AgentRequest, organisation_id: UUID) -> HttpResponse:
    """Correct an organisation."""
    organisation = _visible_or_404(request, organisation_id)
    ORGANISATIONS.require(request.actor, "edit")
    form = OrganisationForm(request.POST or None, organisation=organisation)
    draft = f"organisation-{organisation.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_organisation(
                actor=request.actor,
                organisation=organisation,
                details=form.details(),
                version=form.cleaned_data["version"],
            )
        except (RuleRefused, Stale) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The organisation is corrected."), draft=draft)
            return redirect("cooperation:organisation", organisation.pk)
    context = {"form": form, "organisation": organisation, "draft": draft}
    return render(request, "cooperation/organisation_form.html", context, status=422 if form.errors else 200)


@require_GET
def organisation_file(request: AgentRequest, organisation_id: UUID) -> HttpResponse:
    """Show an organisation: who it is, whom to call, its agreements, whether data may be handed to it."""
    organisation = _visible_or_404(request, organisation_id)
    rows = queries.visible_to(request.actor).filter(partner=organisation)
    context = {
        "organisation": organisation,
        "country": _country(organisation),
        "contacts": list(organisation.contacts.filter(ended_on__isnull=True)),
        "lines": [{"agreement": row, "tone": tone(row.state)} for row in rows],
        "transfer": transfer_findings(organisation),
        "may_edit": ORGANISATIONS.allows(request.actor, "edit"),
    }
    return render(request, "cooperation/organisation.html", context)


@require_http_methods(["GET", "POST"])
def add_contact(request: AgentRequest, organisation_id: UUID) -> HttpResponse:
    """Add a person to call at an organisation."""
    organisation = _visible_or_404(request, organisation_id)
    ORGANISATIONS.require(request.actor, "edit")
    form = ContactForm(request.POST or None)
    draft = f"organisation-contact-{organisation.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(actor=request.actor, organisation=organisation, **form.cleaned_data)
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contact is added."), draft=draft)
            return redirect("cooperation:organisation", organisation.pk)
    context = {"form": form, "organisation": organisation, "draft": draft}
    return render(request, "cooperation/organisation_contact.html", context, status=422 if form.errors else 200)


@require_POST
def end_contact(request: AgentRequest, organisation_id: UUID, contact_id: UUID) -> HttpResponse:
    """Mark that a person is no longer the one to call."""
    organisation = _visible_or_404(request, organisation_id)
    contact = get_object_or_404(OrganisationContact, pk=contact_id, organisation=organisation)
    actions.end_contact(actor=request.actor, contact=contact)
    drafts.confirm(request, _("%(name)s is no longer among the people to call.") % {"name": contact.name})
    return redirect("cooperation:organisation", organisation.pk)
