"""Forms about people in a course: enrol, stop, answer, what came out, support after it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.training.courses.enums import AnswerType, AskedHow, DropReason, FollowedAs, Mark, Origin, OutputKind
from baarasira.training.courses.inputs import OutputData
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ...cooperation.forms.fields import CHOOSE, area, text, whole
from ...reintegration.forms.fields import choice

Choices = Sequence[tuple[str, Any]]


class EnrolForm(Form):
    """Which session, and where the person comes from."""

    session = forms.ChoiceField(label=_("Training session"))
    origin = choice(_("Where the person comes from"), Origin.choices)

    def __init__(self, *args: Any, sessions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [("", CHOOSE), *sessions]


class NumberForm(Form):
    """The person to enrol, by the number of the file."""

    number = text(_("Number of the person's file"), 20, required=True)
    origin = choice(_("Where the person comes from"), Origin.choices)


class DropForm(Form):
    """Why somebody stopped, and since when."""

    on = DateField(label=_("Last day the person came"))
    reason = choice(_("Why"), DropReason.choices)
    note = text(_("In a few words"), 300)


class ScoreForm(Form):
    """A mark where no quiz is kept for the course."""

    asked = choice(_("How it was asked"), AskedHow.choices)
    score = whole(_("Mark, of a hundred"), max_value=100, required=True)
    reason = text(_("Why the former mark is corrected"), 300)


class CorrectionForm(Form):
    """A mark of attendance corrected or settled, with the reason."""

    mark = choice(_("What stands"), Mark.choices)
    reason = text(_("Why"), 300, required=True)


class AnswersForm(Form):
    """The questions of a form kept as data; a quiz and personal forms are asked as the group can."""

    asked = choice(_("How it was answered"), AskedHow.choices)

    def __init__(self, *args: Any, questions: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [str(question["code"]) for question in questions]
        for question in questions:
            self.fields[f"a_{question['code']}"] = _field(question)

    def answers(self) -> dict[str, Any]:
        """Return {code of the question: answer}, of those answered."""
        found = {code: self.cleaned_data.get(f"a_{code}") for code in self.codes}
        shown = {code: value.isoformat() if hasattr(value, "isoformat") else value for code, value in found.items()}
        return {code: value for code, value in shown.items() if value not in ("", None)}


def _field(question: Mapping[str, Any]) -> forms.Field:
    label = question["label"]
    match question["type"]:
        case AnswerType.NUMBER:
            return whole(label)
        case AnswerType.YES_NO:
            return _radio(
                label, [("True", pgettext_lazy("answer", "Yes")), ("False", pgettext_lazy("answer", "No"))], _boolean
            )
        case AnswerType.SCALE:
            return _radio(label, [(str(mark), str(mark)) for mark in range(1, 6)], int)
        case AnswerType.CHOICE:
            return _radio(label, [(option, option) for option in question["options"]], str)
        case AnswerType.DATE:
            return DateField(label=label, required=False)
        case _:
            return text(label, 1000)


def _boolean(value: str) -> bool:
    return value == "True"


def _radio(label: Any, choices: Choices, coerce: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=coerce, required=False, widget=forms.RadioSelect, empty_value=None
    )


class FillForm(AnswersForm):
    """A form of the cycle filled in, with its day."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class OutputForm(Form):
    """What came out of the course; money of a business file alone."""

    kind = choice(_("What"), OutputKind.choices)
    summary = area(_("What it says, in a few words"), required=True, length=1000)
    activity = text(_("Activity, for a business file"), 200)
    place = text(_("Where it will be"), 200)
    investment = MoneyField(label=_("What it needs to start"), required=False)
    own_part = MoneyField(label=_("What the person brings"), required=False)
    monthly_sales = MoneyField(label=_("Sales foreseen in a month"), required=False)
    file = FileBoxField(label=_("Paper or photo"), required=False)

    def __init__(self, *args: Any, kinds: Choices = OutputKind.choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds if len(kinds) == 1 else [("", CHOOSE), *kinds]
        if OutputKind.BUSINESS_FILE not in {code for code, _label in kinds}:
            for name in ("activity", "place", "investment", "own_part", "monthly_sales"):
                del self.fields[name]

    def data_of(self) -> OutputData:
        """Return what was typed as the action takes it."""
        return OutputData(**self.cleaned_data)


class FollowUpForm(Form):
    """What became of somebody some months after the course."""

    done_on = DateField(label=_("Day of the contact"))
    situation = choice(_("What the person does now"), FollowedAs.choices)
    business_started_on = DateField(label=_("A business runs since"), required=False)
    jobs_created = whole(_("Jobs it pays, the person not counted"), max_value=1000)
    placement = forms.ChoiceField(label=_("Placement by the service"), required=False)
    note = area(_("In a few words"), length=500)

    def __init__(self, *args: Any, placements: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["placement"].choices = [("", _("No placement")), *placements]
        if not placements:
            del self.fields["placement"]
