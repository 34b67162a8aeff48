"""Forms of the employers' pages."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.employers.details import EmployerDetails, VisitReport, of
from baarasira.employers.enums import EmployerState, LegalForm, VisitPurpose
from baarasira.employers.models import Employer
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.actor import Actor
from baarasira.reference.countries import HOME
from baarasira.reference.sectors import SECTORS
from baarasira.web.shell.forms import DateField, Form, PhoneInput

from .offices import OfficeField, cercle_choices, country_choices, offices_for, region_choices

CHOOSE = _("Choose…")


def _text(label: Any, length: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


class EmployerForm(Form):
    """The legal identity, the activity and the address of an employer."""

    sections: ClassVar = [
        (_("Legal identity"), ("office", "name", "legal_form", "tax_id", "trade_register", "social_security")),
        (_("Activity"), ("sector", "activity", "headcount")),
        (_("Address"), ("country", "region", "cercle", "address", "phone", "email", "website")),
        (_("Already known?"), ("although_known",)),
    ]
    office = OfficeField()
    name = _text(_("Name"), 200, required=True, help_text=_("As it is written on its papers."))
    legal_form = forms.ChoiceField(label=_("Kind of employer"), choices=[("", CHOOSE), *LegalForm.choices])
    tax_id = _text(_("Tax number (NIF)"), 30)
    trade_register = _text(_("Trade register number (RCCM)"), 60)
    social_security = _text(_("Social security number (INPS)"), 30)
    sector = forms.ChoiceField(label=_("Sector of activity"))
    activity = _text(_("Activity, in a few words"), 200)
    headcount = forms.IntegerField(
        label=_("Number of employees"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    country = forms.ChoiceField(label=_("Country"), initial=HOME)
    region = forms.ChoiceField(label=_("Region"), required=False, help_text=_("For an employer in Mali."))
    cercle = forms.ChoiceField(label=_("Cercle"), required=False)
    address = _text(_("Address"), 300, help_text=_("District, street, gate, or a landmark people know."))
    phone = _text(_("Phone"), 20, widget=PhoneInput, help_text=_("For example 21 32 00 00."))
    email = _text(_("E-mail address"), 254, widget=forms.EmailInput)
    website = _text(_("Website"), 200, help_text=_("For example https://exemple.ml"))
    although_known = forms.BooleanField(
        label=_("I have looked: none of these is this employer"), required=False, widget=forms.CheckboxInput
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, employer: Employer | None = None, **kwargs: Any) -> None:
        initial = {"form_token": uuid.uuid4()} if employer is None else _initial(employer)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["sector"].choices = [("", CHOOSE), *SECTORS.choices()]  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices(home=True)  # type: ignore[attr-defined]
        self.fields["region"].choices = region_choices(CHOOSE)  # type: ignore[attr-defined]
        self.fields["cercle"].choices = cercle_choices()  # type: ignore[attr-defined]
        if employer is None:
            office: OfficeField = self.fields["office"]  # type: ignore[assignment]
            office.offer(actor, offices_for(actor, EMPLOYERS, "record"))
        else:
            del self.fields["office"], self.fields["form_token"]
        if employer is None:
            del self.fields["version"]
        self._known = self.fields.pop("although_known")

    def ask_known(self) -> None:
        """Ask whether one of the employers shown above the form is the one being recorded."""
        self.fields["although_known"] = self._known
        if not self.confirmed_new:
            sentence = _(
                "Look at the employers named above. If none of them is this one, tick this box and send again."
            )
            self.add_error("although_known", sentence)

    @property
    def confirmed_new(self) -> bool:
        """Whether the agent has said that none of the employers shown is this one."""
        return bool(self.data.get(self.add_prefix("although_known")))

    def details(self) -> EmployerDetails:
        """Return what a valid form says."""
        kept = {name: self.cleaned_data[name] for name in EmployerDetails.__slots__}
        return EmployerDetails(**kept)


def _initial(employer: Employer) -> dict[str, Any]:
    details = of(employer)
    return {**{name: getattr(details, name) for name in EmployerDetails.__slots__}, "version": employer.version}


class EmployerFilter(Form):
    """The filters of the list of employers."""

    q = forms.CharField(
        label=_("Name or number"), required=False, max_length=100, widget=forms.TextInput(attrs={"size": "18"})
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *EmployerState.choices])
    region = forms.ChoiceField(label=_("Region"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = region_choices(pgettext_lazy("regions", "All"))  # type: ignore[attr-defined]
        sectors = [(sector.code, sector.short) for sector in SECTORS]
        self.fields["sector"].choices = [("", _("All")), *sectors]  # type: ignore[attr-defined]


class VisitForm(Form):
    """What came of a visit paid to an employer."""

    sections: ClassVar = [
        (_("The visit"), ("visited_on", "purpose", "met", "report")),
        (_("What the employer needs"), ("recruitment_needs", "training_needs")),
        (_("Next"), ("next_on",)),
    ]
    visited_on = DateField(label=_("Date of the visit"))
    purpose = forms.ChoiceField(label=_("Why"), choices=[("", CHOOSE), *VisitPurpose.choices])
    met = _text(_("Person met"), 150)
    report = forms.CharField(label=_("What was said"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    recruitment_needs = forms.CharField(
        label=_("Recruitment needs"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which work, how many people, when."),
    )
    training_needs = forms.CharField(
        label=_("Training needs"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = DateField(label=_("Date of the next visit"), required=False)

    def report_data(self) -> VisitReport:
        """Return what a valid form says."""
        return VisitReport(**{name: self.cleaned_data[name] for name in VisitReport.__slots__})


class ContactForm(Form):
    """A person to call at an employer."""

    name = _text(_("Name"), 150, required=True)
    function = _text(_("Function"), 120)
    phone = _text(_("Phone"), 20, widget=PhoneInput)
    email = _text(_("E-mail address"), 254, widget=forms.EmailInput)


class SuspensionForm(Form):
    """Until when an employer is suspended."""

    until = DateField(
        label=_("Last day of the suspension"),
        required=False,
        help_text=_("Day/month/year. Left empty, it stands until it is lifted."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
