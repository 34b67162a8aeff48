"""Markers named, and a marker's own page: codes in their order, a mark beside each. Nothing here is of another marker."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.training.competitions import actions, queries
from baarasira.training.competitions.models import Mark
from baarasira.training.competitions.rules.marks import shown
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import CorrectionForm, MarkerForm
from ..reach import marker_or_404, own_or_404, paper_or_404
from .forming import form_page

AT_ONCE = 25


@require_http_methods(["GET", "POST"])
def name_marker(request: AgentRequest, paper_id: UUID) -> HttpResponse:
    """Name somebody to mark a paper."""
    paper = paper_or_404(request, paper_id)
    found = own_or_404(request, paper.competition_id)
    form = MarkerForm(request.POST or None)
    return form_page(
        request, form,
        lambda given: actions.name_marker(actor=request.actor, paper_id=paper.pk, user=given["email"], rank=given["rank"]),
        competition=found, title=_("Name a marker: %(paper)s") % {"paper": paper.title}, button=_("Name this marker"),
        done=_("The marker is named."),
        intro=_("Two markers mark each script alone, a third those on which they differ too much. Several may share a turn."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def marks(request: AgentRequest, marker_id: UUID) -> HttpResponse:
    """Enter marks by code, a page of codes at a time, in their order."""
    marker = marker_or_404(request, marker_id)
    left = queries.marks_of(marker, done=False)
    page = list(left[:AT_ONCE])
    form = Form(request.POST or None)
    typed = {key.removeprefix("mark-"): value for key, value in request.POST.items() if key.startswith("mark-")}
    if request.method == "POST":
        try:
            done = actions.hand_in(actor=request.actor, marker_id=marker.pk, typed=list(typed.items()))
        except NotAllowed:
            raise
        except BusinessError as error:
            form.is_valid()
            form.refuse(error)
        else:
            drafts.confirm(request, _("%(count)d marks are in.") % {"count": done.count})
            return redirect("competitions:marks", marker.pk)
    given = queries.marks_of(marker, done=True)
    context = {
        "marker": marker,
        "paper": marker.paper,
        "competition": marker.paper.competition,
        "form": form,
        "lines": [{"code": mark.script.code, "typed": typed.get(mark.script.code, "")} for mark in page],
        "left": left.count(),
        "done": [{"row": mark, "mark": shown(mark.value or 0)} for mark in given],
        "open": marker.paper.competition.state == "marking",
    }
    return render(request, "competitions/marks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: AgentRequest, mark_id: UUID) -> HttpResponse:
    """Correct one's own mark, with a reason; the former one stays."""
    mark = get_object_or_404(Mark.objects.select_related("script"), pk=mark_id, marker__user=request.user)
    marker = marker_or_404(request, mark.marker_id)
    form = CorrectionForm(request.POST or None)
    return form_page(
        request, form,
        lambda given: actions.correct_mark(actor=request.actor, mark_id=mark.pk, typed=given["mark"], reason=given["reason"]),
        competition=marker.paper.competition, title=_("Correct the mark of %(code)s") % {"code": mark.script.code},
        button=_("Correct this mark"), done=_("The mark is corrected; the former one stays beside it."),
        intro=_("It has %(mark)s now.") % {"mark": shown(mark.value or 0)},
        to=reverse("competitions:marks", args=[marker.pk]),
    )  # fmt: skip
