"""The day's list of an office, those who did not come, and the plans to be looked at today."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from baarasira.counselling import queries
from baarasira.counselling.models import Appointment
from baarasira.counselling.policies import APPOINTMENTS, PLANS
from baarasira.reference import phones
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.forms import DateField
from baarasira.web.shell.paging import paginate

from ..forms import DayFilter, hour_words
from ..opening import chosen_office, offices_of
from ..states import appointment_look, plan_look, step_look
from .appointments import outcomes_open

DAY_SIZE = 80
REVIEWS_SIZE = 100
MISSED_DAYS = 60


def line_of(row: Appointment, request: AgentRequest) -> dict[str, object]:
    """Return what a list shows of one appointment: its hour, its state, what may be said of it now."""
    may = APPOINTMENTS.allows(request.actor, "record", row.office_id)
    phone = next(iter(row.person.phones.all()), None)
    return {
        "row": row,
        "hour": hour_words(row.starts_at),
        "look": appointment_look(row, request.actor.at),
        "outcomes": outcomes_open(row, request.actor.at) if may else [],
        "phone": phones.show(phone.number) if phone else "",
    }


@require_GET
def day(request: AgentRequest) -> HttpResponse:
    """Show who is expected on a day, in order of the hour."""
    APPOINTMENTS.require(request.actor, "view")
    offices = offices_of(request.actor)
    try:
        shown = DateField(required=False).clean(request.GET.get("day", "")) or request.actor.today
    except ValidationError:
        shown = request.actor.today
    office = chosen_office(offices, request.GET.get("office", ""))
    rows = queries.appointments_of_day(request.actor, shown).prefetch_related("person__phones")
    if office is not None:
        rows = rows.filter(office=office)
    page = paginate(rows, order=("starts_at", "id"), request=request, size=DAY_SIZE)
    kept = {"office": str(office.pk)} if office is not None and len(offices) > 1 else {}
    around = {
        name: "?" + urlencode({"day": (shown + timedelta(days=step)).isoformat(), **kept})
        for name, step in (("before", -1), ("after", 1))
    }
    context = {
        "form": DayFilter({"day": shown.strftime("%d/%m/%Y"), **kept}, offices=offices),
        "shown": shown,
        "is_today": shown == request.actor.today,
        "office": office,
        "several": office is None,
        "page": page,
        "lines": [line_of(row, request) for row in page.rows],
        "to_record": queries.appointments_to_record(request.actor).count(),
        "missed": queries.to_call_again(request.actor, _since(request)).count(),
        "here": request.get_full_path(),
        **around,
    }
    return render(request, "counselling/day.html", context)


def _since(request: AgentRequest) -> date:
    return request.actor.today - timedelta(days=MISSED_DAYS)


@require_GET
def missed(request: AgentRequest) -> HttpResponse:
    """Show past appointments of which nothing was said yet, and those who did not come and were not called again."""
    APPOINTMENTS.require(request.actor, "view")
    unsaid = (
        queries.appointments_to_record(request.actor).prefetch_related("person__phones").order_by("starts_at", "id")
    )
    rows = queries.to_call_again(request.actor, _since(request)).prefetch_related("person__phones")
    page = paginate(rows, order=("-starts_at", "-id"), request=request)
    context = {
        "unsaid": [line_of(row, request) for row in unsaid[:DAY_SIZE]],
        "page": page,
        "lines": [line_of(row, request) for row in page.rows],
        "may_give": APPOINTMENTS.allows(request.actor, "give"),
        "several": len(offices_of(request.actor)) > 1,
        "here": request.get_full_path(),
    }
    return render(request, "counselling/missed.html", context)


@require_GET
def plans_due(request: AgentRequest) -> HttpResponse:
    """Show the plans to be reviewed and the steps due, today or before, the oldest first."""
    PLANS.require(request.actor, "view")
    today = request.actor.today
    reviews = queries.reviews_due(request.actor, today)[:REVIEWS_SIZE]
    page = paginate(queries.steps_due(request.actor, today), order=("due_on", "id"), request=request)
    context = {
        "reviews": [(row, plan_look(row, today)) for row in reviews],
        "page": page,
        "steps": [(row, step_look(row, today)) for row in page.rows],
        "may_follow": PLANS.allows(request.actor, "follow"),
        "here": request.get_full_path(),
    }
    return render(request, "counselling/plans.html", context)
