"""Numbered forms: reserved, printed blank, entered one by one or from a file, reconciled."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.tables.faults import UnusableFile
from baarasira.mobility.clearances import actions, queries
from baarasira.mobility.clearances.enums import FormState
from baarasira.mobility.clearances.models import ClearanceForm
from baarasira.mobility.clearances.policies import FORMS
from baarasira.network.models import Structure
from baarasira.web.requests import AgentRequest, public_address
from baarasira.web.shell import drafts

from ..forms import BlockForm, EntryForm, FileForm
from ..states import form_tone
from .reach import block_or_404, pdf


@require_http_methods(["GET", "POST"])
def list_blocks(request: AgentRequest) -> HttpResponse:
    """Show the blocks of numbered forms, how each is accounted for, and reserve another."""
    FORMS.require(request.actor, "view")
    may = FORMS.allows(request.actor, "reserve")
    offices = Structure.objects.filter(FORMS.scope(request.actor, "reserve").q("pk"), closed_on__isnull=True)
    form = BlockForm(request.POST or None, offices=offices.order_by("name")) if may else None
    if request.method == "POST":
        FORMS.require(request.actor, "reserve")
        if form is not None and form.is_valid():
            try:
                block = actions.reserve_forms(actor=request.actor, **form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The forms are reserved: print them."))
                return redirect("clearances:block", block.pk)
    blocks = queries.blocks_visible_to(request.actor)[:100]
    context = {"lines": [_line(row) for row in blocks], "form": form}
    return render(request, "clearances/blocks.html", context, status=422 if form is not None and form.errors else 200)


def _line(row: Any) -> dict[str, Any]:
    counts = queries.reconciled(row)
    return {"series": row, **counts}


@require_GET
def block(request: AgentRequest, block_id: UUID) -> HttpResponse:
    """Show what became of every form of a block: issued, void, lost, wrong or missing."""
    found = block_or_404(request, block_id)
    counts = queries.reconciled(found)
    context = {
        "series": found,
        "counts": [{"word": FormState(state).label, "n": n, "tone": form_tone(state)} for state, n in counts.items()],
        "missing": counts[FormState.MISSING],
        "forms": [{"form": row, "tone": form_tone(row.state)} for row in queries.forms_of(found)],
        "may_enter": FORMS.allows(request.actor, "enter", found.office_id),
        "may_print": FORMS.allows(request.actor, "print", found.office_id) and counts[FormState.MISSING] > 0,
    }
    return render(request, "clearances/block.html", context)


@require_GET
def blank_forms(request: AgentRequest, block_id: UUID) -> HttpResponse:
    """The forms of a block not accounted for yet, printed blank."""
    found = block_or_404(request, block_id)
    return pdf(actions.print_forms(actor=request.actor, block=found), f"formulaires-{found.number}")


@require_http_methods(["GET", "POST"])
def enter(request: AgentRequest, block_id: UUID, form_id: UUID) -> HttpResponse:
    """Enter what became of one form."""
    found = block_or_404(request, block_id)
    FORMS.require(request.actor, "enter", found.office_id)
    paper = get_object_or_404(ClearanceForm, pk=form_id, block=found)
    names = ("receipt", "issued_on", "first_number", "second_number", "note", "version")
    form = EntryForm(request.POST or None, initial={name: getattr(paper, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter_form(
                actor=request.actor, form_id=paper.pk, entry=form.entry(), address=public_address(request),
                expected_version=form.cleaned_data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            words = {"number": entered.number, "state": entered.get_state_display().lower()}
            drafts.confirm(request, _("Form %(number)s is entered: %(state)s.") % words)
            return redirect("clearances:block", found.pk)
    context = {"series": found, "paper": paper, "form": form, "tone": form_tone(paper.state)}
    return render(request, "clearances/enter.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def enter_file(request: AgentRequest, block_id: UUID) -> HttpResponse:
    """Enter the forms of a block from a table, and report on every line."""
    found = block_or_404(request, block_id)
    FORMS.require(request.actor, "enter", found.office_id)
    form = FileForm(request.POST or None, request.FILES or None)
    entered = None
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            entered = actions.enter_file(
                actor=request.actor, block=found, content=content, address=public_address(request)
            )
        except UnusableFile as fault:
            form.add_error("file", _(fault.message) % fault.params)
    context = {
        "series": found,
        "form": form,
        "entered": [{"form": row, "tone": form_tone(row.state)} for row in entered.forms] if entered else [],
        "refused": sorted(entered.refused.items()) if entered else [],
        "done": entered is not None,
    }
    return render(request, "clearances/enter_file.html", context, status=422 if form.errors else 200)
