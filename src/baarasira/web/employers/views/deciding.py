"""Accreditation by a second person, suspension and its lifting."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.employers import actions, queries, rules
from baarasira.employers.enums import EmployerState
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import RuleRefused
from baarasira.reference.sectors import SECTORS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import SuspensionForm
from ..road import road_of
from ..states import tone
from .listing import likely_lines
from .writing import place_of, visible_or_404


def version_of(request: AgentRequest) -> int | None:
    """Return the version of the record that the page showed, None when it sent none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


@require_POST
def submit_employer(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Submit an employer for accreditation."""
    employer = visible_or_404(request, employer_id)
    actions.submit_employer(actor=request.actor, employer=employer, version=version_of(request))
    drafts.confirm(request, _("%(name)s is submitted: a second person will accredit it.") % {"name": employer.name})
    return redirect("employers:file", employer.pk)


@require_GET
def accreditations(request: AgentRequest) -> HttpResponse:
    """Show the employers that await this agent's decision, the oldest first."""
    EMPLOYERS.require(request.actor, "accredit")
    page = paginate(queries.awaiting_accreditation(request.actor), order=("updated_at", "id"), request=request)
    lines = [{"employer": row, "place": row.region.name if row.region else row.country} for row in page.rows]
    return render(request, "employers/accreditations.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def decide_accreditation(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """The decision page: the facts, what the rules say, the act; accredits or refuses."""
    employer = visible_or_404(request, employer_id)
    EMPLOYERS.require(request.actor, "accredit", employer.office_id)
    if request.method == "POST":
        version = version_of(request)
        if request.POST.get("decision") == "refuse":
            reason = request.POST.get("reason", "")
            actions.refuse_employer(actor=request.actor, employer=employer, reason=reason, version=version)
            sentence = _("The accreditation of %(name)s is refused.")
        else:
            actions.accredit_employer(actor=request.actor, employer=employer, version=version)
            sentence = _("%(name)s is accredited: its offers can be published.")
        drafts.confirm(request, sentence % {"name": employer.name})
        return redirect("employers:file", employer.pk)
    if employer.state != EmployerState.SUBMITTED:
        return redirect("employers:file", employer.pk)
    likely = queries.likely_same(
        name=employer.name,
        tax_id=employer.tax_id,
        trade_register=employer.trade_register,
        phone=employer.phone,
        leave_out=employer.pk,
    )
    context = {
        "employer": employer,
        "tone": tone(employer.state),
        "place": place_of(employer),
        "sector": SECTORS.label(employer.sector),
        "findings": rules.before_accreditation(employer),
        "likely": likely_lines(likely),
        "road": road_of(employer),
        "own": same_person(employer.submitted_by, request.actor.user),
        "visits": list(queries.visits(employer)[:3]),
    }
    return render(request, "employers/accreditation.html", context)


@require_http_methods(["GET", "POST"])
def suspend_employer(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Suspend an accredited employer, with a reason and, if there is one, a last day."""
    employer = visible_or_404(request, employer_id)
    EMPLOYERS.require(request.actor, "suspend", employer.office_id)
    if employer.state != EmployerState.ACCREDITED and request.method == "GET":
        return redirect("employers:file", employer.pk)
    form = SuspensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.suspend_employer(
                actor=request.actor, employer=employer, version=version_of(request), **form.cleaned_data
            )
        except RuleRefused as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("%(name)s is suspended.") % {"name": employer.name})
            return redirect("employers:file", employer.pk)
    context = {"form": form, "employer": employer}
    return render(request, "employers/suspend.html", context, status=422 if form.errors else 200)


@require_POST
def lift_suspension(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Lift a suspension, with its reason."""
    employer = visible_or_404(request, employer_id)
    reason = request.POST.get("reason", "")
    actions.lift_suspension(actor=request.actor, employer=employer, reason=reason, version=version_of(request))
    drafts.confirm(request, _("The suspension of %(name)s is lifted.") % {"name": employer.name})
    return redirect("employers:file", employer.pk)
