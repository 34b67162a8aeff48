"""One lesson placed by hand, by a form: what it would clash with is said before anything is written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.courses.models import Room, SessionDay, Trainer
from baarasira.training.timetables import actions, queries
from baarasira.training.timetables.conflicts import conflicts
from baarasira.training.timetables.enums import View
from baarasira.training.timetables.policies import TIMETABLES
from baarasira.training.timetables.weeks import monday_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import LessonForm
from .reach import require_view, week_url


def _or_404(request: AgentRequest, lesson_id: UUID) -> SessionDay:
    """Return a lesson the agent may see; 404 otherwise."""
    require_view(request.actor)
    day = get_object_or_404(SessionDay, pk=lesson_id).day
    return get_object_or_404(queries.lessons(request.actor, monday_of(day)), pk=lesson_id)


@require_http_methods(["GET", "POST"])
def lesson(request: AgentRequest, lesson_id: UUID) -> HttpResponse:
    """Show a lesson and what is wrong with it; move it."""
    row = _or_404(request, lesson_id)
    may = TIMETABLES.allows(request.actor, "plan", row.session.centre_id)
    form = _form(request, row) if may else None
    if request.method == "POST":
        TIMETABLES.require(request.actor, "plan", row.session.centre_id)
        if form is not None and form.is_valid():
            try:
                actions.move(
                    actor=request.actor, lesson_id=row.pk, data=form.data_given(),
                    expected_version=form.cleaned_data["version"],
                )  # fmt: skip
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The lesson is placed, and proposals leave it there."))
                return redirect(week_url(monday_of(form.cleaned_data["day"]), View.GROUP))
    monday = monday_of(row.day)
    found = conflicts(list(queries.of_week(monday)), monday)
    context = {
        "lesson": row,
        "form": form,
        "kept": getattr(row, "kept", None) is not None,
        "found": [one for one in found if row.pk in one.lessons],
        "week_url": week_url(monday, View.GROUP),
    }
    return render(request, "planner/lesson.html", context, status=422 if form is not None and form.errors else 200)


def _form(request: AgentRequest, row: SessionDay) -> LessonForm:
    rooms = Room.objects.filter(structure=row.session.centre_id, active=True)
    trainers = Trainer.objects.filter(active=True).filter(pk__in=_teachers(row))
    initial = {name: getattr(row, name) for name in ("version", "day", "starts", "ends", "room", "trainer")}
    return LessonForm(request.POST or None, initial=initial, rooms=rooms, trainers=trainers)


def _teachers(row: SessionDay) -> set[UUID]:
    """Return who may be named for a lesson: who teaches the session, the trainers of its centre, who is named today."""
    named = set(row.session.teaching.values_list("trainer_id", flat=True))
    own = set(Trainer.objects.filter(structure=row.session.centre_id).values_list("pk", flat=True))
    return named | own | ({row.trainer_id} if row.trainer_id else set())


@require_POST
def keep_lesson(request: AgentRequest, lesson_id: UUID) -> HttpResponse:
    """Keep a lesson where it is, or let proposals move it again."""
    row = _or_404(request, lesson_id)
    try:
        if request.POST.get("keep") == "yes":
            actions.keep_in_place(actor=request.actor, lesson_id=row.pk)
            drafts.confirm(request, _("Proposals leave this lesson where it is."))
        else:
            actions.let_move(actor=request.actor, lesson_id=row.pk)
            drafts.confirm(request, _("Proposals may move this lesson again."))
    except BusinessError as error:
        messages.error(request, str(error))
    return redirect("planner:lesson", row.pk)
