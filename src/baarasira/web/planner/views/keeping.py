"""What a timetable is made from: needs of groups, weeks of trainers, journeys, closed days."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure
from baarasira.reference import parameters
from baarasira.reference.queries import value
from baarasira.training.courses.models import Room
from baarasira.training.timetables import actions, queries
from baarasira.training.timetables.enums import HalfDay
from baarasira.training.timetables.models import ClosedDay, Journey
from baarasira.training.timetables.policies import TIMETABLES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ClosingForm, GroupForm, JourneyForm, TrainerForm

_MOST = 200


def _half_days(kept: list[str]) -> str:
    return ", ".join(str(HalfDay(one).label) for one in kept) if kept else _("Every half-day")


@require_GET
def list_groups(request: AgentRequest) -> HttpResponse:
    """Show what each group asks of its weeks."""
    TIMETABLES.require(request.actor, "keep")
    lines = []
    for row in queries.groups_of(request.actor)[:_MOST]:
        needs = getattr(row, "timetable_needs", None)
        lines.append({"group": row, "needs": needs, "half_days": _half_days(needs.half_days if needs else [])})
    return render(request, "planner/groups.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def group(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Keep what one group asks of its weeks."""
    row = get_object_or_404(queries.groups_of(request.actor), pk=group_id)
    needs = getattr(row, "timetable_needs", None)
    initial = {"most_a_day": 2} if needs is None else {
        "version": needs.version, "hours": needs.hours, "most_a_day": needs.most_a_day, "half_days": needs.half_days,
        "equipment": ", ".join(needs.equipment),
    }  # fmt: skip
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.keep_needs(
                actor=request.actor, session_id=row.pk, hours=data["hours"], equipment=data["equipment"].split(","),
                half_days=data["half_days"], most_a_day=data["most_a_day"], expected_version=data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("What the group needs is kept."))
            return redirect("planner:groups")
    words = Room.objects.filter(structure=row.centre_id, active=True).values_list("equipment", flat=True)
    known = sorted({word for each in words for word in each})
    context = {"group": row, "form": form, "known": ", ".join(known)}
    return render(request, "planner/group.html", context, status=422 if form.errors else 200)


@require_GET
def list_trainers(request: AgentRequest) -> HttpResponse:
    """Show when each trainer can teach."""
    TIMETABLES.require(request.actor, "keep")
    lines = []
    for row in queries.trainers_of(request.actor)[:_MOST]:
        week = getattr(row, "week", None)
        hours = week.hours if week else value(parameters.TIMETABLE_HOURS, request.actor.today)
        lines.append({"trainer": row, "hours": hours, "half_days": _half_days(week.half_days if week else [])})
    return render(request, "planner/trainers.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def trainer(request: AgentRequest, trainer_id: UUID) -> HttpResponse:
    """Keep when one trainer can teach."""
    TIMETABLES.require(request.actor, "keep")
    row = get_object_or_404(queries.trainers_of(request.actor), pk=trainer_id)
    week = getattr(row, "week", None)
    usual = value(parameters.TIMETABLE_HOURS, request.actor.today)
    initial = {"hours": usual} if week is None else {
        "version": week.version, "hours": week.hours, "half_days": week.half_days,
    }  # fmt: skip
    form = TrainerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.keep_trainer_week(
                actor=request.actor, trainer_id=row.pk, hours=data["hours"], half_days=data["half_days"],
                expected_version=data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The week of this trainer is kept."))
            return redirect("planner:trainers")
    return render(request, "planner/trainer.html", {"trainer": row, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def journeys(request: AgentRequest) -> HttpResponse:
    """Show how far centres are, and keep one more journey."""
    TIMETABLES.require(request.actor, "keep")
    own = queries.plannable(request.actor)
    every = Structure.objects.filter(closed_on__isnull=True).order_by("name", "id")
    form = JourneyForm(request.POST or None, own=own, every=every)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.keep_journey(
                actor=request.actor, one_id=data["one"].pk, other_id=data["other"].pk, minutes=data["minutes"]
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The journey is kept."))
            return redirect("planner:journeys")
    keys = own.values("pk")
    rows = Journey.objects.filter(one__in=keys) | Journey.objects.filter(other__in=keys)
    context = {
        "form": form,
        "rows": list(rows.select_related("one", "other").order_by("one__name", "other__name")[:_MOST]),
        "usual": value(parameters.TIMETABLE_JOURNEY, request.actor.today),
    }
    return render(request, "planner/journeys.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def closings(request: AgentRequest) -> HttpResponse:
    """Show the closed days to come, and close one more."""
    TIMETABLES.require(request.actor, "keep")
    own = queries.plannable(request.actor)
    form = ClosingForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.close_day(
                actor=request.actor, structure_id=data["structure"].pk, day=data["day"], reason=data["reason"]
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The centre is closed on that day."))
            return redirect("planner:closings")
    rows = ClosedDay.objects.filter(structure__in=own.values("pk"), day__gte=request.actor.today)
    context = {"form": form, "rows": list(rows.select_related("structure").order_by("day", "id")[:_MOST])}
    return render(request, "planner/closings.html", context, status=422 if form.errors else 200)


@require_POST
def open_day(request: AgentRequest, closed_id: UUID) -> HttpResponse:
    """Open a closed day again."""
    row = get_object_or_404(ClosedDay.objects.filter(structure__in=queries.plannable(request.actor)), pk=closed_id)
    actions.open_day(actor=request.actor, closed_id=row.pk)
    drafts.confirm(request, _("The day is open again."))
    return redirect("planner:closings")
