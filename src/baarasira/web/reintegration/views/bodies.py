"""The partners that receive files: what each receives them for, whether a data agreement is in force."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import ReferralNeed
from baarasira.reintegration.cases.models import PartnerBody
from baarasira.reintegration.cases.policies import BODIES
from baarasira.reintegration.cases.queries import partners
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import BodyForm
from ..reach import sent_id


@require_http_methods(["GET", "POST"])
def bodies(request: AgentRequest) -> HttpResponse:
    """Show the partners, let an organisation receive files, end one."""
    BODIES.require(request.actor, "view")
    ending = request.method == "POST" and "end" in request.POST
    form = BodyForm(request.POST if request.method == "POST" and not ending else None)
    if ending:
        return _end(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.open_body(actor=request.actor, organisation_id=UUID(given["organisation"]), needs=given["needs"])
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("This partner receives files. Have its users invited, with the role of partner."))
            return redirect("reintegration:bodies")
    today = request.actor.today
    context = {
        "form": form,
        "lines": [_line(row, today) for row in partners.bodies_visible_to(request.actor)],
        "may_keep": BODIES.allows(request.actor, "keep"),
    }
    return render(request, "reintegration/bodies.html", context, status=422 if form.errors else 200)


def _line(row: PartnerBody, today: date) -> dict[str, object]:
    signed = row.organisation.data_agreement_on
    return {
        "body": row,
        "needs": ", ".join(str(ReferralNeed(need).label) for need in row.needs),
        "agreed": signed is not None and signed <= today,
        "ended": row.ended_on is not None and row.ended_on <= today,
    }


def _end(request: AgentRequest) -> HttpResponse:
    row = get_object_or_404(partners.bodies_visible_to(request.actor), pk=sent_id(request, "end"))
    actions.change_body(actor=request.actor, body_id=row.pk, needs=row.needs, ended_on=request.actor.today)
    drafts.confirm(request, _("This partner receives no more files."))
    return redirect("reintegration:bodies")
