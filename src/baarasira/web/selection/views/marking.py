"""A member's own pages: whom to mark, the declaration, one candidate's sheet. Nothing here is of another member."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError, RuleRefused, Stale
from baarasira.selection import actions
from baarasira.selection.enums import MARKING_ROLES, PanelState
from baarasira.selection.marks import shown
from baarasira.selection.models import Member, Panel
from baarasira.selection.queries import panels as queries
from baarasira.selection.queries.panels import ToMark
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import BindForm, DeclarationForm, MarksForm
from ..states import tone
from .reach import seat_or_404

_PAGE = 100


@require_GET
def to_mark(request: AgentRequest, member_id: UUID) -> HttpResponse:
    """Show whom a member has to mark, those left first."""
    member, panel = seat_or_404(request, member_id)
    if member.declared_on is None and panel.state != PanelState.OPENED:
        return redirect("selection:declare", member.pk)
    lines = queries.to_mark(panel, member) if panel.state == PanelState.MARKING else []
    left = [line for line in lines if line.open and not line.done]
    context = {
        "member": member,
        "panel": panel,
        "campaign": panel.campaign,
        "tone": tone(panel.state),
        "left": left[:_PAGE],
        "left_count": len(left),
        "done": [line for line in lines if line.done][:_PAGE],
        "done_count": sum(line.done for line in lines),
        "back": [line for line in lines if queries.stands_back(line.conflict)],
        "marks": member.role in MARKING_ROLES,
    }
    return render(request, "selection/to_mark.html", context)


@require_http_methods(["GET", "POST"])
def declare(request: AgentRequest, member_id: UUID) -> HttpResponse:
    """Declare conflicts of interest."""
    member, panel = seat_or_404(request, member_id)
    form = DeclarationForm(request.POST or None, initial={"village": member.village})
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(actor=request.actor, member_id=member.pk, village=form.cleaned_data["village"])
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The declaration is recorded."))
            return redirect("selection:to-mark", member.pk)
    context = {"form": form, "member": member, "panel": panel, "campaign": panel.campaign}
    return render(request, "selection/declare.html", context, status=422 if form.errors else 200)


def _line(panel: Panel, member: Member, file_id: UUID) -> tuple[ToMark, list[ToMark]]:
    """Return one candidate as the member sees them, and those left to mark. 404 for a file of another panel."""
    lines = queries.to_mark(panel, member)
    found = next((line for line in lines if line.candidacy.pk == file_id), None)
    if found is None:
        raise Http404
    return found, [line for line in lines if line.open and not line.done and line.candidacy.pk != file_id]


@require_http_methods(["GET", "POST"])
def mark(request: AgentRequest, member_id: UUID, file_id: UUID) -> HttpResponse:
    """Mark one candidate; the next one opens when it is done."""
    member, panel = seat_or_404(request, member_id)
    line, others = _line(panel, member, file_id)
    grid = queries.marked_lines(queries.programme_of(panel.campaign))
    initial = {key: shown(points) for key, points in line.sheet.points.items()} if line.sheet else {}
    initial["version"] = str(line.sheet.version) if line.sheet else ""
    form = MarksForm(request.POST or None, lines=grid, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.hand_in(
                actor=request.actor, member_id=member.pk, candidacy_id=file_id, typed=values, expected_version=version
            )
        except (RuleRefused, Stale) as error:
            form.refuse(error)
        else:
            drafts.confirm(
                request,
                _("The marks of %(receipt)s are in.") % {"receipt": line.candidacy.number},
                draft=f"sheet-{member.pk}-{file_id}",
            )
            if others:
                return redirect("selection:mark", member.pk, others[0].candidacy.pk)
            return redirect("selection:to-mark", member.pk)
    context = {
        "member": member,
        "panel": panel,
        "campaign": panel.campaign,
        "line": line,
        "person": line.candidacy.person,
        "form": form,
        "bind": BindForm(),
        "left": len(others),
        "draft": f"sheet-{member.pk}-{file_id}",
    }
    return render(request, "selection/mark.html", context, status=422 if form.errors else 200)


@require_POST
def bind(request: AgentRequest, member_id: UUID, file_id: UUID) -> HttpResponse:
    """Declare what binds a member to one candidate, or that nothing does."""
    member, panel = seat_or_404(request, member_id)
    line, _others = _line(panel, member, file_id)
    form = BindForm(request.POST)
    if not form.is_valid():
        return redirect("selection:mark", member.pk, file_id)
    declared = actions.declare_conflict(
        actor=request.actor, member_id=member.pk, candidacy_id=line.candidacy.pk,
        nature=form.cleaned_data["nature"], note=form.cleaned_data["note"],
    )  # fmt: skip
    if queries.stands_back(declared):
        drafts.confirm(
            request, _("You stand back from %(receipt)s: the others mark them.") % {"receipt": line.candidacy.number}
        )
        return redirect("selection:to-mark", member.pk)
    return redirect("selection:mark", member.pk, file_id)
