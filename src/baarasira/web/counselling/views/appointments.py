"""Giving an appointment, its slip, and saying what came of it."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.counselling import actions, queries
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState
from baarasira.counselling.hours import next_open_day
from baarasira.counselling.models import Appointment
from baarasira.counselling.policies import APPOINTMENTS
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.people.models import Person
from baarasira.web.people.profile import born_words
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import DateField

from ..forms import AppointmentForm, hour_words
from ..opening import back_to, person_seen, version_of
from ..papers import full_name, pdf_response, slip_pdf
from ..states import appointment_look

OUTCOMES = {
    AppointmentState.KEPT: gettext_lazy("%(name)s came to the appointment."),
    AppointmentState.MISSED: gettext_lazy("%(name)s did not come to the appointment."),
    AppointmentState.CANCELLED: gettext_lazy("The appointment of %(name)s is cancelled."),
}


def _wanted_day(request: AgentRequest) -> date:
    """Return the day asked for, the next day the office receives when none or an unreadable one was."""
    sent = request.POST.get("day") or request.GET.get("day", "")
    try:
        return DateField(required=False).clean(sent) or next_open_day(request.actor.today)
    except ValidationError:
        return next_open_day(request.actor.today)


def _form(request: AgentRequest, person: Person) -> AppointmentForm:
    day = _wanted_day(request)
    staff = list(queries.counsellors_of(person.office, request.actor.today))
    wanted = request.POST.get("counsellor", request.GET.get("counsellor", _own(request, [user.pk for user in staff])))
    known = next((user.pk for user in staff if str(user.pk) == wanted), None)
    free = queries.free_hours(person.office, day, request.actor.at, known)
    initial = {"day": day, "counsellor": str(known or ""), "purpose": request.GET.get("purpose", "")}
    sent = request.POST if request.method == "POST" and "show" not in request.POST else None
    if "show" in request.POST:
        initial |= {name: request.POST.get(name, "") for name in ("purpose", "note")}
    return AppointmentForm(sent, initial=initial, counsellors=staff, free=free)


def _own(request: AgentRequest, staff: list[UUID]) -> str:
    return str(request.actor.id) if request.actor.id in staff else ""


@require_http_methods(["GET", "POST"])
def appointment_new(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Give a person an appointment; the free hours of the day are offered."""
    person = person_seen(request, person_id, "appointment")
    APPOINTMENTS.require(request.actor, "give", person.office_id)
    form = _form(request, person)
    if form.is_bound and form.is_valid():
        held = form.cleaned_data
        try:
            given = actions.give_appointment(
                actor=request.actor,
                person_id=person.pk,
                starts_at=held["moment"],
                purpose=AppointmentPurpose(held["purpose"]),
                counsellor_id=UUID(held["counsellor"]) if held["counsellor"] else None,
                note=held["note"],
            )
        except NotAllowed:
            raise
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            drafts.confirm(request, _("The appointment is given. Print the slip."), draft=f"appointment-{person.pk}")
            return redirect("counselling:appointment", given.pk)
    coming = [row for row in queries.appointments_of(person.pk) if row.state == AppointmentState.PLANNED]
    context = {
        "person": person,
        "born": born_words(person),
        "form": form,
        "coming": [(row, hour_words(row.starts_at)) for row in reversed(coming)],
        "draft": f"appointment-{person.pk}",
    }
    return render(request, "counselling/appointment_new.html", context, status=422 if form.errors else 200)


@require_GET
def hours(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Answer the form with the free hours of another day or another counsellor."""
    person = person_seen(request, person_id, "appointment")
    APPOINTMENTS.require(request.actor, "give", person.office_id)
    return render(request, "counselling/hours.html", {"form": _form(request, person)})


def _visible(request: AgentRequest, appointment_id: UUID) -> Appointment:
    APPOINTMENTS.require(request.actor, "view")
    everywhere = Appointment.objects.filter(pk=appointment_id)
    row = get_object_or_404(everywhere.select_related("person", "office", "counsellor"))
    APPOINTMENTS.require(request.actor, "view", row.office_id)
    return row


@require_GET
def appointment(request: AgentRequest, appointment_id: UUID) -> HttpResponse:
    """Show one appointment: when, where, what came of it."""
    row = _visible(request, appointment_id)
    context = {
        "row": row,
        "person": row.person,
        "look": appointment_look(row, request.actor.at),
        "hour": hour_words(row.starts_at),
        "may_record": APPOINTMENTS.allows(request.actor, "record", row.office_id),
        "line": {"row": row, "outcomes": outcomes_open(row, request.actor.at)},
        "again": row.state == AppointmentState.MISSED,
    }
    return render(request, "counselling/appointment.html", context)


def outcomes_open(row: Appointment, now: datetime) -> list[str]:
    """Return what may be said of an appointment now: on its day that the person came; after its hour that they did not.

    What was said by mistake may be said the other way round.
    """
    opened = {
        AppointmentState.PLANNED: [AppointmentState.KEPT, AppointmentState.MISSED, AppointmentState.CANCELLED],
        AppointmentState.KEPT: [AppointmentState.MISSED],
        AppointmentState.MISSED: [AppointmentState.KEPT],
        AppointmentState.CANCELLED: [],
    }[AppointmentState(row.state)]
    _first, tomorrow = queries.day_bounds(now.date())
    return [
        outcome.value
        for outcome in opened
        if outcome == AppointmentState.CANCELLED
        or (outcome == AppointmentState.KEPT and row.starts_at < tomorrow)
        or (outcome == AppointmentState.MISSED and row.starts_at <= now)
    ]


@require_GET
def slip(request: AgentRequest, appointment_id: UUID) -> HttpResponse:
    """Answer with the slip of an appointment as a PDF."""
    row = _visible(request, appointment_id)
    held = queries.card_of(row.person_id)
    content = slip_pdf(row, held.number if held else "", request.actor.today)
    return pdf_response(content, f"rendez-vous-{row.starts_at:%Y-%m-%d}-{row.person.number}")


@require_POST
def record(request: AgentRequest, appointment_id: UUID) -> HttpResponseBase:
    """Say in one click that the person came, did not come, or that it is cancelled."""
    row = _visible(request, appointment_id)
    outcome = request.POST.get("outcome", "")
    if outcome not in OUTCOMES:
        raise Http404
    actions.record_appointment(
        actor=request.actor,
        appointment_id=row.pk,
        outcome=AppointmentState(outcome),
        expected_version=version_of(request),
    )
    drafts.confirm(request, str(OUTCOMES[AppointmentState(outcome)]) % {"name": full_name(row.person)})
    return back_to(request, reverse("counselling:appointment", args=[row.pk]))
