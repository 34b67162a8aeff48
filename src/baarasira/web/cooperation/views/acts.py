"""The acts on an agreement, each on its decision page: the facts, what will change, the document that decides."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baarasira.cooperation import actions
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import RuleRefused, Stale, WrongState
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..deeds import DEEDS, Deed, starts
from ..forms import DeedForm
from ..states import tone
from .reach import visible_or_404


def _do(actor: Actor, agreement: Agreement, deed: Deed, said: dict[str, Any]) -> None:
    """Call the action of the room with what the form says."""
    common = {"actor": actor, "agreement": agreement, "document": said["document"], "version": said["version"]}
    match deed.name:
        case "negotiate":
            actions.negotiate(**common)
        case "sign":
            actions.sign(**common, on=said["day"])
        case "visa":
            actions.record_visa(**common, on=said["day"])
        case "enter":
            actions.enter_into_force(**common, on=said["day"])
        case "renew":
            actions.renew(**common, ends_on=said["ends_on"])
        case "denounce":
            actions.denounce(**common, reason=said["reason"])


@require_http_methods(["GET", "POST"])
def do_act(request: AgentRequest, agreement_id: UUID, deed: str) -> HttpResponse:
    """Show what an act changes and ask for its document; do it."""
    agreement = visible_or_404(request, agreement_id)
    if deed not in DEEDS:
        raise Http404
    chosen = DEEDS[deed]
    AGREEMENTS.require(request.actor, chosen.may, agreement.office_id)
    if request.method == "GET" and not starts(chosen, agreement):
        return redirect("cooperation:file", agreement.pk)
    initial = {"version": agreement.version, "day": request.actor.today}
    form = DeedForm(request.POST or None, deed=chosen, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _do(request.actor, agreement, chosen, form.cleaned_data)
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, chosen.done)
            return redirect("cooperation:file", agreement.pk)
    context = {
        "form": form,
        "agreement": agreement,
        "deed": chosen,
        "kind": "grave" if chosen.grave else "main",
        "tone": tone(agreement.state),
        "country": COUNTRIES.label(agreement.country),
    }
    return render(request, "cooperation/act.html", context, status=422 if form.errors else 200)
