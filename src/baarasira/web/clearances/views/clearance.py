"""One clearance: what it says, its papers, its end."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.mobility.clearances import actions
from baarasira.mobility.clearances.enums import ClearanceState
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.clearances.policies import CLEARANCES
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.languages import LANGUAGES
from baarasira.web.requests import AgentRequest, public_address
from baarasira.web.shell import drafts

from ..forms import ReasonForm
from ..states import tone
from .reach import clearance_or_404, pdf


@require_GET
def show(request: AgentRequest, clearance_id: UUID) -> HttpResponse:
    """Show one clearance and what can be done with it."""
    clearance = clearance_or_404(request, clearance_id)
    candidacy, actor = clearance.candidacy, request.actor
    offices = (clearance.office_id, candidacy.office_id, candidacy.person.office_id)
    issued = clearance.state == ClearanceState.ISSUED
    context = {
        "clearance": clearance,
        "tone": tone(clearance.state),
        "country": COUNTRIES.label(clearance.country) if clearance.country else "",
        "form": getattr(clearance, "form", None),
        "languages": [(LANGUAGES.label(code), verified) for code, verified in actions.languages_of(clearance)]
        if issued
        else [],
        "may_print": issued and any(CLEARANCES.allows(actor, "print", office) for office in offices),
        "may_revoke": issued and CLEARANCES.allows(actor, "revoke", clearance.office_id),
        "may_abandon": clearance.state == ClearanceState.PROPOSED
        and CLEARANCES.allows(actor, "abandon", clearance.office_id),
    }
    return render(request, "clearances/file.html", context)


@require_GET
def paper(request: AgentRequest, clearance_id: UUID) -> HttpResponse:
    """The A4 paper of a clearance in force."""
    return _printed(request, clearance_id, card=False)


@require_GET
def card(request: AgentRequest, clearance_id: UUID) -> HttpResponse:
    """The card of a clearance in force."""
    return _printed(request, clearance_id, card=True)


def _printed(request: AgentRequest, clearance_id: UUID, *, card: bool) -> HttpResponse:
    clearance = clearance_or_404(request, clearance_id)
    content = actions.print_clearance(
        actor=request.actor, clearance=clearance, address=public_address(request), card=card
    )
    return pdf(content, clearance.number)


@require_http_methods(["GET", "POST"])
def revoke(request: AgentRequest, clearance_id: UUID) -> HttpResponse:
    """Revoke a clearance, with the reason."""
    sentence = _("Clearance %(number)s is revoked: its code is refused from now on.")
    return _ended(request, clearance_id, actions.revoke, "revoke", sentence)


@require_http_methods(["GET", "POST"])
def abandon(request: AgentRequest, clearance_id: UUID) -> HttpResponse:
    """Take a proposal back, with the reason."""
    sentence = _("The proposal %(number)s is taken back.")
    return _ended(request, clearance_id, actions.abandon, "abandon", sentence)


def _ended(
    request: AgentRequest, clearance_id: UUID, act: Callable[..., Clearance], name: str, sentence: str
) -> HttpResponse:
    clearance = clearance_or_404(request, clearance_id)
    CLEARANCES.require(request.actor, name, clearance.office_id)
    form = ReasonForm(request.POST or None, initial={"version": clearance.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act(
                actor=request.actor, clearance_id=clearance.pk, reason=data["reason"],
                expected_version=data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, sentence % {"number": clearance.number})
            return redirect("clearances:file", clearance.pk)
    context = {"clearance": clearance, "form": form, "revokes": name == "revoke"}
    return render(request, "clearances/end.html", context, status=422 if form.errors else 200)
