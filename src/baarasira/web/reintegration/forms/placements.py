"""Forms of the placements of graduates."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.employers.models import Employer
from baarasira.employers.queries import findable_by
from baarasira.kernel.actor import Actor
from baarasira.reintegration.placements.enums import BreakReason, HireKind, Side
from baarasira.web.shell.forms import DateField, Form, MoneyField, PhoneInput

from ...cooperation.forms.fields import area, text, whole
from .fields import choice


class AgreementForm(Form):
    """The agreement of a placement."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    employer = text(
        _("Number of the company"), 40, required=True, help_text=_("As on its file, for example E26-00012-4.")
    )
    title = text(_("Title of the placement"), 200, required=True)
    tasks = area(_("What the graduate does"), required=True, length=1000)
    tutor = text(_("Tutor"), 120, required=True)
    tutor_function = text(_("Function of the tutor"), 120)
    tutor_phone = text(_("Phone of the tutor"), 20, required=True, widget=PhoneInput)
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))
    days_a_week = whole(_("Days a week"), min_value=1, max_value=6, initial=5, required=True)
    allowance = MoneyField(label=_("Allowance a month, paid by the programme"))
    company_share = MoneyField(label=_("Added by the company each month"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.found: Employer | None = None

    def clean_employer(self) -> str:
        """Find the company of the number typed."""
        typed: str = self.cleaned_data["employer"].strip()
        self.found = findable_by(self.actor).filter(number__iexact=typed).first()
        if self.found is None:
            raise forms.ValidationError(_("No company that you may see bears this number."), code="employer")
        return typed


class SignaturesForm(Form):
    """On which days the two signed."""

    graduate_on = DateField(label=_("The graduate signed on"), required=False)
    company_on = DateField(label=_("The company signed on"), required=False)


class AttendanceForm(Form):
    """One month of attendance."""

    month = DateField(label=_("Any day of the month"))
    present = whole(_("Days present"), max_value=31, required=True)
    excused = whole(_("Days absent with a reason"), max_value=31, required=True, initial=0)
    absent = whole(_("Days absent without a reason"), max_value=31, required=True, initial=0)
    confirmed_by = text(_("Confirmed at the company by"), 120, required=True)


_MARKS = [("", _("Choose…")), *((number, str(number)) for number in range(1, 6))]


class EvaluationForm(Form):
    """What one side says of the other."""

    side = choice(_("Who evaluates"), Side.choices)
    work = forms.TypedChoiceField(label=_("Work done, or work given, from 1 to 5"), choices=_MARKS, coerce=int)
    guidance = forms.TypedChoiceField(label=_("Behaviour, or guidance, from 1 to 5"), choices=_MARKS, coerce=int)
    again = forms.BooleanField(label=_("Would do it again"), required=False)
    words = area(_("In words"), length=1000)


class BreakForm(Form):
    """Why a placement was broken off."""

    on = DateField(label=_("Last day worked"))
    reason = choice(_("Why"), BreakReason.choices)
    words = area(_("What happened"), required=True, length=500)


class EndForm(Form):
    """What comes after the placement."""

    hire = choice(_("Does the company hire?"), HireKind.choices)
    hired_on = DateField(label=_("Hired from"), required=False)
