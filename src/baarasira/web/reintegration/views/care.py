"""The notes of care of a case, for its named carers alone; every opening of the page is in the journal."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.policies import CARE
from baarasira.reintegration.cases.queries.care import cases_cared_for
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import CareForm
from ..reach import cared_case_or_404
from ..states import tone


@require_GET
def cared_cases(request: AgentRequest) -> HttpResponse:
    """Show the cases the agent is named for."""
    CARE.require(request.actor, "read")
    lines = [{"case": row, "tone": tone("case", row.state)} for row in cases_cared_for(request.actor)[:100]]
    return render(request, "reintegration/cared.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def care(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Show the notes of a case, and add one."""
    found = cared_case_or_404(request, case_id)
    form = CareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(actor=request.actor, case_id=found.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The note is written, sealed."))
            return redirect("reintegration:care", found.pk)
    notes = actions.read_notes(actor=request.actor, case_id=found.pk)
    context = {"form": form, "case": found, "notes": notes}
    return render(request, "reintegration/care.html", context, status=422 if form.errors else 200)
