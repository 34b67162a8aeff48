"""Forms of the journal."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.accounts.journal import Question
from baarasira.kernel.journal.models import Kind
from baarasira.web.accounts.structures import StructureForm
from baarasira.web.shell.forms import DateField, Form

from .words import NOUNS

KINDS = [
    (Kind.WRITE, pgettext_lazy("journal", "Changes")),
    (Kind.LOOK, pgettext_lazy("journal", "Looks at files")),
    (Kind.ACCESS, pgettext_lazy("journal", "Ways in and out")),
]


class QuestionForm(StructureForm):
    """What is asked of the journal."""

    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    noun = forms.ChoiceField(label=_("About what"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *KINDS])
    since = DateField(label=_("From"), required=False, help_text="")
    until = DateField(label=_("To"), required=False, help_text="")
    structure = forms.ChoiceField(label=_("Structure"), required=False)
    record = forms.CharField(label=_("Record (its identifier)"), required=False, max_length=60)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, every=True, **kwargs)
        nouns = sorted(((noun, str(name)) for noun, name in NOUNS.items()), key=lambda pair: pair[1])
        self.fields["noun"].choices = [("", _("All")), *nouns]

    def question(self) -> Question:
        """Return what was asked; a form with a mistake asks for nothing in its place, and says so beside the field."""
        self.is_valid()
        data = self.cleaned_data
        return Question(
            who=data.get("who", ""),
            noun=data.get("noun", ""),
            record=data.get("record", ""),
            kind=data.get("kind", ""),
            since=data.get("since"),
            until=data.get("until"),
            structure=self.structure(),
        )


class ReasonForm(Form):
    """Why someone needs to read what the journal keeps of a person."""

    reason = forms.CharField(
        label=_("Why you need to read it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The journal keeps your reason, and the office of the person can see it."),
    )
