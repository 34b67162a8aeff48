"""The sessions: their list, a new one, the page of one with what can be done now."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.people.queries import searchable_by
from baarasira.people.search import of_number
from baarasira.training.courses import actions
from baarasira.training.courses.enums import LIVE, FormCode, SessionState
from baarasira.training.courses.models import Course, Session
from baarasira.training.courses.policies import COURSES, ENROLMENTS, FORMS, SESSIONS, TRAINERS
from baarasira.training.courses.queries import attendance, forms, reach, sessions
from baarasira.training.courses.rules import accreditations
from baarasira.training.courses.rules.results import hours_of, results_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import CancelForm, CloseForm, DayForm, NumberForm, ReplaceForm, SessionFilter, SessionForm, TeachForm
from ..forms.sessions import course_choices
from ..reach import centres, session_or_404
from ..states import tone

CYCLE = (FormCode.F3, FormCode.F4, FormCode.F8)
"""Forms filled in from the page of the session; the others are of one person."""
ACTS = ("day", "teach", "replace", "cancel", "close", "enrol")


@require_GET
def list_sessions(request: AgentRequest) -> HttpResponse:
    """Show the sessions of the agent's structures, or those they teach; what waits stands at the top."""
    actor = request.actor
    if not (SESSIONS.allows(actor, "view") or SESSIONS.allows(actor, "view_own")):
        SESSIONS.require(actor, "view")
    form = SessionFilter(request.GET, courses=course_choices(list(sessions.courses(actor, active=False))))
    rows = sessions.with_counts(_found(request, form))
    page = paginate(rows.order_by(), order=("-starts_on", "-id"), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [{"session": row, "tone": tone("session", row.state)} for row in page.rows],
        "lapsing": sessions.lapsing(actor)[:20],
        "to_close": list(sessions.to_close(actor)[:20]),
        "may_plan": SESSIONS.allows(actor, "plan"),
        "may_courses": COURSES.allows(actor, "view"),
        "may_trainers": TRAINERS.allows(actor, "view"),
        "may_forms": FORMS.allows(actor, "view"),
    }
    return render(request, "courses/list.html", context)


def _found(request: AgentRequest, form: SessionFilter) -> QuerySet[Session]:
    rows = reach.sessions(request.actor)
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("course"):
        rows = rows.filter(course_id=given["course"])
    if not given.get("state"):
        return rows.filter(state__in=LIVE)
    return rows if given["state"] == "all" else rows.filter(state=given["state"])


