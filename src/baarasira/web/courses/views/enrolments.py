"""One person in a course: enrolled from their file, the quizzes, what comes out, the forms, the support, the stop."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.courses import actions
from baarasira.training.courses.actions.after import outputs_of
from baarasira.training.courses.enums import (
    PERSONAL,
    AskedHow,
    EnrolmentState,
    FormCode,
    Literacy,
    SessionState,
    When,
)
from baarasira.training.courses.inputs import FormData, QuizData
from baarasira.training.courses.models import Enrolment, Session, Trainer
from baarasira.training.courses.policies import ENROLMENTS
from baarasira.training.courses.queries import reach, sessions
from baarasira.training.courses.queries.forms import form_for
from baarasira.training.courses.rules.enrolling import fits, literacy_of, origin_of
from baarasira.training.courses.rules.results import results_of
from baarasira.web.files import downloads
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import AnswersForm, DropForm, EnrolForm, FillForm, OutputForm, ScoreForm
from ..reach import enrolment_or_404, person_or_404, session_or_404
from ..states import tone

ORAL = [row for row in AskedHow.choices if row[0] != AskedHow.WRITTEN]


@require_http_methods(["GET", "POST"])
def enrol_person(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Enrol a person from their file: the sessions that suit what they read come first."""
    ENROLMENTS.require(request.actor, "enrol")
    person = person_or_404(request, person_id)
    rows = list(sessions.with_counts(reach.open_sessions(request.actor))[:200])
    rows = [row for row in rows if row.taken < row.seats]
    suited = [row for row in rows if fits(person, row.literacy)]
    choices = [
        (str(row.pk), f"{row.title} – {row.centre.name}, {row.starts_on:%d/%m/%Y} ({row.get_literacy_display()})")
        for row in suited
    ]
    form = EnrolForm(request.POST or None, sessions=choices, initial={"origin": origin_of(person)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enrol(
                actor=request.actor, session_id=UUID(form.cleaned_data["session"]), person_id=person.pk,
                origin=form.cleaned_data["origin"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("%(person)s is enrolled.") % {"person": person})
            return redirect("courses:enrolment", made.pk)
    context = {
        "form": form, "person": person, "suited": suited, "others": len(rows) - len(suited),
        "group": literacy_of(person).label,
    }  # fmt: skip
    return render(request, "courses/enrol.html", context, status=422 if form.errors else 200)


@require_GET
def enrolment(request: AgentRequest, enrolment_id: UUID) -> HttpResponse:
    """Show one person in a course."""
    found = enrolment_or_404(request, enrolment_id)
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Enrolment, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    made: dict[str, Form] = {}
    enrolled = found.state == EnrolmentState.ENROLLED
    if enrolled and reach.may_with(request.actor, "drop", found.session.centre_id, found.person.office_id):
        made["drop"] = DropForm(sent("drop"), auto_id="drop_%s", initial={"on": request.actor.today})
    goes_on = enrolled or found.state == EnrolmentState.COMPLETED
    if goes_on and reach.may(request.actor, ENROLMENTS, "assess", found.session):
        kinds = [(kind.value, kind.label) for kind in outputs_of(found.session.course.kind)]
        files = (request.FILES or None) if bound == "output" else None
        made["output"] = OutputForm(
            sent("output"), files, auto_id="output_%s", kinds=kinds, initial=_held_output(found, kinds)
        )
    return made


def _held_output(found: Enrolment, kinds: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return what is recorded already where one kind alone comes out of the course: it is corrected, not written anew."""
    held = found.outputs.filter(kind=kinds[0][0]).first() if len(kinds) == 1 else None
    names = ("kind", "summary", "activity", "place", "investment", "own_part", "monthly_sales")
    return {name: getattr(held, name) for name in names} if held is not None else {}


def _page(request: AgentRequest, found: Enrolment, forms: Mapping[str, Form], status: int = 200) -> HttpResponse:
    session = found.session
    assess = found.state == EnrolmentState.ENROLLED and reach.may(request.actor, ENROLMENTS, "assess", session)
    days = list(found.attendance.select_related("day").order_by("day__day", "day__starts"))
    context = {
        "enrolment": found,
        "session": session,
        "tone": tone("enrolment", found.state),
        "result": results_of(session).get(found.pk),
        "forms": forms,
        "wrong": {name: name in forms and bool(forms[name].errors) for name in ("drop", "output")},
        "days": [{"row": row, "tone": tone("mark", row.mark)} for row in days],
        "quizzes": [(when.value, when.label, _score(found, when)) for when in When],
        "corrections": found.score_corrections.select_related("by"),
        "outputs": found.outputs.select_related("file"),
        "follow_ups": [{"row": row, "late": row.done_on is None and row.due_on < request.actor.today} for row in found.follow_ups.all()],
        "filled": found.answers.filter(when="").select_related("form"),
        "personal": [
            (code.value, code.label) for code in FormCode if code in PERSONAL and code != FormCode.QUIZ
        ],
        "may_assess": assess,
        "may_fill": session.state in {SessionState.OPEN, SessionState.RUNNING, SessionState.FINISHED}
        and reach.may(request.actor, ENROLMENTS, "assess", session),
        "may_follow": reach.may_with(request.actor, "follow", session.centre_id, found.person.office_id),
        "enrolment_key": str(found.pk),
        "sees_session": reach.sessions(request.actor).filter(pk=session.pk).exists(),
    }  # fmt: skip
    return render(request, "courses/enrolment.html", context, status=status)


def _score(found: Enrolment, when: When) -> int | None:
    return found.entry_score if when == When.ENTRY else found.exit_score


@require_POST
def enrolment_act(request: AgentRequest, enrolment_id: UUID, name: str) -> HttpResponse:
    """Do one act on an enrolment, and show it again."""
    found = enrolment_or_404(request, enrolment_id)
    forms = _forms(request, found, name)
    form: Any = forms.get(name)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            if name == "drop":
                actions.drop(actor=request.actor, enrolment_id=found.pk, **form.cleaned_data)
            else:
                actions.record_output(actor=request.actor, enrolment_id=found.pk, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, forms, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("courses:enrolment", found.pk)


@require_GET
def output_file(request: AgentRequest, enrolment_id: UUID, name: str) -> HttpResponseBase:
    """Hand over the paper of what came out of a course."""
    found = enrolment_or_404(request, enrolment_id)
    output = get_object_or_404(found.outputs.filter(file__isnull=False), kind=name)
    answer: Any = downloads.send(request.actor, output.file, inline=True)
    return answer  # type: ignore[no-any-return]


@require_http_methods(["GET", "POST"])
def quiz(request: AgentRequest, enrolment_id: UUID, moment: str) -> HttpResponse:
    """Ask the quiz at entry or at exit, question by question; read aloud to who does not read."""
    found = enrolment_or_404(request, enrolment_id)
    reach.require(request.actor, ENROLMENTS, "assess", found.session)
    if moment not in When.values:
        raise Http404
    kept = form_for(FormCode.QUIZ, found.session.course.kind, request.actor.today)
    form: Any = AnswersForm(request.POST or None, questions=kept.questions) if kept else ScoreForm(request.POST or None)
    _ask(form, found.session)
    score = _score(found, When(moment))
    if kept is not None and score is not None:
        form.fields["reason"] = ScoreForm.base_fields["reason"]
        form.fields["reason"].required = True
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        data = QuizData(
            when=moment, asked=given["asked"], answers=form.answers() if kept else {}, score=given.get("score"),
            reason=given.get("reason", ""),
        )  # fmt: skip
        try:
            actions.record_quiz(actor=request.actor, enrolment_id=found.pk, data=data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The quiz is recorded."))
            return redirect("courses:enrolment", found.pk)
    context = {
        "form": form, "enrolment": found, "title": kept.title if kept else _("Mark"), "moment": When(moment).label,
        "score": score, "source": kept.source if kept else "",
    }  # fmt: skip
    return render(request, "courses/quiz.html", context, status=422 if form.errors else 200)


def _ask(form: Any, session: Session) -> None:
    """Leave out writing for a group that does not read."""
    if session.literacy == Literacy.ORAL:
        form.fields["asked"].choices = ORAL
        form.fields["asked"].initial = AskedHow.ORAL


@require_http_methods(["GET", "POST"])
def fill_form(request: AgentRequest, group_id: UUID, moment: str) -> HttpResponse:
    """Fill in a form of the cycle for a session: `?inscription=` of whom, for personal ones; `?formateur=` for F8."""
    session = session_or_404(request, group_id)
    reach.require(request.actor, ENROLMENTS, "assess", session)
    kept = form_for(moment, session.course.kind, request.actor.today)
    if kept is None or moment in {FormCode.QUIZ, FormCode.MODULES}:
        raise Http404
    person, trainer = _whose(request, session, moment)
    form = FillForm(request.POST or None, questions=kept.questions)
    if person is not None:
        _ask(form, session)
    if request.method == "POST" and form.is_valid():
        data = FormData(
            code=moment, asked=form.cleaned_data["asked"], day=request.actor.today, answers=form.answers(),
            enrolment_id=person.pk if person else None, trainer_id=trainer.pk if trainer else None,
            form_token=form.cleaned_data["token"],
        )  # fmt: skip
        try:
            actions.fill_form(actor=request.actor, session_id=session.pk, data=data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The form is kept."))
            return redirect("courses:enrolment", person.pk) if person else redirect("courses:session", session.pk)
    context = {"form": form, "session": session, "kept": kept, "person": person, "trainer": trainer}
    return render(request, "courses/fill.html", context, status=422 if form.errors else 200)


def _whose(request: AgentRequest, session: Session, moment: str) -> tuple[Enrolment | None, Trainer | None]:
    """Return of whom the form is: a person of the session, one of its trainers, or nobody by name; 404 when none is named."""
    if moment in PERSONAL:
        return get_object_or_404(session.enrolments.select_related("person"), pk=_key(request, "inscription")), None
    if moment == FormCode.F8:
        asked = request.GET.get("formateur")
        rows = session.trainers.order_by("name", "id")
        return None, get_object_or_404(rows, pk=_key(request, "formateur")) if asked else rows.first()
    return None, None


def _key(request: AgentRequest, name: str) -> UUID:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        raise Http404 from None
