"""Forms as data: whether a form is well made, whether answers answer it, and the score of a quiz (C.6)."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from ..enums import AnswerType, FormCode

Question = Mapping[str, Any]


def questions_findings(code: str, questions: Sequence[Question]) -> list[Finding]:
    """Return what is wrong with the questions of a form before it is kept."""
    found = []
    codes = [str(question.get("code", "")) for question in questions]
    if not questions:
        found.append(Finding("form_empty", _("Write at least one question."), "questions"))
    if len(set(codes)) != len(codes) or not all(codes):
        found.append(Finding("form_codes", _("Give each question a code of its own."), "questions"))
    for question in questions:
        if fault := _question_fault(code, question):
            found.append(Finding("form_question", f"{question.get('code', '')}: {fault}", "questions"))
    return found


def _question_fault(code: str, question: Question) -> str:
    if not str(question.get("label", "")).strip():
        return _("write the question.")
    if code == FormCode.MODULES:
        return ""
    if question.get("type") not in AnswerType.values:
        return _("choose how it is answered.")
    options = question.get("options") or []
    if question["type"] == AnswerType.CHOICE and len(options) < 2:
        return _("write at least two answers to choose from.")
    if code == FormCode.QUIZ and (question["type"] != AnswerType.CHOICE or question.get("right") not in options):
        return _("a quiz offers several answers, one of which is right.")
    return ""


def answer_findings(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[Finding]:
    """Return what is wrong with answers: of a question that the form does not ask, or of another kind than it asks."""
    found = []
    known = {str(question["code"]): question for question in questions}
    for code, answer in answers.items():
        if code not in known:
            found.append(Finding("answer_unknown", _("This form does not ask that question."), code))
        elif answer not in ("", None) and not _answers(known[code], answer):
            found.append(Finding("answer_kind", _("This is no answer to this question."), code))
    if not any(answer not in ("", None) for answer in answers.values()):
        found.append(Finding("answers_missing", _("Answer at least one question.")))
    return found


def _answers(question: Question, answer: Any) -> bool:
    match question["type"]:
        case AnswerType.NUMBER:
            return isinstance(answer, int) and not isinstance(answer, bool) and answer >= 0
        case AnswerType.YES_NO:
            return isinstance(answer, bool)
        case AnswerType.SCALE:
            return isinstance(answer, int) and not isinstance(answer, bool) and 1 <= answer <= 5
        case AnswerType.CHOICE:
            return answer in (question.get("options") or [])
        case AnswerType.DATE:
            return _is_date(answer)
        case _:
            return isinstance(answer, str) and len(answer) <= 1000


def _is_date(answer: Any) -> bool:
    try:
        date.fromisoformat(answer)
    except (TypeError, ValueError):
        return False
    return True


def score_of(questions: Sequence[Question], answers: Mapping[str, Any]) -> int:
    """Return the score of a quiz from 0 to 100: right answers among all questions, half up; one left out is wrong."""
    right = sum(answers.get(str(question["code"])) == question["right"] for question in questions)
    return int(Fraction(right * 100, len(questions)) + Fraction(1, 2))