@require_http_methods(["GET", "POST"])
def new_session(request: AgentRequest) -> HttpResponse:
    """Plan a session."""
    actor = request.actor
    SESSIONS.require(actor, "plan")
    form = SessionForm(
        request.POST or None, courses=course_choices(list(sessions.courses(actor))),
        centres=centres(request, SESSIONS, "plan"), trainers=_trainers(request), initial=_start(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_session(actor=actor, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The session is planned: check its days and open it to enrolment."))
            return redirect("courses:session", made.pk)
    return render(request, "courses/new.html", {"form": form}, status=422 if form.errors else 200)


def _start(request: AgentRequest) -> dict[str, Any]:
    course = Course.objects.filter(key=request.GET.get("cours", "")[:60], active=True).first()
    return {"course": str(course.pk), "title": course.title} if course is not None else {}


def _trainers(request: AgentRequest, course: Course | None = None) -> list[tuple[str, str]]:
    rows = sessions.teaching_choice(request.actor, course)
    return [(str(row.pk), f"{row.name} – {row.structure.name}") for row in rows]


@require_http_methods(["GET", "POST"])
def edit_session(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Correct a session that lives."""
    found = session_or_404(request, group_id)
    SESSIONS.require(request.actor, "plan", found.centre_id)
    form = SessionForm.to_correct(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_session(actor=request.actor, session_id=found.pk, data=form.data_of(found))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The session is corrected."))
            return redirect("courses:session", found.pk)
    context = {"form": form, "session": found}
    return render(request, "courses/edit.html", context, status=422 if form.errors else 200)


@require_GET
def session(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Show a session: its people, days, trainers, what was answered, and what can be done now."""
    found = session_or_404(request, group_id)
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Session, bound: str = "") -> dict[str, Form]:
    """Return the forms of the acts that this agent may do on the session now."""

    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    actor, centre = request.actor, found.centre_id
    made: dict[str, Form] = {}
    living = found.state in LIVE
    if living and SESSIONS.allows(actor, "plan", centre):
        chosen = _trainers(request, found.course)
        teaching = [(str(row.pk), row.name) for row in found.trainers.all()]
        rooms = [(str(row.pk), row.name) for row in sessions.rooms([centre])]
        made["day"] = DayForm(sent("day"), auto_id="day_%s", rooms=rooms, trainers=chosen)
        made["teach"] = TeachForm(sent("teach"), auto_id="teach_%s", trainers=chosen)
        if teaching:
            made["replace"] = ReplaceForm(sent("replace"), auto_id="replace_%s", teaching=teaching, trainers=chosen)
    if living and SESSIONS.allows(actor, "cancel", centre):
        made["cancel"] = CancelForm(sent("cancel"), auto_id="cancel_%s", others=_others(request, found))
    if found.state == SessionState.RUNNING and SESSIONS.allows(actor, "close", centre):
        made["close"] = CloseForm(sent("close"), auto_id="close_%s", initial={"cost": found.cost})
    if found.state in {SessionState.OPEN, SessionState.RUNNING} and ENROLMENTS.allows(actor, "enrol", centre):
        made["enrol"] = NumberForm(sent("enrol"), auto_id="enrol_%s")
    return made


def _others(request: AgentRequest, found: Session) -> list[tuple[str, str]]:
    rows = sessions.with_counts(reach.open_sessions(request.actor).filter(course=found.course_id).exclude(pk=found.pk))
    return [
        (
            str(row.pk),
            f"{row.title} – {row.starts_on:%d/%m/%Y} ({_('%(n)d seats left') % {'n': row.seats - row.taken}})",
        )
        for row in rows[:50]
    ]


def _page(request: AgentRequest, found: Session, made: Mapping[str, Form], status: int = 200) -> HttpResponse:
    actor = request.actor
    days = accreditations.days_of(found)
    counted = {day.pk for day in accreditations.counted_days(found, days)}
    results = results_of(found)
    rows = list(sessions.enrolled(found))
    context = {
        "session": found,
        "tone": tone("session", found.state),
        "forms": made,
        "wrong": {name: name in made and bool(made[name].errors) for name in ACTS},
        "lines": [
            {"enrolment": row, "tone": tone("enrolment", row.state), "result": results.get(row.pk)} for row in rows
        ],
        "taken": sum(row.state in sessions.SEATED for row in rows),
        "days": [{"day": day, "counts": day.pk in counted} for day in days],
        "hours": f"{hours_of(days):g}",
        "teaching": found.teaching.select_related("trainer"),
        "lapses": accreditations.lapses(found, days) if found.state in LIVE else [],
        "modules": forms.modules_of(found.course, found.starts_on),
        "answered": list(forms.answered(found)[:50]),
        "opinions": forms.opinions(found),
        "disputed": attendance.disputed(found).count(),
        "unnoted": len(attendance.unnoted_days(found, actor)) if rows and found.state in LIVE else 0,
        "may_open": found.state == SessionState.PLANNED and SESSIONS.allows(actor, "plan", found.centre_id),
        "may_plan": found.state in LIVE and SESSIONS.allows(actor, "plan", found.centre_id),
        "may_attend": found.state not in {SessionState.PLANNED, SessionState.CANCELLED}
        and reach.may(actor, SESSIONS, "attend", found),
        "may_fill": found.state in {SessionState.OPEN, SessionState.RUNNING, SessionState.FINISHED}
        and reach.may(actor, ENROLMENTS, "assess", found),
        "cycle": [(code.value, code.label) for code in CYCLE],
    }
    return render(request, "courses/session.html", context, status=status)


@require_POST
def session_act(request: AgentRequest, group_id: UUID, name: str) -> HttpResponse:
    """Do one act on a session, and show it again."""
    found = session_or_404(request, group_id)
    if name == "open":
        actions.open_session(actor=request.actor, session_id=found.pk)
        drafts.confirm(request, _("The session is open: every office can enrol."))
        return redirect("courses:session", found.pk)
    if name == "remove-day":
        actions.remove_day(actor=request.actor, day_id=_day_of(request, found))
        drafts.confirm(request, _("The day is taken away."))
        return redirect("courses:session", found.pk)
    made = _forms(request, found, name)
    if name not in made:
        if name not in ACTS:
            raise Http404
        raise NotAllowed(_("This is not possible here now."), code=f"course_session.{name}")
    form = made[name]
    if form.is_valid():
        try:
            drafts.confirm(request, _act(request, found, name, form))
        except BusinessError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, made, 422)
    return redirect("courses:session", found.pk)


def _day_of(request: AgentRequest, found: Session) -> UUID:
    try:
        return found.days.get(pk=UUID(request.POST.get("day", ""))).pk
    except ValueError:
        raise Http404 from None


def _act(request: AgentRequest, found: Session, name: str, form: Any) -> str:
    """Do the act and return the sentence that confirms it."""
    do: dict[str, Any] = {"actor": request.actor, "session_id": found.pk}
    given = form.cleaned_data
    match name:
        case "day":
            actions.add_day(**do, day=form.data_of())
            return _("The day is added.")
        case "teach":
            actions.add_trainer(**do, trainer_id=UUID(given["trainer"]))
            return _("The trainer is named.")
        case "replace":
            actions.replace_trainer(
                **do, leaving_id=UUID(given["leaving"]), coming_id=UUID(given["coming"]), since=given["since"],
                reason=given["reason"],
            )  # fmt: skip
            return _("The trainer is replaced.")
        case "close":
            actions.close_session(**do, **given)
            return _("The session is closed: each result is set, support is planned.")
        case "enrol":
            return _enrolled(do, request, form)
        case _:
            return _cancelled(do, given)


def _enrolled(do: dict[str, Any], request: AgentRequest, form: Any) -> str:
    typed = form.cleaned_data["number"].strip()
    person = of_number(searchable_by(request.actor), typed)
    if person is None:
        form.add_error("number", _("No file bears this number."))
        return ""
    made = actions.enrol(**do, person_id=person.pk, origin=form.cleaned_data["origin"])
    return _("%(person)s is enrolled.") % {"person": made.person}


def _cancelled(do: dict[str, Any], given: Mapping[str, Any]) -> str:
    target = UUID(given["move_to"]) if given["move_to"] else None
    _session, became = actions.cancel_session(**do, reason=given["reason"], move_to=target)
    moved = sum(row.enrolment_id is not None for row in became)
    left = len(became) - moved
    words = [_("The training session is cancelled.")]
    words += (
        [ngettext("%(n)d person has a place elsewhere.", "%(n)d people have a place elsewhere.", moved) % {"n": moved}]
        if moved
        else []
    )
    words += (
        [
            ngettext("%(n)d person is told that there is none.", "%(n)d people are told that there is none.", left)
            % {"n": left}
        ]
        if left
        else []
    )
    return " ".join(words)
