"""The intake: asked at the first contact, corrected afterwards."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case, Intake
from baarasira.reintegration.cases.policies import CASES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import IntakeForm
from ..reach import case_or_404


@require_http_methods(["GET", "POST"])
def intake(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Record the first contact with its intake, or set right what it found."""
    found = case_or_404(request, case_id)
    CASES.require(request.actor, "receive", found.owner_id)
    if found.state == CaseState.CLOSED:
        raise Http404
    known: Intake | None = getattr(found, "intake", None)
    form = IntakeForm(request.POST or None, initial=_initial(found, known))
    if request.method == "POST" and form.is_valid():
        act = actions.receive if found.state == CaseState.SIGNALLED else actions.correct_intake
        try:
            act(actor=request.actor, case_id=found.pk, data=form.data_of(), version=form.cleaned_data["version"])
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The intake is recorded."))
            return redirect("reintegration:case", found.pk)
    context = {"form": form, "case": found, "first": known is None}
    return render(request, "reintegration/intake.html", context, status=422 if form.errors else 200)


def _initial(found: Case, known: Intake | None) -> dict[str, Any]:
    """Return what is known already, as the form shows it."""
    initial: dict[str, Any] = {
        "returned_on": found.returned_on,
        "return_country": found.return_country,
        "return_kind": found.return_kind,
        "version": found.version if known is None else known.version,
    }
    for number, row in enumerate(found.relations.all(), start=1):
        initial |= {f"name_{number}": row.name, f"phone_{number}": row.phone, f"tie_{number}": row.tie}
    if known is None:
        return initial
    names = [name for name in IntakeForm.base_fields if hasattr(known, name) and name not in initial]
    return {**initial, **{name: getattr(known, name) for name in names}}
