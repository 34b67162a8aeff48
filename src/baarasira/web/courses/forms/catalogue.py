"""Forms of the catalogue: a course, a trainer, an accreditation, a room, a version of a form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from baarasira.reference.occupations import is_unit_group, occupation_label
from baarasira.reference.skills import SKILLS
from baarasira.training.courses.enums import AnswerType, CourseKind, FormCode, Literacy
from baarasira.training.courses.inputs import CourseData
from baarasira.training.courses.models import Course, FormVersion
from baarasira.web.shell.forms import DateField, Form, PhoneInput, SuggestField

from ...cooperation.forms.fields import CHOOSE, area, text, whole
from ...people.suggestions import resolve_occupation
from ...reintegration.forms.fields import boxes, choice

Choices = Sequence[tuple[str, Any]]


class CourseForm(Form):
    """A course of the catalogue."""

    key = forms.SlugField(
        label=_("Short name"), max_length=60, help_text=_("Letters without accents, figures, strokes; it stays.")
    )
    title = text(_("Title"), 200, required=True)
    kind = choice(_("Kind"), CourseKind.choices)
    hours = whole(_("Hours taught, at least"), min_value=1, max_value=5000, required=True)
    literacy = boxes(_("Taught to"), Literacy.choices)
    attendance_share = whole(_("Days to attend, of a hundred"), min_value=1, max_value=100, required=True, initial=80)
    pass_mark = whole(
        _("Mark asked at exit, of a hundred"),
        max_value=100,
        required=True,
        initial=0,
        help_text=_("0 where no mark is asked."),
    )
    occupation = SuggestField(
        label=_("Occupation it leads to"), url=reverse_lazy("people:suggest_occupation"), label_for=occupation_label,
        known=is_unit_group, resolve=resolve_occupation, required=False,
    )  # fmt: skip
    skills = SuggestField(
        label=_("Skills it gives"), url=reverse_lazy("people:suggest_skill"), label_for=lambda code: str(SKILLS.label(code)),
        known=lambda code: code in SKILLS, resolve=lambda typed: None, required=False, multiple=True, limit=10,
    )  # fmt: skip
    criteria = area(_("What completing asks, in the words of the certificate"), length=2000)
    active = forms.BooleanField(label=_("Taught today"), required=False, initial=True)

    @classmethod
    def of(cls, data: Any, course: Course) -> "CourseForm":
        """Return the form of a course that stands; its short name does not change."""
        names = ("title", "kind", "hours", "literacy", "attendance_share", "pass_mark", "criteria", "active", "skills")
        held = {name: getattr(course, name) for name in names}
        form = cls(data, initial={**held, "occupation": course.occupation})
        del form.fields["key"]
        return form

    def data_of(self, key: str = "") -> CourseData:
        """Return what was typed as the action takes it."""
        given = {**self.cleaned_data, "key": key or self.cleaned_data["key"]}
        return CourseData(**given)


class TrainerForm(Form):
    """Who teaches."""

    structure = forms.ChoiceField(label=_("Structure that keeps the file"))
    name = text(_("Name"), 150, required=True)
    phone = text(_("Phone"), 20, widget=PhoneInput)
    email = forms.EmailField(
        label=_("Address of the account"), required=False,
        help_text=_("The account with the role “Trainer”, with which attendance is taken on a phone; empty for none."),
    )  # fmt: skip
    active = forms.BooleanField(label=_("Teaches today"), required=False, initial=True)

    def __init__(self, *args: Any, structures: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].choices = structures if len(structures) == 1 else [("", CHOOSE), *structures]


class AccreditationForm(Form):
    """An accreditation."""

    kind = choice(_("For every course of the kind"), CourseKind.choices)
    number = text(_("Number"), 60, required=True)
    valid_from = DateField(label=_("Valid from"))
    valid_to = DateField(label=_("Last day it is valid"))


class RoomForm(Form):
    """A room or a workshop."""

    structure = forms.ChoiceField(label=_("Centre"))
    name = text(_("Name of the room"), 100, required=True)
    seats = whole(_("Seats"), min_value=1, max_value=1000, required=True)
    equipment = text(_("Equipment"), 300, help_text=_("Words separated by commas."))

    def __init__(self, *args: Any, structures: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].choices = structures if len(structures) == 1 else [("", CHOOSE), *structures]


def _word(kind: AnswerType) -> str:
    """Return how a way to answer is written in a line: its name in the active language."""
    return str(kind.label).lower()


def lines_of(form: FormVersion) -> str:
    """Return the questions as lines to correct: the question | how it is answered | answers ; separated | the right one."""
    lines = []
    for question in form.questions:
        parts = [str(question["label"])]
        if form.code != FormCode.MODULES:
            parts.append(_word(AnswerType(question["type"])))
            if question["type"] == AnswerType.CHOICE:
                parts += [" ; ".join(question["options"]), str(question.get("right", ""))]
        lines.append(" | ".join(part for part in parts if part))
    return "\n".join(lines)


def questions_of(text: str, code: str) -> list[Mapping[str, Any]]:
    """Return the questions of lines as `lines_of` writes them; their codes are q1, q2… in order. ValidationError otherwise."""
    found: list[Mapping[str, Any]] = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        parts = [part.strip() for part in line.split("|")]
        question: dict[str, Any] = {"code": f"q{number}", "label": parts[0]}
        if code != FormCode.MODULES:
            by_word = {_word(each): each for each in AnswerType}
            kind = by_word.get(parts[1].lower()) if len(parts) > 1 else None
            if kind is None:
                words = {"line": number, "kinds": ", ".join(by_word)}
                raise forms.ValidationError(
                    _("Line %(line)d: after the question write how it is answered, one of: %(kinds)s.") % words
                )
            question["type"] = str(kind)
            if kind == AnswerType.CHOICE:
                question["options"] = [
                    part.strip() for part in (parts[2] if len(parts) > 2 else "").split(";") if part.strip()
                ]
            if len(parts) > 3:
                question["right"] = parts[3]
        found.append(question)
    return found


class FormVersionForm(Form):
    """A form from a day on."""

    valid_from = DateField(label=_("Holds from"))
    title = text(_("Title"), 200, required=True)
    lines = area(
        _("Questions, one a line"), required=True, rows=14, length=20_000,
        help_text=_("The question | how it is answered | answers to choose from, separated by ; | the right one, for a quiz"),
    )  # fmt: skip
    source = text(_("Where the text comes from"), 200, required=True)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_lines(self) -> list[Mapping[str, Any]]:
        """Read the lines."""
        return questions_of(self.cleaned_data["lines"], self.code)
