"""Reads of the dated forms: the one in force for a course on a day, and what was answered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor

from ..enums import FormCode
from ..models import Course, FormAnswer, FormVersion, Session
from ..policies import FORMS


def form_for(code: str, kind: str, on: date) -> FormVersion | None:
    """Return the form in force on a day for a kind of course: its own, else the one of all courses; None where none is kept."""
    rows = FormVersion.objects.filter(Q(kind=kind) | Q(kind=""), code=code, valid_from__lte=on)
    return rows.order_by("-kind", "-valid_from").first()


def modules_of(course: Course, on: date) -> Sequence[Mapping[str, Any]]:
    """Return the modules that a course teaches on a day, in their order; empty where no list is kept."""
    form = form_for(FormCode.MODULES, course.kind, on)
    return form.questions if form is not None else ()


def forms(actor: Actor) -> QuerySet[FormVersion]:
    """Return every version of every form, for who may see them."""
    if not FORMS.allows(actor, "view"):
        return FormVersion.objects.none()
    return FormVersion.objects.select_related("recorded_by").order_by("code", "kind", "-valid_from")


def answered(session: Session) -> QuerySet[FormAnswer]:
    """Return what was filled in for a session but the quizzes, the newest first."""
    rows = session.answers.filter(when="").select_related("form", "enrolment__person", "trainer", "by")
    return rows.order_by("-day", "-id")


def opinions(session: Session) -> dict[str, float]:
    """Return the mean, from 1 to 5, of the marks given to each question of F4 by its label; empty without any answer."""
    sums: defaultdict[str, int] = defaultdict(int)
    counts: Counter[str] = Counter()
    for row in session.answers.filter(form__code=FormCode.F4).select_related("form"):
        for question in row.form.questions:
            mark = row.answers.get(question["code"])
            if question.get("type") == "scale" and isinstance(mark, int):
                sums[question["label"]] += mark
                counts[question["label"]] += 1
    return {label: sums[label] / counts[label] for label in sums}
