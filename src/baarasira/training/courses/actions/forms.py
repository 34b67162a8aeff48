"""Forms and quizzes answered: by a person, by the group without a name, about a trainer."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, WrongState

from ..enums import PERSONAL, AskedHow, EnrolmentState, FormCode, Literacy, SessionState, When
from ..inputs import FormData, QuizData
from ..models import Enrolment, FormAnswer, FormVersion, ScoreCorrection, Session, Trainer
from ..policies import ENROLMENTS
from ..queries import reach
from ..queries.forms import form_for
from ..rules.forms import answer_findings, score_of
from . import doors


@transaction.atomic
def record_quiz(*, actor: Actor, enrolment_id: UUID, data: QuizData) -> Enrolment:
    """Record a quiz at entry or at exit; the score is counted from the answers, or given where no quiz is kept for the course.

    A group that does not read is asked orally or with pictures. A score that stands is corrected with a reason only, and the
    former one is kept. Raises NotAllowed, RuleRefused, WrongState once the session is over.
    """
    enrolment = doors.enrolment_locked(enrolment_id)
    session = enrolment.session
    reach.require(actor, ENROLMENTS, "assess", session)
    if enrolment.state != EnrolmentState.ENROLLED:
        raise WrongState(_("This enrolment is over: its marks do not change any more."), code="enrolment.over")
    form = form_for(FormCode.QUIZ, session.course.kind, actor.today)
    doors.stop_at(_quiz_findings(session, form, data))
    score = score_of(form.questions, data.answers) if form is not None else data.score or 0
    field = "entry_score" if data.when == When.ENTRY else "exit_score"
    _correct(actor, enrolment, data, former=getattr(enrolment, field), score=score)
    if form is not None:
        _keep(actor, enrolment, form, data, score)
    writing.edit(enrolment, "enrolment.assess", actor=actor, values={field: score}, **doors.told(enrolment))
    return enrolment


def _quiz_findings(session: Session, form: FormVersion | None, data: QuizData) -> list[Finding]:
    found = [*_asked_findings(session, data.asked)]
    if data.when not in When.values:
        found.append(Finding("quiz_when", _("Choose whether it is at entry or at exit."), "when"))
    if form is not None:
        return [*found, *answer_findings(form.questions, data.answers)]
    if data.score is None or not 0 <= data.score <= 100:
        found.append(Finding("quiz_score", _("Write a mark from 0 to 100."), "score"))
    return found


def _asked_findings(session: Session, asked: str) -> list[Finding]:
    if asked not in AskedHow.values:
        return [Finding("asked", _("Choose how it was answered."), "asked")]
    if session.literacy == Literacy.ORAL and asked == AskedHow.WRITTEN:
        return [Finding("asked_oral", _("This group does not read: ask orally or with pictures."), "asked")]
    return []


def _correct(actor: Actor, enrolment: Enrolment, data: QuizData, *, former: int | None, score: int) -> None:
    """Keep the score that stood, with who changes it and why; nothing to keep the first time."""
    if former is None:
        return
    row = ScoreCorrection(
        enrolment=enrolment, when=When(data.when), former=former, score=score,
        reason=doors.words_of(data.reason, 300), by=doors.person_acting(actor),
    )  # fmt: skip
    writing.create(row, "enrolment.correct_score", actor=actor.because(row.reason), **doors.told(enrolment))


def _keep(actor: Actor, enrolment: Enrolment, form: FormVersion, data: QuizData, score: int) -> None:
    values = {
        "form": form, "asked": AskedHow(data.asked), "day": actor.today, "by": doors.person_acting(actor),
        "answers": dict(data.answers), "score": score,
    }  # fmt: skip
    known = FormAnswer.objects.filter(enrolment=enrolment, when=data.when).first()
    if known is not None:
        writing.edit(known, "enrolment.answer", actor=actor, values=values, **doors.told(enrolment))
        return
    row = FormAnswer(session=enrolment.session, enrolment=enrolment, when=When(data.when), **values)
    writing.create(row, "enrolment.answer", actor=actor, **doors.told(enrolment))


@transaction.atomic
def fill_form(*, actor: Actor, session_id: UUID, data: FormData) -> FormAnswer:
    """Keep a form of the cycle (F1 to F8) filled in; the same sent twice is kept once.

    F1, F2, F5, F6 and F7 are of one person of the session, F3 and F4 of nobody by name, F8 of a trainer of the session. Raises
    NotAllowed, RuleRefused.
    """
    session = Session.objects.select_related("course", "centre").get(pk=session_id)
    reach.require(actor, ENROLMENTS, "assess", session)
    if data.form_token is not None and (known := FormAnswer.objects.filter(form_token=data.form_token).first()):
        return known
    form = form_for(data.code, session.course.kind, actor.today)
    if form is None or data.code in {FormCode.QUIZ, FormCode.MODULES}:
        raise doors.refused("form_none", _("No such form is kept for this course."), "code")
    enrolment = session.enrolments.filter(pk=data.enrolment_id).first() if data.enrolment_id else None
    trainer = session.trainers.filter(pk=data.trainer_id).first() if data.trainer_id else None
    doors.stop_at(
        [*_form_findings(session, data, enrolment, trainer, actor), *answer_findings(form.questions, data.answers)]
    )
    row = FormAnswer(
        form=form, form_token=data.form_token, session=session, enrolment=enrolment, trainer=trainer,
        asked=AskedHow(data.asked), day=data.day, by=doors.person_acting(actor), answers=dict(data.answers),
    )  # fmt: skip
    about = {"subject_id": enrolment.person_id if enrolment is not None else None, "structure_id": session.centre_id}
    writing.create(row, "training_form.fill", actor=actor, **about)
    return row


def _form_findings(
    session: Session, data: FormData, enrolment: Enrolment | None, trainer: Trainer | None, actor: Actor
) -> list[Finding]:
    found = _asked_findings(session, data.asked) if enrolment is not None else []
    if session.state in {SessionState.PLANNED, SessionState.CANCELLED}:
        found.append(Finding("form_session", _("This session has not begun, or was cancelled."), "code"))
    if data.code in PERSONAL and enrolment is None:
        found.append(Finding("form_person", _("Choose whose form it is."), "enrolment"))
    if data.code == FormCode.F8 and trainer is None:
        found.append(Finding("form_trainer", _("Choose the trainer of this session whom it is about."), "trainer"))
    if data.code in {FormCode.F3, FormCode.F4} and enrolment is not None:
        found.append(Finding("form_named", _("This form bears no name: opinions are free."), "enrolment"))
    if data.day > actor.today:
        found.append(Finding("form_day", _("This day is still to come."), "day"))
    return found
