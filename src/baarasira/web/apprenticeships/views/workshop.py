"""The logbook on a master's phone, and the voices it plays."""

from collections.abc import Mapping
from datetime import UTC, date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.enums import Level, Presence
from baarasira.training.apprenticeships.models import Contract, LogEntry, Recording, Task
from baarasira.training.apprenticeships.policies import TRADES
from baarasira.training.apprenticeships.queries import logbook as queries
from baarasira.web.files.downloads import send
from baarasira.web.shell.offline import actor_of

from .phone import door

DAYS = 5
"""Days of the week shown, the last of them today."""


@login_not_required
@require_GET
def logbook(request: HttpRequest) -> HttpResponse:
    """Show a master their apprentices and each one's tasks; whoever is not signed in as a master taps their pictures first."""
    actor: Actor | None = getattr(request, "actor", None)
    master = queries.master_of(actor) if actor is not None else None
    if actor is None or master is None:
        return door(request)
    contracts = list(queries.own_contracts(actor))
    held = queries.books(contracts, actor.today)
    tasks = _tasks(contracts)
    spoken = queries.recordings([task.message for rows in tasks.values() for task in rows], master.language)
    context = {
        "master": master,
        "books": [_book(row, tasks[row.trade_id], held[row.pk], spoken, actor) for row in contracts],
        "levels": [(level, f"level_{level.value}") for level in Level],
        "marks": list(Presence),
        "user": request.user,
    }
    return render(request, "field/workshop.html", context)


def _tasks(contracts: list[Contract]) -> dict[UUID, list[Task]]:
    trades = {row.trade_id for row in contracts}
    found: dict[UUID, list[Task]] = {key: [] for key in trades}
    for task in Task.objects.filter(trade_id__in=trades, active=True).select_related("trade"):
        found[task.trade_id].append(task)
    return found


def _book(
    contract: Contract, tasks: list[Task], book: queries.Book, spoken: Mapping[str, UUID], actor: Actor
) -> dict[str, Any]:
    today = actor.today
    lines = []
    for task in tasks:
        stands, earlier = book.tasks.get(task.pk), book.earlier.get(task.pk)
        lines.append({
            "task": task,
            "level": stands.level if stands else "",
            "before": earlier.level if earlier else "",
            "recording": spoken.get(task.message),
        })  # fmt: skip
    noted = list(queries.entries_of(actor, contract).filter(withdraws__isnull=True, on=today)[:30])
    return {
        "contract": contract,
        "tasks": lines,
        "noted": [{"entry": row, "back": row.device_entry in book.withdrawn, "at": _stamp(row)} for row in noted],
        "days": [{"on": on, "mark": _mark(book, on), "today": on == today} for on in _days(contract, today)],
    }


def _stamp(row: Any) -> str:
    """Return the phone's clock of an entry as phones write it, so that the two can be compared."""
    moment: str = row.noted_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
    return f"{moment}Z"


def _mark(book: queries.Book, on: date) -> str:
    return book.days[on].mark if on in book.days else ""


def _days(contract: Contract, today: date) -> list[date]:
    """Return the last days of the contract's week up to today, today always among them."""
    wanted = {*contract.workshop_days}
    found: list[date] = [today]
    step = 1
    while len(found) < DAYS and step < 15:
        day = today - timedelta(days=step)
        if day.weekday() in wanted and day >= contract.starts_on:
            found.append(day)
        step += 1
    return sorted(found)


@login_not_required
@require_GET
def recording(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """Play the voice that says a message, for masters on a bound phone and for the centre."""
    actor = actor_of(request)
    row = Recording.objects.select_related("file").filter(pk=recording_id).first()
    if actor is None or row is None:
        raise Http404
    if queries.master_of(actor) is None and not TRADES.allows(actor, "view"):
        raise Http404
    answer = send(actor, row.file, inline=True)
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def entry_voice(request: Any, entry_id: UUID) -> HttpResponse:
    """Play what a master said beside an entry, for the centre and the master."""
    row = LogEntry.objects.filter(pk=entry_id).first()
    file = queries.voice_of(request.actor, row.device_entry) if row is not None else None
    if file is None:
        raise Http404
    return send(request.actor, file, inline=True)
