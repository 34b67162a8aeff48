"""Cards that have fallen due or soon will: the list, and renewing or printing many at once, with a preview and a report."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baarasira.counselling import actions, queries
from baarasira.counselling.documents import card_sheet_pdf
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.counselling.policies import CARDS
from baarasira.people.enums import PersonState
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import DueFilter
from ..opening import chosen_office, offices_of
from ..papers import card_data, pdf_response
from ..states import Look, card_look

SIZE = 50
REPORT_KEY = "card_batch"


@require_GET
def due(request: AgentRequest) -> HttpResponse:
    """List the cards to be renewed, the oldest first."""
    CARDS.require(request.actor, "view")
    offices = offices_of(request.actor, CARDS)
    form = DueFilter(request.GET, offices=offices)
    rows = queries.cards_due(request.actor, form.until(request.actor.today))
    if (office := chosen_office(offices, request.GET.get("office", ""))) is not None:
        rows = rows.filter(office=office)
    page = paginate(rows, order=("expires_on", "id"), request=request, size=SIZE)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [_line(row, request) for row in page.rows],
        "several": len(offices) > 1,
        "may_act": CARDS.allows(request.actor, "renew"),
    }
    return render(request, "counselling/due.html", context)


def _line(card: Card, request: AgentRequest) -> dict[str, object]:
    today = request.actor.today
    days = (card.expires_on - today).days
    look = card_look(card, today)
    if look.tone == "done":  # in force, and shown here because its end is near: say how near
        left = ngettext("In %(n)s day", "In %(n)s days", days) % {"n": days} if days else _("Today")
        look = Look(left, "wait" if days <= 15 else "neutral")
    return {"card": card, "look": look, "days": days}


def _ids(values: list[str]) -> list[UUID]:
    found = []
    for value in values[:SIZE]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _ticked(request: AgentRequest) -> list[Card]:
    rows = queries.visible_cards(request.actor).filter(pk__in=_ids(request.POST.getlist("card")))
    return list(rows.order_by("expires_on", "id"))


@require_POST
def preview(request: AgentRequest) -> HttpResponse:
    """Say what will happen to the ticked cards before it does."""
    CARDS.require(request.actor, "renew")
    cards, act = _ticked(request), request.POST.get("act", "")
    today = request.actor.today
    can: list[dict[str, object]] = []
    cannot: list[dict[str, object]] = []
    for card in cards:
        line = _line(card, request)
        (can if _possible(card, act, request) else cannot).append(line)
    context = {
        "act": "print" if act == "print" else "renew",
        "can": can,
        "cannot": cannot,
        "until": actions.valid_until(today),
        "back": _list_address(request),
    }
    return render(request, "counselling/due_preview.html", context)


def _possible(card: Card, act: str, request: AgentRequest) -> bool:
    if act == "print":
        return queries.in_force(card, request.actor.today) and CARDS.allows(request.actor, "print", card.office_id)
    standing = card.state in (CardState.ACTIVE, CardState.DUE) and card.person.state == PersonState.OPEN
    return standing and CARDS.allows(request.actor, "renew", card.office_id)


def _list_address(request: AgentRequest) -> str:
    kept = {name: request.POST.get(name, "") for name in ("within", "office") if request.POST.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


@require_POST
def apply_batch(request: AgentRequest) -> HttpResponse:
    """Renew the cards of the preview, each at the version that was shown, and report what was done."""
    CARDS.require(request.actor, "renew")
    versions: dict[UUID, int] = {}
    for item in request.POST.getlist("card")[:SIZE]:
        key, _sign, version = item.partition(":")
        if version.isascii() and version.isdigit():
            versions |= dict.fromkeys(_ids([key]), int(version))
    reach = set(queries.visible_cards(request.actor).filter(pk__in=versions).values_list("pk", flat=True))
    mine = {key: version for key, version in versions.items() if key in reach}
    done = actions.renew_cards(actor=request.actor, versions=mine)
    request.session[REPORT_KEY] = [(str(item.card_id), item.refusal) for item in done]
    return redirect("counselling:due_report")


@require_GET
def report(request: AgentRequest) -> HttpResponse:
    """Say what the last batch did: the cards renewed, to be printed, and those that were not, with why."""
    CARDS.require(request.actor, "view")
    told: dict[str, str] = dict(request.session.get(REPORT_KEY, []))
    rows = {str(card.pk): card for card in queries.visible_cards(request.actor).filter(pk__in=list(told))}
    renewed = [rows[key] for key, refusal in told.items() if key in rows and not refusal]
    refused = [(rows[key], refusal) for key, refusal in told.items() if key in rows and refusal]
    printable = [card for card in renewed if queries.in_force(card, request.actor.today)]
    context = {"renewed": renewed, "refused": refused, "printable": printable, "any": bool(told)}
    return render(request, "counselling/due_report.html", context)


@require_POST
def print_batch(request: AgentRequest) -> HttpResponse:
    """Answer with the ticked cards on A4 sheets, five to a page."""
    CARDS.require(request.actor, "print")
    cards = actions.print_cards(actor=request.actor, card_ids=[card.pk for card in _ticked(request)])
    if not cards:
        return redirect("counselling:due")
    sheet = card_sheet_pdf([card_data(request, card) for card in cards])
    return pdf_response(sheet, f"cartes-{request.actor.today.isoformat()}")
