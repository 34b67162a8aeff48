"""The partner's own desk: the files referred to its body, one file as far as it is shown, the answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.reference.countries import COUNTRIES
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import PlanState, ReferralState
from baarasira.reintegration.cases.models import Intake, Referral
from baarasira.reintegration.cases.policies import CASES, REFERRALS
from baarasira.reintegration.cases.queries import cases as case_queries
from baarasira.reintegration.cases.queries import partners
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import RefuseForm, ReportForm
from ..reach import referral_or_404
from ..states import tone


@require_GET
def partner_desk(request: AgentRequest) -> HttpResponse:
    """Show the files referred to the body: those that wait for an answer first, the late ones on top."""
    REFERRALS.require(request.actor, "view")
    rows = partners.referred_to(request.actor)
    page = paginate(rows.order_by(), order=("-sent_on", "-id"), request=request)
    context = {
        "waiting": [_line(row, request) for row in partners.waiting_for(request.actor)[:50]],
        "page": page,
        "lines": [_line(row, request) for row in page.rows],
        "owned": case_queries.open_ones(case_queries.visible_to(request.actor))[:50],
        "transfers": case_queries.transfers_to_answer(request.actor)[:20],
        "may_cases": CASES.allows(request.actor, "view"),
    }
    return render(request, "reintegration/partner_desk.html", context)


def _line(row: Referral, request: AgentRequest) -> dict[str, Any]:
    """Return what one row shows: the name only while the file is shown."""
    shown = row.state in {ReferralState.SENT, ReferralState.ACCEPTED}
    return {
        "referral": row,
        "tone": tone("referral", row.state),
        "who": str(row.case.person) if shown else row.case.number,
        "shown": shown,
        "late": row.state == ReferralState.SENT and row.due_on < request.actor.today,
    }


@require_GET
def partner_file(request: AgentRequest, referral_id: UUID) -> HttpResponse:
    """Show the file as far as the partner needs it."""
    return _page(request, referral_or_404(request, referral_id), {})


def _page(request: AgentRequest, found: Referral, sent: dict[str, Form]) -> HttpResponse:
    """Draw the file; the look is journaled, after a form that was refused too."""
    case = found.case
    journal.look(
        request.actor, "case_referral.look", noun="case_referral", object_id=found.pk, subject_id=case.person_id,
        structure_id=case.owner_id,
    )  # fmt: skip
    intake: Intake | None = getattr(case, "intake", None)
    forms: dict[str, Form] = {
        "refuse": RefuseForm(auto_id="refuse_%s"),
        "report": ReportForm(auto_id="report_%s"),
        "hand-back": ReportForm(auto_id="back_%s"),
        **sent,
    }
    context = {
        "referral": found,
        "case": case,
        "person": case.person,
        "tone": tone("referral", found.state),
        "late": found.state == ReferralState.SENT and found.due_on < request.actor.today,
        "phones": [phone.number for phone in case.person.phones.all()],
        "country": COUNTRIES.label(case.return_country) if case.return_country else "",
        "intake": intake,
        "plan": case.plans.filter(state=PlanState.SIGNED).first(),
        "forms": {"refuse": forms["refuse"], "report": forms["report"], "back": forms["hand-back"]},
        "waits": found.state == ReferralState.SENT,
        "accepted": found.state == ReferralState.ACCEPTED,
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "reintegration/partner_file.html", context, status=422 if failed else 200)


@require_POST
def partner_act(request: AgentRequest, referral_id: UUID, name: str) -> HttpResponse:
    """Accept, refuse, report or hand back."""
    found = referral_or_404(request, referral_id)
    do: dict[str, Any] = {"actor": request.actor, "referral_id": found.pk}
    if name == "accept":
        actions.accept(**do)
        drafts.confirm(request, _("The file is accepted. The service sees it at once."))
        return redirect("reintegration:partner-file", found.pk)
    form: Form
    if name == "refuse":
        form = RefuseForm(request.POST, auto_id="refuse_%s")
    elif name in {"report", "hand-back"}:
        form = ReportForm(request.POST, auto_id="report_%s" if name == "report" else "back_%s")
    else:
        raise Http404
    if form.is_valid():
        act = {"refuse": actions.refuse, "report": actions.report, "hand-back": actions.hand_back}[name]
        try:
            act(**do, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, {name: form})
    drafts.confirm(request, _("It is recorded. The service sees it at once."))
    return (
        redirect("reintegration:partner-file", found.pk) if name == "report" else redirect("reintegration:partner-desk")
    )
