"""Forms of the pages of clearances."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.mobility.clearances.actions.forms import MOST, FormEntry
from baarasira.mobility.clearances.enums import FormOutcome
from baarasira.network.models import Structure
from baarasira.web.shell.forms import DateField, Form


class ReasonForm(Form):
    """Why a clearance is revoked, or a proposal taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence: it stays in the file, and others will read it."),
    )  # fmt: skip


class BlockForm(Form):
    """Numbered forms to reserve."""

    office = forms.ModelChoiceField(label=_("Structure that will fill them in"), queryset=Structure.objects.none())
    count = forms.IntegerField(
        label=_("How many forms"), min_value=1, max_value=MOST, widget=forms.NumberInput(attrs={"class": "short"})
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: power cut announced for two days."),
    )  # fmt: skip

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class EntryForm(Form):
    """What is typed off one form filled in by hand."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("What became of this form"), choices=FormOutcome.choices, widget=forms.RadioSelect
    )
    receipt = forms.CharField(label=_("Receipt number"), max_length=30, required=False)
    issued_on = DateField(label=_("Day of issue"), required=False)
    first_number = forms.CharField(label=_("Staff number of the first officer"), max_length=30, required=False)
    second_number = forms.CharField(label=_("Staff number of the second officer"), max_length=30, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def entry(self) -> FormEntry:
        """Return what was typed, for the action."""
        data = self.cleaned_data
        return FormEntry(**{name: data[name] for name in ("outcome", "receipt", "issued_on", "first_number", "second_number", "note")})  # fmt: skip


class FileForm(Form):
    """The table of a block of forms."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, ODS or XLSX with the columns form, receipt, date, officer_1, officer_2, outcome, note; outcome is used, void or lost; date YYYY-MM-DD."),
    )  # fmt: skip
