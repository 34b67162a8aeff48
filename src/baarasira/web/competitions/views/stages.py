"""Acts that move a competition as a whole, and what is answered of one seat."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from baarasira.training.competitions import actions
from baarasira.training.competitions.models import Consultation, SeatOffer
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..reach import own_or_404, sitting_or_404


@require_POST
def act(request: AgentRequest, competition_id: UUID, name: str) -> HttpResponse:
    """Do one act on a competition: people convened, scripts dealt out, the list proposed, sent back, published, seats opened, closed."""
    found = own_or_404(request, competition_id)
    who, reason = request.actor, request.POST.get("reason", "")
    said = _("It is recorded.")
    match name:
        case "convocation":
            said = _convened(actions.convene(actor=who, competition_id=found.pk))
        case "correction":
            actions.deal(actor=who, competition_id=found.pk)
            said = _("The scripts are dealt out: each marker finds their codes in “Competitions”.")
        case "proposition":
            actions.propose_list(actor=who, competition_id=found.pk, reason=reason)
            said = _("The list is proposed. Another person publishes it.")
        case "renvoi":
            actions.return_list(actor=who, competition_id=found.pk, reason=reason)
        case "publication":
            actions.publish_list(actor=who, competition_id=found.pk)
            said = _("The results are published, with their method and their hash.")
        case "places":
            count = actions.open_seats(actor=who, competition_id=found.pk)
            said = ngettext("%(n)d seat is offered.", "%(n)d seats are offered.", count) % {"n": count}
        case "cloture":
            actions.close(actor=who, competition_id=found.pk)
        case _:
            raise Http404
    drafts.confirm(request, said)
    return redirect("competitions:file", found.pk)


def _convened(done: actions.Convened) -> str:
    said = ngettext("%(n)d candidate has a seat now.", "%(n)d candidates have a seat now.", done.seated) % {
        "n": done.seated
    }
    if done.clashes:
        left = ", ".join(f"{receipt} ({where})" for receipt, where in done.clashes)
        said += " " + _("Not seated, because they sit elsewhere on the same day: %(left)s.") % {"left": left}
    return said


@require_POST
def answer(request: AgentRequest, offer_id: UUID, name: str) -> HttpResponse:
    """Record that a candidate confirms the seat, or gives it up."""
    row = get_object_or_404(SeatOffer.objects.select_related("sitting"), pk=offer_id)
    sitting = sitting_or_404(request, row.sitting_id)
    if name not in {"confirmer", "renoncer"}:
        raise Http404
    actions.answer_offer(actor=request.actor, offer_id=row.pk, confirm=name == "confirmer")
    drafts.confirm(request, _("The answer is recorded."))
    return redirect("competitions:sitting", sitting.pk)


@require_POST
def shown(request: AgentRequest, consultation_id: UUID) -> HttpResponse:
    """Note that the scripts were shown."""
    row = get_object_or_404(Consultation.objects.select_related("sitting"), pk=consultation_id)
    found = own_or_404(request, row.sitting.competition_id)
    actions.note_shown(actor=request.actor, consultation_id=row.pk)
    drafts.confirm(request, _("It is noted that the scripts were shown."))
    return redirect("competitions:file", found.pk)
