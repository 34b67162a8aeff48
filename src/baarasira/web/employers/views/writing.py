"""Recording and correcting employers, their visits and contacts; the file that shows all of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.employers import actions, queries, rules
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer, EmployerContact
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale
from baarasira.openings.policies import OPENINGS
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.sectors import SECTORS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ContactForm, EmployerForm, VisitForm
from ..road import road_of
from ..sections import sections_of
from ..states import tone
from .listing import likely_lines


def visible_or_404(request: AgentRequest, employer_id: UUID) -> Employer:
    """Return the employer when this agent may open its file; 404 otherwise, as if it did not exist."""
    return get_object_or_404(
        queries.visible_to(request.actor).select_related("cercle", "accredited_by"), pk=employer_id
    )


@require_http_methods(["GET", "POST"])
def new_employer(request: AgentRequest) -> HttpResponse:
    """Record an employer; those that may be the same are shown before, and once more when the form is sent."""
    EMPLOYERS.require(request.actor, "record")
    form = EmployerForm(request.POST or None, actor=request.actor)
    likely: list[queries.Likely] = []
    if request.method == "POST" and form.is_valid():
        details = form.details().tidy()
        likely = queries.likely_same(
            name=details.name, tax_id=details.tax_id, trade_register=details.trade_register, phone=details.phone
        )
        token = form.cleaned_data["form_token"]
        likely = [item for item in likely if token is None or item.employer.form_token != token]
        if not likely or form.confirmed_new:
            try:
                employer = actions.record_employer(
                    actor=request.actor,
                    office=form.cleaned_data["office"],
                    details=details,
                    although_known=form.confirmed_new,
                    form_token=form.cleaned_data["form_token"],
                )
            except (RuleRefused, NotAllowed) as error:
                form.refuse(error)
            else:
                sentence = _("%(name)s is recorded under number %(number)s.")
                drafts.confirm(
                    request, sentence % {"name": employer.name, "number": employer.number}, draft="employer-new"
                )
                return redirect("employers:file", employer.pk)
        if likely:
            form.ask_known()
    context = {"form": form, "likely": likely_lines(likely)}
    return render(request, "employers/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_employer(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Correct an employer's details, unless someone changed them since the form was opened."""
    employer = visible_or_404(request, employer_id)
    EMPLOYERS.require(request.actor, "edit", employer.office_id)
    form = EmployerForm(request.POST or None, actor=request.actor, employer=employer)
    likely: list[queries.Likely] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_employer(
                actor=request.actor,
                employer=employer,
                details=form.details(),
                version=form.cleaned_data["version"],
                although_known=form.confirmed_new,
            )
        except (RuleRefused, Stale) as error:
            form.refuse(error)
            if error.code == "employer_known":
                details = form.details()
                found = queries.likely_same(
                    name="", tax_id=details.tax_id, trade_register=details.trade_register, leave_out=employer.pk
                )
                likely = found
                form.ask_known()
        else:
            drafts.confirm(request, _("The details are corrected."), draft=f"employer-{employer.pk}")
            return redirect("employers:file", employer.pk)
    decided = employer.state in {EmployerState.ACCREDITED, EmployerState.SUBMITTED}
    draft = f"employer-{employer.pk}"
    shown = likely_lines(likely)
    context = {"form": form, "employer": employer, "likely": shown, "decided": decided, "draft": draft}
    return render(request, "employers/edit.html", context, status=422 if form.errors else 200)


def employer_file(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Show an employer's file: who it is, the road of its accreditation, contacts, offers, visits, placements."""
    employer = visible_or_404(request, employer_id)
    context = {
        "employer": employer,
        "tone": tone(employer.state),
        "place": place_of(employer),
        "sector": SECTORS.label(employer.sector),
        "road": road_of(employer),
        "sections": sections_of(request, employer),
        **_next(request, employer),
    }
    return render(request, "employers/file.html", context)


def place_of(employer: Employer) -> str:
    """Return where an employer is, from the cercle up."""
    parts = [employer.cercle, employer.region]
    return ", ".join(place.name for place in parts if place) or COUNTRIES.label(employer.country)


def _next(request: AgentRequest, employer: Employer) -> dict[str, Any]:
    """Return what this agent may do next with the employer."""

    def may(action: str) -> bool:
        return EMPLOYERS.allows(request.actor, action, employer.office_id)

    open_to_submit = employer.state in {EmployerState.RECORDED, EmployerState.REFUSED}
    submitted = employer.state == EmployerState.SUBMITTED
    own = same_person(employer.submitted_by, request.actor.user)
    suspended = employer.state == EmployerState.SUSPENDED
    suspended_by_me = same_person(employer.suspended_by, request.actor.user)
    findings = rules.before_accreditation(employer) if open_to_submit else []
    return {
        "findings": findings,
        "blocked": any(finding.blocking for finding in findings),
        "may_submit": open_to_submit and may("submit"),
        "may_decide": submitted and may("accredit") and not own,
        "awaits_other": submitted and own,
        "may_edit": may("edit"),
        "may_suspend": employer.state == EmployerState.ACCREDITED and may("suspend"),
        "may_lift": suspended and may("lift") and not suspended_by_me,
        "lifted_by_other": suspended and suspended_by_me,
        "suspended": suspended,
        "may_receive": OPENINGS.allows(request.actor, "receive"),
    }


@require_http_methods(["GET", "POST"])
def record_visit(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Record a visit paid to an employer."""
    employer = visible_or_404(request, employer_id)
    EMPLOYERS.require(request.actor, "visit", employer.office_id)
    form = VisitForm(request.POST or None, initial={"visited_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_visit(actor=request.actor, employer=employer, report=form.report_data())
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The visit is recorded."), draft=f"visit-{employer.pk}")
            return redirect("employers:file", employer.pk)
    context = {"form": form, "employer": employer, "draft": f"visit-{employer.pk}"}
    return render(request, "employers/visit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_contact(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Add a person to call at an employer."""
    employer = visible_or_404(request, employer_id)
    EMPLOYERS.require(request.actor, "edit", employer.office_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_contact(actor=request.actor, employer=employer, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contact is added."), draft=f"contact-{employer.pk}")
            return redirect("employers:file", employer.pk)
    context = {"form": form, "employer": employer, "draft": f"contact-{employer.pk}"}
    return render(request, "employers/contact.html", context, status=422 if form.errors else 200)


@require_POST
def end_contact(request: AgentRequest, employer_id: UUID, contact_id: UUID) -> HttpResponse:
    """Mark that a person is no longer the one to call."""
    employer = visible_or_404(request, employer_id)
    contact = get_object_or_404(EmployerContact.objects.select_related("employer"), pk=contact_id, employer=employer)
    actions.end_contact(actor=request.actor, contact=contact)
    drafts.confirm(request, _("%(name)s is no longer among the people to call.") % {"name": contact.name})
    return redirect("employers:file", employer.pk)
