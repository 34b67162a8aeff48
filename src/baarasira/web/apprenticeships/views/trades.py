"""Trades and their tasks, and the voices that say them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.apprenticeships.actions import masters as actions
from baarasira.training.apprenticeships.models import Recording, Trade
from baarasira.training.apprenticeships.policies import TRADES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from .. import forms


@require_http_methods(["GET", "POST"])
def list_trades(request: AgentRequest) -> HttpResponse:
    """Show the trades, with how many tasks each has; enter one that is missing."""
    TRADES.require(request.actor, "view")
    may = TRADES.allows(request.actor, "edit")
    form = forms.TradeForm(request.POST or None) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = actions.enter_trade(actor=request.actor, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The trade is entered: enter its tasks."))
            return redirect("apprenticeships:trade", made.pk)
    rows = Trade.objects.filter(active=True).prefetch_related("tasks")
    lines = [{"row": row, "tasks": len(row.tasks.all())} for row in rows]
    status = 422 if form is not None and form.errors else 200
    return render(request, "apprenticeships/trades.html", {"lines": lines, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def trade(request: AgentRequest, trade_id: UUID) -> HttpResponse:
    """Show the tasks of a trade as the logbook does, and which languages say them; enter a task."""
    TRADES.require(request.actor, "view")
    found = get_object_or_404(Trade, pk=trade_id)
    form = forms.TaskForm(request.POST or None) if TRADES.allows(request.actor, "edit") else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.enter_task(actor=request.actor, trade_id=found.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The task is entered."))
            return redirect("apprenticeships:trade", found.pk)
    return _page(request, found, form)


def _page(request: AgentRequest, found: Trade, form: forms.TaskForm | None) -> HttpResponse:
    tasks = list(found.tasks.filter(active=True).select_related("trade"))
    said: dict[str, list[Recording]] = {}
    for row in Recording.objects.filter(message__in=[task.message for task in tasks]):
        said.setdefault(row.message, []).append(row)
    names = dict(forms.languages())
    context = {
        "trade": found,
        "lines": [
            {"task": task, "said": [(row, names.get(row.language, row.language)) for row in said.get(task.message, [])]}
            for task in tasks
        ],
        "form": form,
        "languages": forms.languages(),
        "may_record": TRADES.allows(request.actor, "record_voice"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "apprenticeships/trade.html", context, status=status)


@require_POST
def record_voice(request: AgentRequest, trade_id: UUID) -> HttpResponse:
    """Keep the voice that says a task in a language."""
    found = get_object_or_404(Trade, pk=trade_id)
    upload = request.FILES.get("voice")
    if upload is None:
        drafts.confirm(request, _("No voice was sent: record it again."))
        return redirect("apprenticeships:trade", found.pk)
    message, language = request.POST.get("message", ""), request.POST.get("language", "")
    actions.record_voice(actor=request.actor, message=message, language=language, upload=upload)
    drafts.confirm(request, _("The voice is kept."))
    return redirect("apprenticeships:trade", found.pk)
