"""Forms of the individual plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.reintegration.cases.enums import Purpose, SignatureKind, StepDoer
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ...cooperation.forms.fields import CHOOSE, area, text
from .fields import choice, languages


class PlanForm(Form):
    """What for, on which axis."""

    axis = forms.ChoiceField(label=_("Axis"), widget=forms.RadioSelect)
    goal = area(_("What the person wants to reach"), required=True, length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, axes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axis"].choices = axes


class PlanStepForm(Form):
    """Who does what by when."""

    words = text(_("What is done"), 300, required=True)
    doer = choice(_("Who does it"), StepDoer.choices)
    body = forms.ChoiceField(label=_("Which partner"), required=False)
    due_on = DateField(label=_("By when"))
    purpose = choice(_("Money: what for"), Purpose.choices, required=False)
    amount = MoneyField(label=_("Money: how much"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", CHOOSE), *bodies]


class SignForm(Form):
    """How the person signed."""

    signature = forms.ChoiceField(
        label=_("How the person signs"), choices=SignatureKind.choices, widget=forms.RadioSelect
    )
    read_in = forms.ChoiceField(label=_("Read aloud in"), required=False, choices=languages)
    read_by = text(_("Read aloud by"), 120)
    witness = text(_("Witness of the thumbprint"), 120)
