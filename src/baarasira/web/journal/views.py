"""The journal: who did what, to which record, when; what was said, for a reason; exports."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.accounts.actions import journal_reading
from baarasira.accounts.journal import chain_state, find_entries, visible_entries
from baarasira.accounts.policies import JOURNAL
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal.models import Entry, Seal, SealedEntry
from baarasira.kernel.tables import csv_bytes
from baarasira.network.models import Structure
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from .forms import KINDS, QuestionForm, ReasonForm
from .words import described

EXPORT_LIMIT = 50_000
# Kept in every entry, and of no interest to a reader.
MACHINERY = {"version", "created_at", "updated_at"}
COLUMNS = ("at", "who", "kind", "verb", "noun", "record", "person", "structure", "channel", "address", "id")


@require_GET
def entries(request: AgentRequest) -> HttpResponse:
    """List the entries that answer the filters, newest first, with the state of the chain of seals."""
    JOURNAL.require(request.actor, "view")
    form = QuestionForm(request.GET, on=request.actor.today)
    page = paginate(find_entries(request.actor, form.question()), order=("-id",), request=request, size=50)
    kinds = dict(KINDS)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [{"line": described(entry), "kind": kinds[entry.kind]} for entry in page.rows],
        "chain": chain_state(),
        "export_query": request.GET.urlencode(),
        "export_limit": EXPORT_LIMIT,
    }
    return render(request, "journal/entries.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def entry(request: AgentRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry; what it says of a person only for a written reason, which is journaled."""
    JOURNAL.require(request.actor, "view")
    shown = visible_entries(request.actor).filter(id=entry_id).first()
    if shown is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    opened, content = shown.subject_id is None, None
    if opened or (request.method == "POST" and form.is_valid()):
        reason = "" if opened else form.cleaned_data["reason"]
        try:
            _entry, content = journal_reading.read_content(actor=request.actor.because(reason), entry_id=shown.id)
            opened = True
        except BusinessError as refusal:
            form.refuse(refusal)
    return render(request, "journal/entry.html", _entry_context(shown, form, opened, content))


def _entry_context(
    shown: Entry, form: ReasonForm, opened: bool, content: journal_reading.Content | None
) -> dict[str, object]:
    place = SealedEntry.objects.filter(entry_id=shown.id).first()
    structure = Structure.objects.filter(id=shown.structure_id).first() if shown.structure_id else None
    return {
        "shown": shown,
        "line": described(shown),
        "kind": dict(KINDS)[shown.kind],
        "structure": structure.name if structure else "",
        "place": place,
        "seal": Seal.objects.filter(number=place.seal_number).first() if place else None,
        "form": form,
        "opened": opened,
        "forgotten": opened and content is None,
        "reason": (content or {}).get("reason", ""),
        "changes": _changes(content or {}),
        "personal": shown.subject_id is not None,
    }


def _changes(content: journal_reading.Content) -> list[dict[str, object]]:
    before, after = content.get("before") or {}, content.get("after") or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    names = [name for name in {**before, **after} if name not in MACHINERY]
    return [{"name": name, "before": _plain(before.get(name)), "after": _plain(after.get(name))} for name in names]


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    return "" if value is None else str(value)


@never_cache
@require_GET
def export(request: AgentRequest) -> HttpResponse:
    """Download the entries that answer the filters, who, what and when only, newest first; journaled."""
    form = QuestionForm(request.GET, on=request.actor.today)
    found = list(find_entries(request.actor, form.question()).order_by("-id")[:EXPORT_LIMIT])
    journal_reading.note_export(actor=request.actor, question=request.GET.urlencode()[:500], count=len(found))
    body = csv_bytes(COLUMNS, ([_cell(value) for value in _row(entry)] for entry in found))
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="journal-{request.actor.today.isoformat()}.csv"'
    return answer


def _row(entry: Entry) -> tuple[object, ...]:
    at = timezone.localtime(entry.at).isoformat(timespec="seconds")
    where = (entry.subject_id or "", entry.structure_id or "", entry.channel, entry.address, entry.id)
    return (at, entry.actor_label, entry.kind, entry.verb, entry.noun, entry.object_id, *where)


def _cell(value: object) -> str:
    """Return a cell no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
