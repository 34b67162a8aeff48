"""Loading the courses and the forms that the product carries, never over what was changed here."""

import tomllib
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, system

from .actions.catalogue import columns_of, course_findings
from .inputs import CourseData
from .models import Course, FormVersion
from .policies import COURSES, FORMS
from .rules.forms import questions_findings


def _carried(name: str) -> dict[str, Any]:
    text = resources.files("baarasira.training.courses").joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@transaction.atomic
def load_courses(*, actor: Actor | None = None) -> int:
    """Add the courses the product carries that are not there yet; return how many. Raises NotAllowed, ValueError for bad data."""
    actor = actor or system(timezone.now(), "command")
    COURSES.require(actor, "load")
    held = set(Course.objects.values_list("key", flat=True))
    fresh = [CourseData(key=key, **values) for key, values in _carried("courses.toml").items() if key not in held]
    for data in fresh:
        if found := course_findings(data):
            raise ValueError(f"{data.key}: {found[0].sentence}")
        writing.create(Course(key=data.key, **columns_of(data)), "course.record", actor=actor)
    return len(fresh)


@transaction.atomic
def load_forms(*, actor: Actor | None = None) -> int:
    """Add the forms the product carries that are not there yet; return how many. Raises NotAllowed, ValueError for bad data."""
    actor = actor or system(timezone.now(), "command")
    FORMS.require(actor, "load")
    carried = _carried("forms.toml")
    held = set(FormVersion.objects.values_list("code", "kind", "valid_from"))
    written = 0
    for form in carried["form"]:
        kind = form.get("kind", "")
        if (form["code"], kind, carried["valid_from"]) in held:
            continue
        if found := questions_findings(form["code"], form["questions"]):
            raise ValueError(f"{form['code']} {kind}: {found[0].sentence}")
        row = FormVersion(
            code=form["code"], kind=kind, valid_from=carried["valid_from"], title=form["title"],
            questions=form["questions"], source=carried["source"],
        )  # fmt: skip
        writing.create(row, "training_form.keep", actor=actor)
        written += 1
    return written
