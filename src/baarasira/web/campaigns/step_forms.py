"""The one form of the open step of a file: how it ends, and what is recorded with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies.steps import elsewhere
from baarasira.candidacies.steps.values import LONGEST_TEXT, NO_WORDS, Value, choices_of, values_of
from baarasira.programmes.compiled.model import Step
from baarasira.web.shell.forms import DateField, Form


def _field(step: Step, value: Value) -> forms.Field:
    match value.shape:
        case "date":
            return DateField(label=value.label, required=False)
        case "number":
            widget = forms.NumberInput(attrs={"class": "short"})
            return forms.IntegerField(label=value.label, required=False, min_value=0, max_value=100, widget=widget)
        case "choice":
            offered = [("", _("Choose…")), *choices_of(step)]
            return forms.ChoiceField(label=value.label, required=False, choices=offered)
        case "papers":
            papers = [(paper.key, str(paper.title)) for paper in step.documents]
            widget = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=value.label, required=False, choices=papers, widget=widget)
    return forms.CharField(label=value.label, required=False, max_length=LONGEST_TEXT)


class EndingForm(Form):
    """How the open step ends; its fields are those of its kind."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, step: Step, batch: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        words = step.vocabulary.ending
        offered = [(ending, str(words[ending].label).capitalize()) for ending in elsewhere.offered(step)]
        # One ending left of several is never chosen for whoever presses the button.
        widget = forms.RadioSelect if len(step.on) > 1 else forms.HiddenInput
        only = offered[0][0] if offered and len(step.on) == 1 else None
        self.fields["ending"] = forms.ChoiceField(label=_("How it ends"), choices=offered, widget=widget, initial=only)
        for value in values_of(step):
            self.fields[value.name] = _field(step, value)
        if step.kind not in NO_WORDS and not batch:
            self.fields["note"] = forms.CharField(
                label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )

    def values(self) -> dict[str, Any]:
        """Return the values of a valid form that its ending asks for."""
        held, ending = self.cleaned_data, self.cleaned_data["ending"]
        return {value.name: held.get(value.name) for value in values_of(self.step) if value.asked_with(ending)}

    @property
    def offers(self) -> bool:
        """Tell whether the form offers an ending at all."""
        return bool(elsewhere.offered(self.step))

    @property
    def note(self) -> str:
        """What was written besides."""
        return str(self.cleaned_data.get("note", ""))
