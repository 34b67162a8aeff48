"""The catalogue, the trainers and their accreditations, the rooms, the dated forms."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import User
from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure
from baarasira.reference.skills import SKILLS
from baarasira.training.courses import actions
from baarasira.training.courses.enums import FormCode
from baarasira.training.courses.models import Accreditation, Course, Trainer
from baarasira.training.courses.policies import COURSES, FORMS, SESSIONS, TRAINERS
from baarasira.training.courses.queries import forms as form_queries
from baarasira.training.courses.queries import sessions
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import AccreditationForm, CourseForm, FormVersionForm, RoomForm, TrainerForm
from ..forms.catalogue import lines_of
from ..reach import centres, trainer_or_404


@require_GET
def list_courses(request: AgentRequest) -> HttpResponse:
    """Show the catalogue."""
    COURSES.require(request.actor, "view")
    context = {
        "courses": list(sessions.courses(request.actor, active=False)),
        "may_keep": COURSES.allows(request.actor, "keep"),
        "may_plan": SESSIONS.allows(request.actor, "plan"),
    }
    return render(request, "courses/courses.html", context)


@require_http_methods(["GET", "POST"])
def new_course(request: AgentRequest) -> HttpResponse:
    """Record a course of the catalogue."""
    COURSES.require(request.actor, "keep")
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_course(actor=request.actor, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The course is in the catalogue."))
            return redirect("courses:courses")
    return render(request, "courses/course.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_course(request: AgentRequest, course_id: UUID) -> HttpResponse:
    """Show a course, and let who keeps the catalogue correct it."""
    COURSES.require(request.actor, "view")
    course = get_object_or_404(Course, pk=course_id)
    may = COURSES.allows(request.actor, "keep")
    form = CourseForm.of(request.POST or None, course)
    if request.method == "POST":
        COURSES.require(request.actor, "keep")
        if form.is_valid():
            try:
                actions.edit_course(actor=request.actor, course_id=course.pk, data=form.data_of(course.key))
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The course is corrected."))
                return redirect("courses:courses")
    context = {
        "form": form if may else None,
        "course": course,
        "skills": [str(SKILLS.label(code)) for code in course.skills],
        "modules": form_queries.modules_of(course, request.actor.today),
    }
    return render(request, "courses/course.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def list_trainers(request: AgentRequest) -> HttpResponse:
    """Show the trainers with what they are accredited for, and let one be recorded."""
    actor = request.actor
    TRAINERS.require(actor, "view")
    structures = centres(request, TRAINERS, "keep")
    form = TrainerForm(request.POST or None, structures=structures)
    if request.method == "POST":
        TRAINERS.require(actor, "keep")
        if form.is_valid() and _recorded(request, form):
            return redirect("courses:trainers")
    rows = sessions.trainers(actor).prefetch_related("accreditations")
    context = {
        "lines": [{"trainer": row, "held": _held(row, actor.today)} for row in rows[:300]],
        "form": form if structures else None,
    }
    return render(request, "courses/trainers.html", context, status=422 if form.errors else 200)


def _held(row: Trainer, today: Any) -> list[tuple[Accreditation, str]]:
    """Return the accreditations with the tone of each: in force, soon over, over."""
    rows = list(row.accreditations.all())
    return [
        (each, "refused" if each.valid_to < today else "wait" if (each.valid_to - today).days < 60 else "done")
        for each in rows
    ]


def _account(form: TrainerForm) -> User | None:
    """Return the account of the address typed; an error on the form when there is none that teaches."""
    email = form.cleaned_data.get("email")
    if not email:
        return None
    found = User.objects.filter(email__iexact=email, state=AccountState.ACTIVE, memberships__role=Role.TRAINER).first()
    if found is None:
        form.add_error("email", _("No active account with the role “Trainer” has this address."))
    return found


def _recorded(request: AgentRequest, form: TrainerForm) -> bool:
    user, given = _account(form), form.cleaned_data
    if form.errors:
        return False
    try:
        actions.record_trainer(
            actor=request.actor, structure=Structure.objects.get(pk=given["structure"]), name=given["name"],
            phone=given["phone"], user=user,
        )  # fmt: skip
    except BusinessError as error:
        form.refuse(error)
        return False
    drafts.confirm(request, _("The trainer is recorded: record what they are accredited for."))
    return True


@require_GET
def trainer(request: AgentRequest, trainer_id: UUID) -> HttpResponse:
    """Show a trainer: accreditations, sessions, what can be corrected."""
    found = trainer_or_404(request, trainer_id)
    return _trainer_page(request, found, _trainer_forms(request, found))


def _trainer_forms(request: AgentRequest, found: Trainer, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    if not TRAINERS.allows(request.actor, "keep", found.structure_id):
        return {}
    held = {
        "name": found.name,
        "phone": found.phone,
        "email": found.user.email if found.user else "",
        "active": found.active,
    }
    edit = TrainerForm(sent("edit"), auto_id="edit_%s", initial=held)
    del edit.fields["structure"]
    return {"accredit": AccreditationForm(sent("accredit"), auto_id="accredit_%s"), "edit": edit}


def _trainer_page(request: AgentRequest, found: Trainer, made: dict[str, Form], status: int = 200) -> HttpResponse:
    context = {
        "trainer": found,
        "held": _held(found, request.actor.today),
        "teaching": found.teaching.select_related("session__course", "session__centre").order_by("-since")[:50],
        "forms": made,
        "today": request.actor.today,
    }
    return render(request, "courses/trainer.html", context, status=status)


@require_POST
def trainer_act(request: AgentRequest, trainer_id: UUID, name: str) -> HttpResponse:
    """Do one act on a trainer, and show them again."""
    found = trainer_or_404(request, trainer_id)
    TRAINERS.require(request.actor, "keep", found.structure_id)
    if name == "end":
        row = get_object_or_404(found.accreditations, pk=_key(request))
        actions.end_accreditation(
            actor=request.actor,
            accreditation_id=row.pk,
            last_day=request.actor.today,
            reason=request.POST.get("reason", ""),
        )
        drafts.confirm(request, _("The accreditation ends today. Look at the sessions this leaves without a trainer."))
        return redirect("courses:trainer", found.pk)
    made = _trainer_forms(request, found, name)
    form: Any = made.get(name)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            _trainer_do(request, found, name, form)
        except BusinessError as error:
            form.refuse(error)
    if form.errors:
        return _trainer_page(request, found, made, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("courses:trainer", found.pk)


def _key(request: AgentRequest) -> UUID:
    try:
        return UUID(request.POST.get("accreditation", ""))
    except ValueError:
        raise Http404 from None


def _trainer_do(request: AgentRequest, found: Trainer, name: str, form: Any) -> None:
    if name == "accredit":
        actions.accredit(actor=request.actor, trainer_id=found.pk, **form.cleaned_data)
        return
    user, given = _account(form), form.cleaned_data
    if not form.errors:
        actions.edit_trainer(
            actor=request.actor,
            trainer_id=found.pk,
            name=given["name"],
            phone=given["phone"],
            user=user,
            active=given["active"],
        )


@require_http_methods(["GET", "POST"])
def rooms(request: AgentRequest) -> HttpResponse:
    """Show the rooms of the agent's centres, and let one be recorded."""
    SESSIONS.require(request.actor, "plan")
    structures = centres(request, SESSIONS, "plan")
    form = RoomForm(request.POST or None, structures=structures)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_room(
                actor=request.actor, structure=Structure.objects.get(pk=given["structure"]), name=given["name"],
                seats=given["seats"], equipment=given["equipment"].split(","),
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The room is recorded."))
            return redirect("courses:rooms")
    rows = list(sessions.rooms([UUID(key) for key, _name in structures]))
    return render(request, "courses/rooms.html", {"rooms": rows, "form": form}, status=422 if form.errors else 200)


@require_GET
def list_forms(request: AgentRequest) -> HttpResponse:
    """Show every form with the day it holds from."""
    FORMS.require(request.actor, "view")
    return render(request, "courses/forms.html", {"forms": list(form_queries.forms(request.actor))})


@require_http_methods(["GET", "POST"])
def form_version(request: AgentRequest, template_id: UUID) -> HttpResponse:
    """Show a form, and let who keeps them write the next version from a day on."""
    FORMS.require(request.actor, "view")
    found = get_object_or_404(form_queries.forms(request.actor), pk=template_id)
    may = FORMS.allows(request.actor, "keep")
    initial = {
        "valid_from": request.actor.today,
        "title": found.title,
        "lines": lines_of(found),
        "source": found.source,
    }
    form = FormVersionForm(request.POST or None, code=found.code, initial=initial)
    if request.method == "POST":
        FORMS.require(request.actor, "keep")
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.keep_form(
                    actor=request.actor, code=found.code, kind=found.kind, valid_from=given["valid_from"],
                    title=given["title"], questions=given["lines"], source=given["source"],
                )  # fmt: skip
            except BusinessError as error:
                form.refuse(error)
            else:
                drafts.confirm(request, _("The form is kept. What was answered before keeps its own questions."))
                return redirect("courses:forms")
    context = {"found": found, "form": form if may else None, "modules": found.code == FormCode.MODULES}
    return render(request, "courses/form.html", context, status=422 if form.errors else 200)
