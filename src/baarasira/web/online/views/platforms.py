"""Platforms of online courses: what an agreement opens, the exports read and taken in, the addresses nobody knows."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure
from baarasira.training.online import actions, queries
from baarasira.training.online.enums import HELD, Fate, LoadState, PlaceState, StillReason
from baarasira.training.online.models import Load, Place
from baarasira.training.online.policies import PLACES, PLATFORMS
from baarasira.web.employers.listing import spreadsheet
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ExportForm, MatchForm, NewPlatformForm, PlatformForm
from ..reach import address_or_404, load_or_404, platform_or_404, version_of
from ..states import tone

SHOWN_ROWS = 200
MOST_BYTES = 10_000_000


@require_http_methods(["GET", "POST"])
def new_platform(request: AgentRequest) -> HttpResponse:
    """Record the platform that an agreement opens."""
    actor = request.actor
    PLATFORMS.require(actor, "keep")
    structures = list(Structure.objects.filter(PLATFORMS.scope(actor, "keep").q("pk"), closed_on=None).order_by("name"))
    form = NewPlatformForm(request.POST or None, actor=actor, structures=structures)
    if request.method == "POST" and form.is_valid():
        agreement, structure = (
            form.agreements[form.cleaned_data["agreement"]],
            form.structures[form.cleaned_data["structure"]],
        )
        try:
            made = actions.keep_platform(actor=actor, agreement=agreement, structure=structure, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The platform is recorded: its places can be given."))
            return redirect("online:platform", made.pk)
    context = {"form": form, "none": not form.agreements}
    return render(request, "online/platform_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_platform(request: AgentRequest, platform_id: UUID) -> HttpResponse:
    """Correct a platform: its name, its address, how many places it gives."""
    found = platform_or_404(request, platform_id)
    PLATFORMS.require(request.actor, "keep", found.structure_id)
    initial = {"name": found.name, "address": found.address, "places": found.places, "course": found.course_id or ""}
    form = PlatformForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_platform(
                actor=request.actor, agreement=found.agreement, structure=found.structure, data=form.data_of(),
                expected_version=version_of(request),
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The platform is corrected."))
            return redirect("online:platform", found.pk)
    context = {"form": form, "platform": found}
    return render(request, "online/platform_form.html", context, status=422 if form.errors else 200)


@require_GET
def platform(request: AgentRequest, platform_id: UUID) -> HttpResponse:
    """Show a platform: its places, who stopped and why, its exports, the addresses to match."""
    found = platform_or_404(request, platform_id)
    actor = request.actor
    counts = queries.counted_by_state(found)
    context = {
        "platform": found,
        "left": max(0, found.places - found.held),
        "counts": [(state.label, counts.get(state, 0)) for state in PlaceState],
        "stopped": [(StillReason(key).label, number) for key, number in queries.stopped_for(found).items()],
        "loads": [{"load": row, "tone": tone(row.state)} for row in queries.loads_of(found)[:10]],
        "unmatched": list(queries.unmatched(found)[:50]),
        "may_keep": PLATFORMS.allows(actor, "keep", found.structure_id),
        "may_import": PLATFORMS.allows(actor, "import", found.structure_id),
        "may_match": PLATFORMS.allows(actor, "match", found.structure_id),
        "may_allot": PLACES.allows(actor, "allot"),
    }
    return render(request, "online/platform.html", context)


@require_http_methods(["GET", "POST"])
def read_export(request: AgentRequest, platform_id: UUID) -> HttpResponse:
    """Read an export of the platform: what it would do is shown before anything changes."""
    found = platform_or_404(request, platform_id)
    PLATFORMS.require(request.actor, "import", found.structure_id)
    form = ExportForm(request.POST or None, request.FILES or None, initial={"exported_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            form.add_error("file", _("This file is too large: at most 10 million bytes."))
        else:
            try:
                made = actions.read_load(
                    actor=request.actor, platform_id=found.pk, name=sent.name, content=sent.read(),
                    exported_on=form.cleaned_data["exported_on"],
                )  # fmt: skip
            except BusinessError as error:
                form.refuse(error)
            else:
                return redirect("online:load", made.pk)
    context = {"form": form, "platform": found}
    return render(request, "online/export.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def load(request: AgentRequest, load_id: UUID) -> HttpResponse:
    """Show what an export would do, or did; take it in or set it aside."""
    found = load_or_404(request, load_id)
    if request.method == "POST":
        if request.POST.get("act") == "drop":
            actions.drop_load(actor=request.actor, load_id=found.pk)
            drafts.confirm(request, _("The export is set aside: nothing of it was taken in."))
            return redirect("online:platform", found.platform_id)
        actions.apply_load(actor=request.actor, load_id=found.pk)
        drafts.confirm(request, _("The export is taken in."))
        return redirect("online:load", found.pk)
    return render(request, "online/load.html", _load_context(request, found))


def _load_context(request: AgentRequest, found: Load) -> dict[str, Any]:
    told = actions.preview(found) if found.state == LoadState.READ else []
    counts = Counter(item.fate.value for item in told) if told else Counter(found.counts)
    counts[Fate.REFUSED.value] = len(found.rejects)
    return {
        "load": found,
        "tone": tone(found.state),
        "reading": found.state == LoadState.READ,
        "counts": [(fate.label, counts[fate.value], tone(fate)) for fate in Fate],
        "lines": [{"told": item, "tone": tone(item.fate)} for item in told[:SHOWN_ROWS]],
        "more": max(0, len(told) - SHOWN_ROWS),
        "rejects": found.rejects[:SHOWN_ROWS],
        "may_import": PLATFORMS.allows(request.actor, "import", found.platform.structure_id),
        "unmatched": queries.unmatched(found.platform).count() if found.state == LoadState.APPLIED else 0,
    }


@require_GET
def load_report(request: AgentRequest, load_id: UUID) -> HttpResponse:
    """Return the report of an export as a CSV file: a line a row, what it does, why it was refused."""
    found = load_or_404(request, load_id)
    told = actions.preview(found) if found.state == LoadState.READ else []
    lines: list[list[object]] = [
        [item.row.line, item.row.email, item.row.title, item.row.percent, item.fate.label, ""] for item in told
    ]
    lines += [[row["line"], "", "", "", Fate.REFUSED.label, row["sentence"]] for row in found.rejects]
    if found.state != LoadState.READ:
        lines += [["", "", "", "", Fate(key).label, number] for key, number in found.counts.items()]
    headings = [_("Line"), _("E-mail address"), _("Course"), _("Progress"), _("What it does"), _("Why or how many")]
    return spreadsheet(f"export-{found.exported_on:%Y-%m-%d}", headings, lines)


@require_http_methods(["GET", "POST"])
def address(request: AgentRequest, address_id: UUID) -> HttpResponse:
    """Say whose place an unknown address is, or that it is none of ours."""
    found = address_or_404(request, address_id)
    # Nothing is proposed: whoever matches looks the person up among those who hold a place.
    places = Place.objects.filter(platform=found.platform).select_related("person")
    ordered = places.filter(state__in=HELD).order_by("person__surname", "person__given_names")
    form = MatchForm(request.POST if request.POST.get("act") == "match" else None, places=list(ordered))
    if request.method == "POST":
        if request.POST.get("act") == "aside":
            actions.set_address_aside(actor=request.actor, address_id=found.pk, reason=request.POST.get("reason", ""))
            drafts.confirm(request, _("The address is set aside."))
            return redirect("online:platform", found.platform_id)
        if form.is_valid():
            try:
                actions.match_address(
                    actor=request.actor, address_id=found.pk, place_id=UUID(form.cleaned_data["place"]),
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The address is matched: its rows are taken in."))
                return redirect("online:platform", found.platform_id)
    context = {"address": found, "form": form, "rows": found.rows}
    return render(request, "online/address.html", context, status=422 if form.errors else 200)
